"""Wrong input gets a clear sentence, loses nothing and writes nothing twice."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.uploads import MAX_NAME, accept
from meetings import workflows
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.services import minutes as services
from members.models import Role
from tests.factories import Office, user

BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def item_form(**fields: str) -> dict[str, str]:
    form = {"title": "示例议题", "background": "背景", "proposal": "建议", "request_key": str(uuid4())}
    return {**form, **fields}


def test_wrong_password_says_so_and_five_lock_the_account(db: None) -> None:
    user("example", password="right-password-1")
    for _ in range(5):
        answer = Client().post(reverse("login"), {"username": "example", "password": "wrong"})
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    again = Client().post(reverse("login"), {"username": "example", "password": "right-password-1"})
    assert again.status_code == 429


def test_unknown_and_known_users_get_the_same_answer(db: None) -> None:
    user("example", password="right-password-1")
    texts = []
    for name in ("example", "nobody-here"):
        page = Client().post(reverse("login"), {"username": name, "password": "wrong"}).content.decode()
        texts.append(page.split("<form")[1].replace(name, "").split("csrfmiddlewaretoken")[1][100:])
    assert texts[0] == texts[1]


def test_a_liaison_whose_term_ended_yesterday_cannot_act_today(yueqing: Office) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    former = yueqing.person(Role.LIAISON, yueqing.unit, ends_on=yesterday)
    answer = signed_in(former).get(reverse("meetings:agenda_item_create"))
    assert answer.status_code == 403
    today = yueqing.person(Role.LIAISON, yueqing.other_unit, ends_on=timezone.localdate())
    assert signed_in(today).get(reverse("meetings:agenda_item_create")).status_code == 200


def test_two_clicks_on_a_draft_are_one_item(yueqing: Office) -> None:
    client, form = signed_in(yueqing.liaison), item_form()
    answers = [client.post(reverse("meetings:agenda_item_create"), form) for _ in range(2)]
    assert AgendaItem.objects.count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


def test_two_clicks_on_an_act_are_one_act(yueqing: Office) -> None:
    item = yueqing.agenda_item()
    url, key = reverse("meetings:agenda_item_submit", args=[item.pk]), str(uuid4())
    answers = [signed_in(yueqing.liaison).post(url, {"request_key": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert LogEntry.objects.filter(act="agenda_item.submit").count() == 1


def test_an_act_in_the_wrong_state_says_where_things_stand(yueqing: Office) -> None:
    item = yueqing.agenda_item(AgendaItem.State.ACCEPTED)
    url = reverse("meetings:agenda_item_accept", args=[item.pk])
    answer = signed_in(yueqing.staff).post(url, {"request_key": str(uuid4())})
    assert answer.status_code == 409
    assert "当前状态为“办公室已受理”，不能受理" in answer.content.decode()


def test_a_missing_field_keeps_what_was_typed(yueqing: Office) -> None:
    answer = signed_in(yueqing.liaison).post(reverse("meetings:agenda_item_create"), item_form(title=""))
    assert answer.status_code == 422
    assert "建议" in answer.content.decode()
    assert AgendaItem.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("病毒.exe", b"MZ", "类型不能上传"),
        ("方案.pdf", b"MZ program", "内容与扩展名不符"),
        ("方案.docx", b"<html>", "内容与扩展名不符"),
        ("没有扩展名", b"%PDF-", "类型不能上传"),
    ],
)
def test_disguised_files_are_refused(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        accept(SimpleUploadedFile(name, content))


def test_an_oversize_file_is_refused_with_its_limit(settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match="超过1MB"):
        accept(SimpleUploadedFile("大.pdf", b"%PDF-" + b"0" * 1024 * 1024))


def test_names_lose_paths_controls_and_excess_but_keep_their_type() -> None:
    upload = accept(SimpleUploadedFile("x.pdf", b"%PDF-1.7"))
    assert upload.name == "x.pdf"
    odd = SimpleUploadedFile("y.pdf", b"%PDF-1.7")
    odd._name = "..\\..\\" + "长" * 300 + "\u202e\n.pdf"  # type: ignore[attr-defined]
    name = accept(odd).name
    assert len(name) <= MAX_NAME
    assert name == "长" * (MAX_NAME - 4) + ".pdf"


def test_two_editors_of_minutes_do_not_overwrite_each_other(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    version = minutes.version
    fields: dict[str, Any] = {"version": version, "title": "甲", "opening": "甲写的开头。", "matters": []}
    services.edit_minutes(minutes, by=yueqing.staff, **fields)
    with pytest.raises(Refused, match="您的修改没有写入"):
        services.edit_minutes(minutes, by=yueqing.director, **{**fields, "title": "乙"})
    assert Minutes.objects.get().title == "甲"


def test_signing_asks_for_the_own_password_and_the_right_person(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.SIGNING)
    url = reverse("meetings:minutes_sign", args=[minutes.pk])
    refused = signed_in(yueqing.director).get(url)
    assert refused.status_code == 409
    assert "由主持会议的总召集人签发" in refused.content.decode()
    assert "按办公室工作规则" in refused.content.decode()
    yueqing.chief.set_password("right-password-1")
    wrong = signed_in(yueqing.chief).post(
        url, {"request_key": str(uuid4()), "password": "wrong", "seen": minutes.content_hash}
    )
    assert "密码不正确" in wrong.content.decode()
    assert wrong.status_code == 422
    assert Minutes.objects.get().number is None


def test_what_no_font_can_print_is_named_before_signing(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.REVIEWING)
    Minutes.objects.filter(pk=minutes.pk).update(opening="会议听取了\ue000的汇报。")
    with pytest.raises(Refused, match="U\\+E000"):
        workflows.minutes.perform(minutes, "review", by=yueqing.director)
    assert Minutes.objects.get().state == Minutes.State.REVIEWING


def test_an_agenda_is_fixed_once_the_meeting_has_begun(yueqing: Office) -> None:
    meeting = yueqing.noticed_meeting()
    item = yueqing.agenda_item(AgendaItem.State.DISCUSSED)
    yueqing.hold(meeting, until="open")
    with pytest.raises(Refused, match="议程不能再改"):
        workflows.agenda_items.perform(item, "schedule", by=yueqing.staff, data={"meeting": meeting})
    assert item.state == AgendaItem.State.DISCUSSED


def test_a_body_without_liaison_meetings_goes_straight_to_the_regular_meeting(chencang: Office) -> None:
    item = chencang.agenda_item(AgendaItem.State.ACCEPTED)
    meeting = chencang.plan(Meeting.Kind.REGULAR, chencang.chief)
    workflows.agenda_items.perform(item, "schedule", by=chencang.staff, data={"meeting": meeting})
    assert item.state == AgendaItem.State.SCHEDULED
