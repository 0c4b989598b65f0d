"""A public version holds nothing of what was struck, and the issued file stays as it is."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.urls import reverse

from jointmeeting.kernel.documents.keys import ensure_office_key
from jointmeeting.kernel.errors import Forbidden, Refused
from meetings import authenticity
from meetings.composition import printed
from meetings.models import Minutes, PublicVersion
from meetings.publishing import give_up
from meetings.redaction import Cuts, redact
from meetings.redaction import text_of as words_of
from meetings.services.public_version import make_public_version
from tests.factories import Office
from tests.meetings.publishing import (
    PERSON,
    RARE,
    content_of,
    everything_in,
    issued,
    mapped,
    publish,
    spellings,
    text_of,
)
from tests.subjects import browser


@pytest.fixture(autouse=True)
def key(settings: Any, tmp_path: Path) -> None:
    settings.SEAL_KEYSTORE = tmp_path / "office.p12"
    ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="测试用")


def paragraph(minutes: Minutes, start: str) -> int:
    """The place of the paragraph that begins so."""
    return next(n for n, b in enumerate(printed(minutes).paragraphs) if getattr(b, "text", "").startswith(start))


def test_what_is_struck_is_nowhere_in_the_file(yueqing: Office) -> None:
    minutes = issued(yueqing)
    whole, original = content_of(publish(yueqing, minutes, Cuts())), minutes.file.sha256 if minutes.file else ""
    assert PERSON in text_of(whole) and RARE in text_of(whole)
    struck = content_of(publish(yueqing, minutes, Cuts(words=(PERSON, f"示例{RARE}"))))
    assert PERSON not in text_of(struck) and "×××一户的困难" in text_of(struck)
    before, after = everything_in(whole), everything_in(struck)
    for character in (PERSON[2], RARE):  # they stand nowhere else: not even their shapes are in the fonts
        assert mapped(character) in before.lower() and mapped(character) not in after.lower()
    for spelling in spellings(PERSON) + spellings(f"示例{RARE}"):
        assert spelling not in after
    assert b"minutes.json" not in after
    minutes.refresh_from_db()
    assert minutes.file is not None and minutes.file.sha256 == original
    assert authenticity.examine(struck, expected=None).is_whole


def test_items_paragraphs_and_lists_are_struck_whole(yueqing: Office) -> None:
    minutes = issued(yueqing)
    head, last = paragraph(minutes, "一、"), paragraph(minutes, "会议议定：由示例单位牵头")
    left = redact(printed(minutes), Cuts(frozenset({head, last}), frozenset({0}), ()))
    text = words_of(left)
    assert "一、（本条不予公开）" in text and PERSON not in text and "关于示例甲" not in text
    assert "二、关于示例乙\n（本段不予公开）" in text
    assert left.attendance[0] == ("出席", "（不予公开）")
    sides = text_of(content_of(publish(yueqing, minutes, Cuts(frozenset({head})))))
    assert "公开版" in sides and minutes.number_label in sides and PERSON not in sides


def test_longer_words_go_first(yueqing: Office) -> None:
    left = redact(printed(issued(yueqing)), Cuts(words=(PERSON[:2], PERSON)))
    assert "：×××一户" in words_of(left)


def post(office: Office, minutes: Minutes, person: Any = None, **fields: Any) -> Any:
    url = reverse("meetings:public_version_create", args=[minutes.pk])
    return browser(person or office.director).post(url, {"request_key": str(uuid4()), **fields})


def test_the_director_looks_first_and_then_has_it_made(yueqing: Office) -> None:
    minutes = issued(yueqing)
    page = post(yueqing, minutes, words=PERSON, reason="涉及个人隐私", preview="1").content.decode()
    assert "×××" in page.split('class="sheet"')[1] and PublicVersion.objects.count() == 0
    key = str(uuid4())
    for _ in range(2):
        answer = post(yueqing, minutes, words=PERSON, reason="涉及个人隐私", request_key=key)
        assert answer.status_code == 302
    assert PublicVersion.objects.get().cuts == {"paragraphs": [], "lists": [], "words": [PERSON]}
    page = browser(yueqing.staff).get(minutes.get_absolute_url()).content.decode()
    assert "正在制作" in page and "涉及个人隐私" in page
    download = reverse("meetings:public_version_download", args=[minutes.pk, 1])
    assert browser(yueqing.staff).get(download).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": PERSON}, "请说明理由"),
        ({"words": "查无此人", "reason": "隐私"}, "纪要中没有“查无此人”"),
        ({"words": "户", "reason": "隐私"}, "太短"),
        ({"paragraphs": ["999"], "reason": "隐私"}, "999"),
        ({"words": PERSON, "reason": "理" * 201}, "200"),
    ],
)
def test_bad_cuts_are_named_at_the_field(fields: dict[str, Any], sentence: str, yueqing: Office) -> None:
    answer = post(yueqing, issued(yueqing), **fields)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert PublicVersion.objects.count() == 0


def test_a_struck_item_that_is_named_elsewhere_is_not_published_by_oversight(yueqing: Office) -> None:
    minutes = issued(yueqing)
    head = paragraph(minutes, "一、")
    content = minutes.content or {}
    content["paragraphs"][0]["text"] = "会议审议了“关于示例甲”。"
    Minutes.objects.filter(pk=minutes.pk).update(content=content)
    answer = post(yueqing, minutes, paragraphs=[head], reason="过程性信息")
    assert answer.status_code == 422 and "其他段落还写有这一标题" in answer.content.decode()
    assert post(yueqing, minutes, paragraphs=[head, 0], reason="过程性信息").status_code == 302


def test_only_issued_minutes_that_are_not_withheld_and_only_the_director(yueqing: Office) -> None:
    minutes = issued(yueqing)
    with pytest.raises(Forbidden):
        make_public_version(minutes, cuts=Cuts(), reason="", by=yueqing.staff, request_key=uuid4())
    for cuts, sentence in ((Cuts(words=("查无此人",)), "没有“查无此人”"), (Cuts(frozenset({99})), "不在本纪要中")):
        with pytest.raises(Refused, match=sentence):
            make_public_version(minutes, cuts=cuts, reason="", by=yueqing.director, request_key=uuid4())
    Minutes.objects.filter(pk=minutes.pk).update(disclosure="withheld", disclosure_reason="属于内部事务信息")
    answer = post(yueqing, minutes)
    assert answer.status_code == 409 and "属于内部事务信息" in answer.content.decode()
    draft = yueqing.minutes(Minutes.State.SIGNING)
    assert "印发后才能制作公开版" in post(yueqing, draft).content.decode()


def test_a_version_that_cannot_be_made_says_so(yueqing: Office) -> None:
    minutes = issued(yueqing)
    version = make_public_version(minutes, cuts=Cuts(), reason="", by=yueqing.director, request_key=uuid4())
    give_up(version.pk)
    assert "制作失败" in browser(yueqing.staff).get(minutes.get_absolute_url()).content.decode()


def test_the_name_of_the_file_gives_nothing_away(yueqing: Office) -> None:
    minutes = issued(yueqing)
    publish(yueqing, minutes, Cuts(words=(minutes.title,)))
    answer = browser(yueqing.staff).get(reverse("meetings:public_version_download", args=[minutes.pk, 1]))
    name = unquote(answer["Content-Disposition"])
    assert minutes.title not in name and "×××" in name and "公开版" in name
