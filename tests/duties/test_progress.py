"""Regular reports on progress: asked of any assignment, read by the office, and late for ever where they came late."""

from datetime import date

import pytest
from django.urls import reverse

from duties import queries, workflows
from duties.models import Assignment, AssignmentState, Progress, ProgressState
from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Notification
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import PDF, Office
from tests.subjects import browser

S = AssignmentState
go = workflows.assignments.perform
JUNE = date(2026, 6, 1)


def report(office: Office, row: Assignment, day: date) -> Progress:
    with at(day):
        go(row, "report", by=office.liaison, data=factories.PROGRESS)
    return row.progress.latest("pk")


@pytest.fixture
def fortnightly(yueqing: Office) -> Assignment:
    """Asked for every two weeks on 1 June, as work that came out of minutes would be."""
    with at(JUNE):
        row = factories.assignment(yueqing, S.ACCEPTED, due_on=date(2026, 12, 1))
        go(row, "set_reporting", by=yueqing.staff, data={"report_every": 2, "report_unit": "week"})
    return row


def test_the_office_asks_for_reports_on_any_assignment(fortnightly: Assignment, yueqing: Office) -> None:
    assert fortnightly.report_due_on == date(2026, 6, 15)
    with at(date(2026, 6, 2)):
        assert "每2周报告一次，下次2026年6月15日前" in browser(yueqing.liaison).get(
            fortnightly.get_absolute_url()
        ).content.decode().replace(" ", "")
        go(fortnightly, "set_reporting", by=yueqing.staff, data={"report_every": 0, "report_unit": "month"})
    assert fortnightly.report_due_on is None


def test_a_late_report_stays_late(fortnightly: Assignment, yueqing: Office) -> None:
    with at(date(2026, 6, 17)):
        late = browser(yueqing.staff).get(f"{reverse('duties:assignment_list')}?report=late").context["page"]
        assert [row.pk for row in late] == [fortnightly.pk]
    told = report(yueqing, fortnightly, date(2026, 6, 17))
    fortnightly.refresh_from_db()
    assert (told.report_due_on, told.is_late, fortnightly.report_due_on) == (date(2026, 6, 15), True, date(2026, 6, 29))
    with at(date(2026, 6, 18)):
        client = browser(yueqing.staff)
        assert "应于6月15日前报告" in client.get(fortnightly.get_absolute_url()).content.decode()
        assert not list(client.get(f"{reverse('duties:assignment_list')}?report=late").context["page"])


def test_nobody_reports_ahead_of_the_period(fortnightly: Assignment, yueqing: Office) -> None:
    first = report(yueqing, fortnightly, date(2026, 6, 10))
    second = report(yueqing, fortnightly, date(2026, 6, 11))
    fortnightly.refresh_from_db()
    assert (first.report_due_on, second.report_due_on) == (date(2026, 6, 15), None)
    assert fortnightly.report_due_on == date(2026, 6, 29)


def test_a_returned_report_is_owed_again(fortnightly: Assignment, yueqing: Office) -> None:
    told = report(yueqing, fortnightly, date(2026, 6, 12))
    workflows.progress_reports.perform(told, "return_", by=yueqing.staff, comment="没有写明原因")
    fortnightly.refresh_from_db()
    assert (told.state, fortnightly.report_due_on) == (ProgressState.RETURNED, date(2026, 6, 15))
    jobs.sweep(work=True)
    assert Notification.objects.filter(recipient=yueqing.liaison, sentence__contains="没有写明原因").exists()


def test_an_old_report_returned_moves_no_day_once_a_later_one_came_or_none_is_asked(
    fortnightly: Assignment, yueqing: Office
) -> None:
    returned = workflows.progress_reports.perform
    first, second = (report(yueqing, fortnightly, day) for day in (date(2026, 6, 12), date(2026, 6, 26)))
    returned(first, "return_", by=yueqing.staff, comment="没有写明原因")
    fortnightly.refresh_from_db()
    assert fortnightly.report_due_on == date(2026, 7, 13)
    go(fortnightly, "set_reporting", by=yueqing.staff, data={"report_every": 0, "report_unit": "week"})
    returned(second, "return_", by=yueqing.staff, comment="没有写明原因")
    fortnightly.refresh_from_db()
    assert fortnightly.report_due_on is None


def test_what_stands_in_the_way_reaches_the_office_and_is_answered(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    wanted = {**factories.PROGRESS, "obstacle": "数据未到", "help_wanted": "请协调医保局"}
    go(row, "report", by=yueqing.liaison, data=wanted)
    jobs.sweep(work=True)
    assert Notification.objects.filter(recipient=yueqing.staff, sentence__contains="请求协调：请协调医保局").exists()
    assert f"协调：{row.title}" in [todo.title for todo in queries.todo_for(yueqing.staff)]
    workflows.progress_reports.perform(row.progress.get(), "accept", by=yueqing.staff, comment="已联系医保局")
    assert queries.todo_for(yueqing.staff) == []
    assert "已联系医保局" in browser(yueqing.liaison).get(row.get_absolute_url()).content.decode()


def test_a_plain_report_waits_to_be_read_without_a_message(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.IN_PROGRESS)
    jobs.sweep(work=True)
    assert [todo.act_label for todo in queries.todo_for(yueqing.staff)] == ["审阅"]
    assert not Notification.objects.filter(recipient=yueqing.staff, sentence__contains="报告进展").exists()
    with pytest.raises(Refused):
        workflows.progress_reports.perform(row.progress.get(), "accept", by=yueqing.liaison)


def test_a_report_carries_several_files(yueqing: Office) -> None:
    row = factories.assignment(yueqing, S.ACCEPTED)
    go(row, "report", by=yueqing.liaison, data={**factories.PROGRESS, "evidence": [PDF, PDF, PDF]})
    assert row.progress.get().evidence.count() == 3
