"""Writing minutes: two editors, autosave, versions that stay."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.models import Autosave, Minutes, MinutesVersion
from meetings.services import minutes as services
from tests.factories import Office
from tests.meetings.drafts import save, save_over, typed
from tests.subjects import browser


def autosave(person: Any, minutes: Minutes, data: dict[str, Any]) -> Any:
    return browser(person).post(reverse("meetings:minutes_autosave", args=[minutes.pk]), data)


def test_two_editors_see_both_texts_and_nothing_is_lost(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    page = save_over(yueqing, minutes).content.decode()
    assert "编辑期间已有改动" in page and "保存了新的一稿" in page and "主任" in page
    assert "工作人员的文字。" in page  # still in the form
    minutes.refresh_from_db()
    assert minutes.title == "主任的标题"
    assert f'name="version" value="{minutes.version}"' in page


def test_what_was_saved_second_becomes_the_draft_after_the_first(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    save_over(yueqing, minutes)
    minutes.refresh_from_db()
    answer = save(yueqing.staff, minutes, typed(minutes, title="合并后的标题"))
    assert answer.status_code == 302
    titles = [version.content["title"] for version in minutes.versions.all()]
    assert titles[:2] == ["合并后的标题", "主任的标题"]


def test_a_form_opened_before_the_draft_was_returned_is_compared_and_nobody_is_said_to_have_written(
    yueqing: Office,
) -> None:
    minutes = yueqing.minutes()
    stale = typed(minutes, title="退回前打开的标题")
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    workflows.minutes.perform(minutes, "return_", by=yueqing.director, comment="核对时限")
    answer = save(yueqing.staff, minutes, stale)
    page = answer.content.decode()
    assert answer.status_code == 409 and "纪要已送审并退回修改" in page and "保存了新的一稿" not in page
    assert "退回前打开的标题" in page
    minutes.refresh_from_db()
    assert save(yueqing.staff, minutes, {**stale, "version": minutes.version}).status_code == 302


def test_every_saved_version_is_kept_and_cannot_be_changed(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    services.regenerate_opening(minutes, by=yueqing.staff)
    minutes.refresh_from_db()
    assert [row.version for row in minutes.versions.all()] == [3, 2, 1]
    assert minutes.versions.get(version=2).content["opening"] == "会议议定事项纪要如下："
    assert minutes.matters.count() == 2
    for change in (lambda: MinutesVersion.objects.update(content={}), lambda: minutes.versions.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_clause_keeps_its_identity_and_the_draft_it_was_changed_in(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    before = list(minutes.matters.values_list("key", "changed_in"))
    assert save(yueqing.staff, minutes, typed(minutes, **{"matters-1-text": "改了。"})).status_code == 302
    minutes.refresh_from_db()
    after = list(minutes.matters.values_list("key", "changed_in"))
    assert after[0] == before[0]
    assert after[1] == (before[1][0], minutes.version)


def test_two_clauses_cannot_claim_the_same_identity(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    data = typed(minutes)
    data["matters-1-key"] = data["matters-0-key"]
    assert save(yueqing.staff, minutes, data).status_code == 302
    assert len(set(minutes.matters.values_list("key", flat=True))) == 2


def test_what_was_typed_and_not_saved_comes_back(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    answer = autosave(yueqing.staff, minutes, typed(minutes, title="没有保存的标题\x00", opening=""))
    assert answer.status_code == 200
    minutes.refresh_from_db()
    assert minutes.title != "没有保存的标题"
    url = reverse("meetings:minutes_edit", args=[minutes.pk])
    assert "恢复" in browser(yueqing.staff).get(url).content.decode()
    assert "没有保存的标题" in browser(yueqing.staff).get(f"{url}?restore=1").content.decode()
    assert "恢复" not in browser(yueqing.director).get(url).content.decode()
    save(yueqing.staff, minutes, typed(minutes))
    assert Autosave.objects.count() == 0


def test_an_autosave_of_an_older_draft_leads_to_the_comparison(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    stale = typed(minutes, title="旧稿上的标题")
    autosave(yueqing.staff, minutes, stale)
    save(yueqing.director, minutes, typed(minutes, title="主任的标题"))
    page = browser(yueqing.staff).get(reverse("meetings:minutes_edit", args=[minutes.pk]) + "?restore=1")
    assert f'name="version" value="{stale["version"]}"' in page.content.decode()
    assert save(yueqing.staff, minutes, stale).status_code == 409


def test_an_autosave_can_be_thrown_away(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    autosave(yueqing.staff, minutes, typed(minutes))
    browser(yueqing.staff).post(reverse("meetings:minutes_discard", args=[minutes.pk]))
    assert Autosave.objects.count() == 0


@pytest.mark.parametrize("version", ["", "x", "９", "9" * 30, "-1"])
def test_an_autosave_with_an_odd_version_is_kept_all_the_same(version: str, yueqing: Office) -> None:
    minutes = yueqing.minutes()
    assert autosave(yueqing.staff, minutes, typed(minutes, version=version)).status_code == 200


def test_nothing_is_written_into_minutes_that_went_on(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    assert autosave(yueqing.staff, minutes, typed(minutes)).status_code == 409
    with pytest.raises(Refused, match="不能修改"):
        services.regenerate_opening(minutes, by=yueqing.staff)


def test_any_two_drafts_are_compared(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    save(yueqing.staff, minutes, typed(minutes, **{"matters-0-text": "会议议定：改为按月通报。"}))
    url = reverse("meetings:minutes_versions", args=[minutes.pk])
    page = browser(yueqing.staff).get(url).content.decode()
    assert "<ins>" in page and "按月通报" in page
    assert "两稿文字相同" in browser(yueqing.staff).get(f"{url}?before=2&after=2").content.decode()
    assert browser(yueqing.staff).get(f"{url}?before=x&after=99").status_code == 200
