"""More time is asked for before the date, never afterwards; the original date always shows."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from duties import workflows
from duties.models import AssignmentState, Extension
from jointmeeting.kernel.errors import Refused
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

S = AssignmentState
DUE = date(2026, 6, 10)


def test_on_the_last_day_it_may_be_asked(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        row = factories.assignment(yueqing, S.ACCEPTED, due_on=DUE)
    with at(DUE):
        factories.ask_for_time(yueqing, row, until=date(2026, 6, 24))
        asked = row.extensions.get()
        workflows.extensions.perform(asked, "grant", by=yueqing.staff)
        row.refresh_from_db()
        page = browser(yueqing.liaison).get(row.get_absolute_url()).content.decode()
    assert (row.due_on, row.original_due_on, row.is_extended) == (date(2026, 6, 24), DUE, True)
    assert "2026年6月24日" in page
    assert "原定2026年6月10日" in page


def test_a_day_later_it_is_refused_with_the_rule(yueqing: Office) -> None:
    with at(date(2026, 6, 1)):
        row = factories.assignment(yueqing, S.ACCEPTED, due_on=DUE)
    with at(date(2026, 6, 11)), pytest.raises(Refused, match="6月10日已过，不能再申请延期") as late:
        factories.ask_for_time(yueqing, row, until=date(2026, 6, 24))
    assert late.value.clause == "系统默认（通知和办公室工作规则未规定）：延期须在办理时限届满前提出"
    with pytest.raises(IntegrityError), transaction.atomic():  # nor past the rule, straight into the table
        Extension.objects.create(
            assignment=row,
            previous_due_on=DUE,
            until=date(2026, 6, 24),
            reason="迟",
            requested_by=yueqing.liaison,
            requested_on=date(2026, 6, 11),
        )


def test_one_request_at_a_time_and_none_for_less_time(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    with pytest.raises(Refused, match="应晚于现在的办理时限"):
        factories.ask_for_time(yueqing, row, until=row.due_on)
    factories.ask_for_time(yueqing, row)
    with pytest.raises(Refused, match="已有一件延期申请待审批"):
        factories.ask_for_time(yueqing, row)


def test_a_denied_request_leaves_the_date(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    factories.ask_for_time(yueqing, row)
    workflows.extensions.perform(row.extensions.get(), "deny", by=yueqing.staff, comment="数据已具备")
    row.refresh_from_db()
    assert row.due_on == row.original_due_on


def test_nothing_is_granted_to_what_stands_still(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    factories.ask_for_time(yueqing, row)
    workflows.assignments.perform(row, "suspend", by=yueqing.staff, comment="等待", data={"until": date(2036, 1, 1)})
    with pytest.raises(Refused, match="已中止"):
        workflows.extensions.perform(row.extensions.get(), "grant", by=yueqing.staff)


def test_a_year_without_holiday_notice_says_so(yueqing: Office) -> None:
    row = factories.assignment(yueqing, due_on=date(2031, 5, 6))
    page = browser(yueqing.staff).get(row.get_absolute_url()).content.decode()
    assert "2031年的节假日安排尚未载入" in page
