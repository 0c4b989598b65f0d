"""Reports the notice asks for are opened once a period, by the notice's units, on the rule's day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from duties import recurring, workflows
from duties.models import PeriodicReport, PeriodicReportState, RecurringDuty
from jointmeeting.kernel import jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from members.models import Role
from tests.conftest import founded
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office


def test_dejiang_asks_three_units_every_quarter(db: None) -> None:
    with at(date(2026, 1, 5)):
        dejiang = founded("dejiang")
    for day in (date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 1), date(2026, 12, 31)):
        with at(day):
            jobs.sweep()
            jobs.sweep()
    rows = PeriodicReport.objects.filter(duty__jurisdiction=dejiang.body)
    assert sorted(rows.values_list("period", "duty__unit__name")) == [
        (period, name) for period in (1, 2, 4) for name in sorted(["县住建局", "县教育局"])
    ]
    assert LogEntry.objects.filter(act="periodic_report.open").count() == rows.count()


def test_the_unit_the_notice_does_not_list_is_not_guessed(db: None) -> None:
    """县人社局 must report, yet the notice lists no such member (a fault of the text): a person has to settle it."""
    dejiang = founded("dejiang")
    stated = {duty.unit for duty in dejiang.body.charter.record.recurring_duties if duty.cadence == "quarterly"}
    read = set(RecurringDuty.objects.values_list("unit__name", flat=True))
    assert stated - read == {"县人社局"}


@pytest.mark.parametrize(
    ("month", "day", "due"),
    [
        (4, 10, date(2026, 4, 10)),  # a Friday
        (2, 10, date(2026, 2, 10)),  # the 10th of the second month
        (5, 1, date(2026, 5, 6)),  # holidays until 5 May
    ],
)
def test_day_rules(month: int, day: int, due: date, yueqing: Office) -> None:
    duty = factories.recurring_duty(yueqing, due_month=month, due_day=day)
    assert recurring.due_date(duty, 2026, 1) == due


def test_the_last_quarter_is_due_in_the_next_year(yueqing: Office) -> None:
    duty = factories.recurring_duty(yueqing)
    assert recurring.due_date(duty, 2025, 4) == date(2026, 1, 12)  # 10 January 2026 is a Saturday
    assert duty.day_rule == "期满后次月10日前"


def test_a_returned_report_is_corrected_and_used(yueqing: Office) -> None:
    row, go = factories.report(yueqing, PeriodicReportState.SUBMITTED), workflows.reports.perform
    go(row, "return_", by=yueqing.staff, comment="请补充数据")
    assert (row.state, row.text) == (PeriodicReportState.DUE, "本季度开展情况。")
    go(row, "submit", by=yueqing.liaison, data={"text": "已补充。"})
    go(row, "accept", by=yueqing.staff)
    assert (row.state, row.text, row.file_name) == (PeriodicReportState.ACCEPTED, "已补充。", "材料.pdf")


def test_a_unit_does_not_accept_its_own_report(yueqing: Office) -> None:
    row = factories.report(yueqing, PeriodicReportState.SUBMITTED)
    with pytest.raises(Refused, match="岗位不能办理"):
        workflows.reports.perform(row, "accept", by=yueqing.person(Role.UNIT_LEADER, yueqing.unit))


@pytest.mark.django_db(transaction=True)
def test_two_sweepers_at_once_open_one_report() -> None:
    office = founded("yueqing")
    duty = factories.recurring_duty(office)

    def sweep(_: int) -> int:
        try:
            return recurring.open_due_reports()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(sweep, range(4)))
    assert sum(opened) == duty.reports.count() == 1
    assert LogEntry.objects.filter(act="periodic_report.open").count() == 1
