"""Every decision has one lead unit, and everything that happens to it is a row of the table."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction

from duties import parts, workflows
from duties.models import Assignment, AssignmentState, Part, SourceKind
from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry, Notification
from members.models import Role
from members.services import appoint
from tests.duties import factories
from tests.factories import Office
from tests.subjects import browser

S = AssignmentState
go = workflows.assignments.perform


def at(day: date) -> time_machine.travel:
    """Stop the clock on a day at nine in the morning."""
    return time_machine.travel(datetime(day.year, day.month, day.day, 1), tick=False)  # 9:00 in Shanghai


def test_the_database_holds_one_lead_unit_that_is_no_supporter(yueqing: Office) -> None:
    row = factories.assign(yueqing)
    assert [p.unit for p in row.parts.all()] == [yueqing.other_unit]
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=row.pk).update(lead_unit=None)
    with pytest.raises(InternalError), transaction.atomic():
        Part.objects.create(assignment=row, unit=yueqing.unit, label="示例")


def test_the_original_date_cannot_be_overwritten(yueqing: Office) -> None:
    row = factories.assign(yueqing)
    with pytest.raises(InternalError), transaction.atomic():
        Assignment.objects.filter(pk=row.pk).update(original_due_on=date(2030, 1, 1))


def test_a_duty_of_another_unit_is_no_ground(yueqing: Office) -> None:
    duty = yueqing.other_unit.duties.first()
    with pytest.raises(Refused, match="与牵头单位"):
        factories.assign(yueqing, duty=duty)
    assert Assignment.objects.count() == 0


def test_a_refused_assignment_goes_to_another_unit(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.REFUSED)
    go(row, "reassign", by=yueqing.staff, comment="属于该单位职责", data={"lead_unit": yueqing.other_unit})
    assert (row.state, row.lead_unit) == (S.ASSIGNED, yueqing.other_unit)
    assert not row.parts.filter(unit=yueqing.other_unit).exists()
    assert not Assignment.objects.visible_to(yueqing.liaison).filter(pk=row.pk).exists()
    go(row, "accept", by=yueqing.person(Role.LIAISON, yueqing.other_unit))


def test_what_the_new_lead_unit_reported_as_a_supporter_stays(yueqing: Office) -> None:
    row, units = factories.assign(yueqing), (yueqing.other_unit, yueqing.unit, yueqing.other_unit)
    for unit in units:
        officer = yueqing.person(Role.LIAISON, unit)
        if part := row.parts.filter(unit=unit).first():
            workflows.parts.perform(part, "report", by=officer, data=factories.PROGRESS)
        go(row, "reassign", by=yueqing.staff, comment="属于该单位职责", data={"lead_unit": unit})
        parts.support(row, {yueqing.unit, yueqing.other_unit} - {unit}, by=yueqing.staff)
    assert list(row.parts.filter(unit=None).values_list("label", "progress__percent")) == [
        (f"{yueqing.other_unit}（现为牵头单位）", 60),
        (f"{yueqing.unit}（现为牵头单位）", 60),
        (f"{yueqing.other_unit}（现为牵头单位）2", 60),
    ]


def test_refusing_too_late_cites_the_rule(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        row = factories.assign(yueqing)
    with at(date(2026, 6, 5)), pytest.raises(Refused, match="3个工作日内（6月4日前）") as late:
        go(row, "refuse", by=yueqing.liaison, comment="不属于本单位")
    assert late.value.clause == "通知未规定，按办公室工作规则"
    with at(date(2026, 6, 4)):
        go(row, "refuse", by=yueqing.liaison, comment="不属于本单位")


def test_suspension_moves_the_date_by_working_days(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        row = factories.assignment(yueqing, S.SUSPENDED, due_on=date(2026, 6, 12))
    with at(date(2026, 6, 8)):
        go(row, "resume", by=yueqing.staff)
    assert (row.due_on, row.original_due_on) == (date(2026, 6, 22), date(2026, 6, 12))  # 19 June is a day off


def test_a_whole_is_not_closed_before_its_pieces(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    piece = {"title": "分解", "text": "要求", "lead_unit": yueqing.other_unit, "due_on": clock.today()}
    go(row, "split", by=yueqing.staff, data=piece)
    go(row, "finish", by=yueqing.liaison)
    with pytest.raises(Refused, match="分解出的事项“分解”尚未销号"):
        go(row, "close", by=yueqing.staff)
    assert row.children.get().source == row.source


def test_a_piece_is_not_due_after_the_whole(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    late = {"title": "分解", "text": "要求", "lead_unit": yueqing.unit, "due_on": row.due_on + timedelta(days=1)}  # type: ignore[operator]
    with pytest.raises(Refused, match="不能晚于原事项"):
        go(row, "split", by=yueqing.staff, data=late)
    assert not row.children.exists()


def test_what_is_merged_brings_its_supporters(yueqing: Office) -> None:
    third = yueqing.body.units.order_by("position")[2]
    whole, row = factories.assign(yueqing), factories.assign(yueqing, supporting_units=[yueqing.other_unit, third])
    go(row, "merge", by=yueqing.staff, comment="内容相同", data={"into": whole})
    assert {p.unit for p in whole.parts.all()} == {yueqing.other_unit, third}


def test_closing_needs_evidence_and_reopening_is_logged(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    go(row, "report", by=yueqing.liaison, data={"text": "进展", "percent": 100})
    with pytest.raises(Refused, match="还没有佐证材料"):
        go(row, "finish", by=yueqing.liaison)
    go(row, "report", by=yueqing.liaison, data=factories.PROGRESS)
    go(row, "finish", by=yueqing.liaison)
    go(row, "close", by=yueqing.staff)
    go(row, "reopen", by=yueqing.director, comment="群众反映未落实")
    entry = LogEntry.objects.get(act="assignment.reopen")
    assert (row.state, row.closed_on, entry.comment) == (S.IN_PROGRESS, None, "群众反映未落实")
    assert entry.details["closed_on"] == clock.today().isoformat()


def test_who_sits_in_the_reporting_unit_does_not_close(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.REPORTED)
    both = yueqing.liaison
    appoint(both, role=Role.STAFF, body=yueqing.body, post="借调", starts_on=date(2020, 1, 1), by=None)
    with pytest.raises(Refused, match="不能核定本单位"):
        go(row, "close", by=both)


def test_own_parts_are_done_before_closing(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.REPORTED)
    row.parts.update(text="提供数据")
    with pytest.raises(Refused, match="配合分工尚未完成"):
        go(row, "close", by=yueqing.staff)
    supporter = yueqing.person(Role.LIAISON, yueqing.other_unit)
    workflows.parts.perform(row.parts.get(), "complete", by=supporter, comment="已提供")
    go(row, "close", by=yueqing.staff)


def test_nothing_is_done_before_it_begins(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS, not_before=clock.today() + timedelta(days=5))
    with pytest.raises(Refused, match="起办前不能报告办结"):
        go(row, "finish", by=yueqing.liaison)


def test_an_undated_source_stays_undated_until_the_office_says(yueqing: Office) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.assign(yueqing, due_on=None)
    row = factories.assign(yueqing, due_on=None, source_kind=SourceKind.MEASURE)
    go(row, "set_date", by=yueqing.staff, data={"due_on": date(2027, 3, 1)})
    assert row.original_due_on == date(2027, 3, 1)
    with pytest.raises(Refused, match="只能由牵头单位申请延期"):
        go(row, "set_date", by=yueqing.staff, data={"due_on": date(2027, 4, 1)})


def test_a_comment_reaches_the_other_side_and_stays(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    go(row, "comment", by=yueqing.liaison, comment="数据口径请明确")
    jobs.sweep(work=True)
    told = Notification.objects.filter(sentence__contains="数据口径请明确").values_list("recipient", flat=True)
    assert yueqing.staff.pk in told
    assert yueqing.liaison.pk not in told
    assert "数据口径请明确" in browser(yueqing.staff).get(row.get_absolute_url()).content.decode()
