"""What units said: generated from opinions and attendance, explained where it departs, printed, consented to."""

from typing import Any

import pytest
from django.urls import reverse

from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.comparison import compare
from meetings.composition import compose, freeze
from meetings.models import Attendance, Minutes, UnitStatement
from tests.factories import Office
from tests.meetings.countersigning import all_agree, answer_of, send_round
from tests.meetings.drafts import save, save_over, typed
from tests.meetings.statements import WRITTEN, heard, said, save_items, with_clauses
from tests.subjects import browser


def lines(minutes: Minutes) -> list[str]:
    return [block.text for block in compose(minutes).paragraphs if not hasattr(block, "rows")]


def test_a_draft_begins_with_what_was_reported_and_what_units_wrote(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    printed = lines(minutes)
    at = printed.index("一、关于示例甲")
    assert printed[at + 1].startswith(f"会议听取了{yueqing.unit}关于") and printed[at + 1].endswith("的汇报。")
    assert printed[at + 2] == f"{yueqing.other_unit}建议修改后同意：经研究，意见如上。"
    assert printed[at + 3] == "会议议定：由牵头单位办理。"


def test_units_that_only_agreed_are_named_together_and_who_was_not_there_wrote(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing, "pass_over"))
    item = said(yueqing, minutes)
    both = [
        {"unit": unit, "stance": "no_comment", "text": "", "reason": "会上未再发言"}
        for unit in (yueqing.unit, yueqing.other_unit)
    ]
    save_items(yueqing, minutes, [{**item[0], "statements": both}])
    assert f"{yueqing.unit}、{yueqing.other_unit}表示无意见。" in lines(minutes)
    attendances = Attendance.objects.filter(meeting=minutes.meeting, unit=yueqing.other_unit)
    attendances.update(state=Attendance.State.ABSENT)
    assert f"{yueqing.unit}表示无意见。{yueqing.other_unit}书面表示无意见。" in lines(minutes)


def test_an_item_without_a_clause_stands_after_the_clauses_under_its_own_heading(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    minutes.matters.update(agenda_item=None)
    printed = lines(minutes)
    title = minutes.meeting.entries.get().agenda_item.title
    assert printed.index(f"三、{title}") > printed.index("二、关于示例乙")
    assert printed[-1] == f"{yueqing.other_unit}建议修改后同意：经研究，意见如上。"


def post(office: Office, minutes: Minutes, **fields: Any) -> Any:
    item = minutes.meeting.entries.get().agenda_item.pk
    changed = {f"statements-{item}-0-{name}": value for name, value in fields.items()}
    return save(office.staff, minutes, typed(minutes, **changed))


@pytest.mark.parametrize("change", [{"stance": "agreed"}, {"text": "另有意见。"}, {"stance": "agreed", "text": ""}])
def test_a_statement_that_departs_from_the_written_opinion_asks_why(change: dict[str, str], yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    answer = post(yueqing, minutes, **change)
    assert answer.status_code == 422
    assert f"与书面意见（修改后同意：{WRITTEN}）不一致，请写明原因" in answer.content.decode()
    assert UnitStatement.objects.get().text == WRITTEN
    assert post(yueqing, minutes, **change, reason="会上改变了意见").status_code == 302
    assert UnitStatement.objects.get().reason == "会上改变了意见"


@pytest.mark.parametrize("text", [f" {WRITTEN} ", WRITTEN.rstrip("。"), "经研究，\n意见如上。"])
def test_spaces_and_the_closing_mark_are_no_difference(text: str, yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    assert post(yueqing, minutes, text=text).status_code == 302


def test_bad_statements_are_named_at_the_field_and_nothing_is_written(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    stranger = yueqing.body.units.exclude(pk__in=[yueqing.unit.pk, yueqing.other_unit.pk]).first()
    assert stranger is not None
    for change, sentence in (
        ({"unit": stranger.pk}, "该单位没有到会，也没有书面意见"),
        ({"unit": "x"}, "该单位没有到会，也没有书面意见"),
        ({"stance": "disagreed", "text": ""}, "请写明修改意见或者不同意的理由"),
        ({"text": "意" * 1001}, "1000"),
    ):
        answer = post(yueqing, minutes, **change)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    with pytest.raises(Refused, match="没有到会"):
        save_items(yueqing, minutes, said(yueqing, minutes, unit=stranger))
    assert [row.text for row in UnitStatement.objects.all()] == [WRITTEN]


def test_a_unit_speaks_once_to_an_item_and_an_incomplete_page_says_so(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    data, item = typed(minutes), minutes.meeting.entries.get().agenda_item.pk
    again = {f"statements-{item}-1-{name}": data[f"statements-{item}-0-{name}"] for name in ("unit", "stance", "text")}
    answer = save(yueqing.staff, minutes, {**data, **again, f"statements-{item}-TOTAL_FORMS": 2})
    assert answer.status_code == 422 and "请合并为一行" in answer.content.decode()
    del data[f"statements-{item}-TOTAL_FORMS"]
    answer = save(yueqing.staff, minutes, data)
    assert answer.status_code == 422 and "页面内容不完整" in answer.content.decode()


def test_a_statement_taken_out_is_printed_no_more_and_does_not_come_back(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    item = minutes.meeting.entries.get().agenda_item.pk
    assert post(yueqing, minutes, DELETE="on", stance="disagreed", text="").status_code == 302
    minutes.refresh_from_db()
    assert save(yueqing.staff, minutes, typed(minutes, **{f"item-{item}-summary": ""})).status_code == 302
    assert lines(minutes)[1:3] == ["一、关于示例甲", "会议议定：由牵头单位办理。"]
    page = browser(yueqing.staff).get(reverse("meetings:minutes_edit", args=[minutes.pk])).content.decode()
    assert WRITTEN not in page


def test_two_editors_see_both_statements(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    item = minutes.meeting.entries.get().agenda_item.pk
    stale = typed(minutes, **{f"item-{item}-summary": "工作人员的概括。"})
    fresh = typed(minutes, **{f"item-{item}-summary": "主任的概括。"})
    assert save(yueqing.director, minutes, fresh).status_code == 302
    answer = save(yueqing.staff, minutes, stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "审议情况：" in page and "主任" in page and "工作人员的概括。" in page
    assert save_over(yueqing, minutes).status_code == 409


def test_versions_keep_and_compare_what_was_said(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    save_items(yueqing, minutes, said(yueqing, minutes, stance="agreed", text="", reason="会上同意"))
    after, before = minutes.versions.all()[:2]
    (change,) = compare(before.content, after.content)
    assert change.label.startswith("审议情况：")
    assert "会上同意" in "".join(run.text for run in change.after)


def test_what_was_said_is_frozen_and_attached(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing))
    content, _ = freeze(minutes)
    assert f"{yueqing.other_unit}建议修改后同意：经研究，意见如上。" in [row["text"] for row in content["paragraphs"]]


def test_a_changed_statement_asks_only_its_unit_anew(yueqing: Office) -> None:
    minutes = with_clauses(yueqing, heard(yueqing, consent=True))
    send_round(yueqing, minutes)
    assert "本单位发言：" in answer_of(minutes, yueqing.other_unit).wording
    all_agree(yueqing, minutes)
    asked = minutes.countersignatures.count()
    workflows.minutes.perform(minutes, "revise", by=yueqing.staff, comment="改发言")
    save_items(yueqing, minutes, said(yueqing, minutes, text="改为下半年办理。", reason="会上修改"))
    send_round(yueqing, minutes)
    assert minutes.countersignatures.count() == asked + 1
    anew = answer_of(minutes, yueqing.other_unit)
    assert (anew.state, anew.version) == ("pending", minutes.version)
    assert "改为下半年办理" in anew.wording and "与书面意见不一致的原因：会上修改" in anew.wording
    all_agree(yueqing, minutes)
    workflows.minutes.perform(minutes, "revise", by=yueqing.staff, comment="删发言")
    item = said(yueqing, minutes)[0]
    save_items(yueqing, minutes, [{**item, "statements": []}])
    send_round(yueqing, minutes)
    assert minutes.countersignatures.filter(state="pending").get().unit == yueqing.other_unit
