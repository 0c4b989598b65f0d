"""Countersigning clause by clause (宝陈政办发〔2022〕45号 三), and what stands in its way."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from meetings import answers, workflows
from meetings.countersigning import standing
from meetings.deadlines import minutes as deadlines
from meetings.matrix import countersign_document, matrix
from meetings.models import Attendance, Countersignature, Minutes
from meetings.queries import todo_for
from members.models import Role
from tests.conftest import founded
from tests.factories import Office, duty_of
from tests.meetings.countersigning import (
    all_agree,
    answer_of,
    circulated,
    drafted,
    edit,
    in_state,
    person_of,
    prescribe,
    say,
    send_round,
    written,
)
from tests.subjects import browser

S = Countersignature.State


def refusal_of(minutes: Minutes, act: str, user: Any) -> Refused:
    offered = {row.transition.name: row.refusal for row in workflows.minutes.available(minutes, user)}
    refusal = offered[act]
    assert refusal is not None
    return refusal


def test_signing_waits_for_every_attending_unit_and_cites_the_notice(chencang: Office) -> None:
    minutes = circulated(chencang)
    refusal = refusal_of(minutes, "present", chencang.staff)
    assert refusal.clause == "宝陈政办发〔2022〕45号 三"
    assert chencang.unit.name in refusal.sentence
    with pytest.raises(Refused, match="不能签发"):
        workflows.minutes.perform(minutes, "sign", by=chencang.chief)
    all_agree(chencang, minutes)
    workflows.minutes.perform(minutes, "present", by=chencang.staff)
    workflows.minutes.perform(minutes, "sign", by=chencang.chief)
    assert minutes.number_label.endswith("1号")


def test_the_director_cannot_pass_the_units_by(chencang: Office) -> None:
    minutes = drafted(chencang)
    workflows.minutes.perform(minutes, "submit", by=chencang.staff)
    with pytest.raises(Refused, match="请送会签"):
        workflows.minutes.perform(minutes, "review", by=chencang.director)
    assert "review" not in {row.transition.name for row in workflows.minutes.available(minutes, chencang.director)}


def test_signing_looks_at_the_consents_once_more(chencang: Office) -> None:
    minutes = circulated(chencang)
    all_agree(chencang, minutes)
    workflows.minutes.perform(minutes, "present", by=chencang.staff)
    third = minutes.meeting.attendances.exclude(unit__in=[chencang.unit, chencang.other_unit])[:1]
    Attendance.objects.filter(pk__in=third).update(state=Attendance.State.PRESENT)
    with pytest.raises(Refused, match="尚未送会签"):
        workflows.minutes.perform(minutes, "sign", by=chencang.chief)


def test_where_no_rule_asks_there_is_no_such_step(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.REVIEWING)
    offered = {row.transition.name for row in workflows.minutes.available(minutes, yueqing.director)}
    assert "review" in offered and "circulate" not in offered


def test_only_units_that_attended_are_asked(chencang: Office) -> None:
    minutes = circulated(chencang)
    assert {row.unit for row in standing(minutes)} == {chencang.unit, chencang.other_unit}
    assert len(standing(minutes)) == 4


def test_a_working_rule_may_ask_concerned_units_only(yueqing: Office) -> None:
    minutes = circulated(yueqing, "concerned_units")
    asked = [(row.position, row.unit) for row in standing(minutes)]
    assert asked == [(1, yueqing.unit), (1, yueqing.other_unit), (2, yueqing.other_unit)]


def test_nobody_attended_is_refused_with_what_to_do(chencang: Office) -> None:
    minutes = drafted(chencang)
    Attendance.objects.filter(meeting=minutes.meeting).update(state=Attendance.State.ABSENT)
    workflows.minutes.perform(minutes, "submit", by=chencang.staff)
    with pytest.raises(Refused, match="核对会议签到"):
        workflows.minutes.perform(minutes, "circulate", by=chencang.director)


def revised(office: Office, minutes: Minutes, **fields: Any) -> Minutes:
    """Take the minutes back, change the second clause, send them round again."""
    workflows.minutes.perform(minutes, "revise", by=office.staff, comment="调整")
    rows = written(minutes)
    rows[1] |= fields
    return send_round(office, edit(office, minutes, rows))


def test_a_changed_clause_resets_only_the_units_it_concerns(chencang: Office) -> None:
    minutes = circulated(chencang)
    all_agree(chencang, minutes)
    revised(chencang, minutes, text="会议议定：改为按月办理。")
    now = {(row.position, row.unit): row for row in standing(minutes)}
    assert now[2, chencang.other_unit].state == S.PENDING
    assert "改为按月办理" in now[2, chencang.other_unit].wording
    for key in ((1, chencang.unit), (1, chencang.other_unit), (2, chencang.unit)):
        assert now[key].state == S.AGREED
    assert minutes.countersignatures.filter(unit=chencang.other_unit, position=2).count() == 2


def test_a_unit_that_loses_or_takes_over_a_clause_is_asked_anew(chencang: Office) -> None:
    minutes = circulated(chencang)
    all_agree(chencang, minutes)
    revised(chencang, minutes, lead_unit=chencang.unit, basis=duty_of(chencang.unit))
    assert [row.state for row in standing(minutes) if row.position == 2] == [S.PENDING, S.PENDING]


def test_a_unit_that_suggested_words_sees_the_new_ones(chencang: Office) -> None:
    minutes = circulated(chencang)
    say(chencang, answer_of(minutes, chencang.unit, 2), "agree_with_text")
    all_agree(chencang, minutes)
    revised(chencang, minutes, text="会议议定：采纳建议后办理。")
    assert answer_of(minutes, chencang.unit, 2).state == S.PENDING


def test_nothing_is_asked_twice_when_nothing_changed(chencang: Office) -> None:
    minutes = circulated(chencang)
    all_agree(chencang, minutes)
    before = minutes.countersignatures.count()
    revised(chencang, minutes)
    assert minutes.countersignatures.count() == before
    workflows.minutes.perform(minutes, "present", by=chencang.staff)


def test_the_answer_to_an_old_wording_is_not_taken(chencang: Office) -> None:
    minutes = circulated(chencang)
    old = answer_of(minutes, chencang.other_unit, 2)
    revised(chencang, minutes, text="会议议定：改为按月办理。")
    with pytest.raises(Refused, match="本条已修改"):
        say(chencang, old, "agree")


def test_no_answer_while_the_text_is_being_changed(chencang: Office) -> None:
    minutes = circulated(chencang)
    workflows.minutes.perform(minutes, "revise", by=chencang.staff, comment="调整")
    with pytest.raises(Refused, match="不能会签"):
        say(chencang, answer_of(minutes, chencang.unit), "agree")


def test_an_objection_waits_for_the_convener_whose_reason_is_printed(chencang: Office) -> None:
    minutes = circulated(chencang)
    row = say(chencang, answer_of(minutes, chencang.unit), "object")
    all_agree(chencang, minutes)
    refusal = refusal_of(minutes, "present", chencang.staff)
    assert "请召集人裁定" in refusal.sentence and refusal.clause
    workflows.countersignatures.perform(row, "overrule", by=chencang.chief, comment="上级文件已有规定")
    text = str(countersign_document(minutes, standing(minutes)).body)
    assert "裁定维持原文，理由：上级文件已有规定。" in text and "建议明确时限。" in text
    workflows.minutes.perform(minutes, "present", by=chencang.staff)


def test_an_upheld_objection_must_be_written_into_the_clause(chencang: Office) -> None:
    minutes = circulated(chencang)
    say(chencang, say(chencang, answer_of(minutes, chencang.unit, 2), "object"), "uphold")
    all_agree(chencang, minutes)
    assert "尚未修改" in refusal_of(minutes, "present", chencang.staff).sentence
    revised(chencang, minutes)  # sent round again without a change
    assert "尚未修改" in refusal_of(minutes, "present", chencang.staff).sentence
    revised(chencang, minutes, text="会议议定：按异议修改。")
    assert {row.state for row in standing(minutes) if row.position == 2} == {S.PENDING}


def test_silence_is_consent_only_where_the_notice_says_so(chencang: Office) -> None:
    minutes = circulated(chencang)
    Countersignature.objects.update(due_on="2020-01-01")
    assert deadlines.deem() == 0
    prescribe(chencang.body, "minutes_consent_deemed", value=True)
    assert deadlines.deem() == 4
    row = answer_of(minutes, chencang.unit)
    assert row.state == S.DEEMED and row.authority == "宝陈政办发〔2022〕45号 三"
    assert "逾期未会签，依据宝陈政办发〔2022〕45号 三视为同意。" in str(
        countersign_document(minutes, standing(minutes))
    )


def test_a_time_limit_comes_from_the_notice_only(chencang: Office) -> None:
    assert answer_of(circulated(chencang), chencang.unit).due_on is None
    other = founded("zhangbei")
    prescribe(other.body, "minutes_consent_days", value=3)
    assert answer_of(circulated(other), other.unit).due_on is not None


def test_silence_is_not_consent_before_the_limit(chencang: Office) -> None:
    prescribe(chencang.body, "minutes_consent_deemed", value=True)
    prescribe(chencang.body, "minutes_consent_days", value=3)
    circulated(chencang)
    Countersignature.objects.update(due_on="2099-01-01")
    assert deadlines.deem() == 0


def test_agreeing_to_all_asks_for_the_draft_that_was_read(chencang: Office) -> None:
    minutes = circulated(chencang)
    person, seen = person_of(chencang, chencang.other_unit), minutes.version
    revised(chencang, minutes, text="会议议定：改为按月办理。")
    with pytest.raises(Refused, match="请重新阅看"):
        answers.agree_to_all(minutes, version=seen, by=person, request_key=uuid4())
    key = uuid4()
    assert answers.agree_to_all(minutes, version=minutes.version, by=person, request_key=key) == 2
    assert answers.agree_to_all(minutes, version=minutes.version, by=person, request_key=key) == 0
    stranger = chencang.person(Role.LIAISON, chencang.body.units.order_by("position")[5])
    with pytest.raises(Refused, match="不在本纪要的会签范围"):
        answers.agree_to_all(minutes, version=minutes.version, by=stranger, request_key=uuid4())


def test_what_waits_is_on_the_workbench(chencang: Office) -> None:
    minutes = circulated(chencang)
    unit = person_of(chencang, chencang.unit)
    assert [todo.summary for todo in todo_for(unit) if todo.act_label == "会签"] == ["2条待会签"]
    say(chencang, answer_of(minutes, chencang.unit), "object")
    assert any(todo.title.startswith("裁定异议") for todo in todo_for(chencang.chief))
    assert any("共4项，已会签1项，异议1项" in todo.summary for todo in todo_for(chencang.staff))


def test_the_signer_the_notice_names_finds_the_minutes_on_the_workbench(db: None) -> None:
    zhangbei = founded("zhangbei")
    minutes = circulated(zhangbei)
    all_agree(zhangbei, minutes)
    workflows.minutes.perform(minutes, "present", by=zhangbei.staff)
    waiting = {todo.url for todo in todo_for(zhangbei.person(Role.CONVENER)) if todo.act_label == "签发"}
    assert waiting == {minutes.get_absolute_url()}
    assert not any(todo.act_label == "签发" for todo in todo_for(zhangbei.chief))


def test_only_silent_units_are_reminded_from_the_day_after_they_were_asked(chencang: Office) -> None:
    minutes = circulated(chencang)
    say(chencang, answer_of(minutes, chencang.unit, 1), "agree")
    say(chencang, answer_of(minutes, chencang.unit, 2), "agree")
    assert list(deadlines.unsigned()) == []
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        (line,) = deadlines.unsigned()
    assert (line.unit, line.late, line.tone) == (chencang.other_unit.pk, 0, "soon")
    assert line.text == f"会签：《{minutes}》本单位尚未会签"


def test_a_time_limit_of_the_notice_is_said_and_its_passing_is_late(chencang: Office) -> None:
    minutes = circulated(chencang)
    minutes.countersignatures.update(due_on=date(2026, 6, 10))
    for day, late, said in ((9, 0, "，应于6月10日前会签"), (10, 0, "，应于6月10日前会签"), (12, 2, "，逾期2个工作日")):
        with time_machine.travel(datetime(2026, 6, day, 1), tick=False):
            first = next(iter(deadlines.unsigned()))
        assert (first.late, first.text) == (late, f"会签：《{minutes}》本单位尚未会签{said}")


def test_the_matrix_stands_in_the_order_of_minutes_and_notice(chencang: Office) -> None:
    minutes = circulated(chencang)
    found = matrix(minutes, standing(minutes))
    assert [position for position, _ in found.clauses] == [1, 2]
    assert [line.unit for line in found.lines] == [chencang.unit.name, chencang.other_unit.name]


def test_a_unit_reads_minutes_while_it_is_asked_and_never_the_draft(chencang: Office) -> None:
    minutes = circulated(chencang)
    asked, stranger = person_of(chencang, chencang.unit), chencang.person(Role.GOVERNMENT_LEADER)
    url = reverse("meetings:countersign_page", args=[minutes.pk])
    assert browser(asked).get(url).status_code == 200
    assert browser(stranger).get(url).status_code == 404
    workflows.minutes.perform(minutes, "revise", by=chencang.staff, comment="调整")
    assert browser(asked).get(url).status_code == 404


@pytest.mark.parametrize("state", S)
def test_each_state_can_be_reached(state: Any, yueqing: Office) -> None:
    assert in_state(yueqing, state).state == state
