"""Statistics are what independent SQL counts, and every figure opens exactly the rows it counts."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from duties import workflows
from duties.models import AssignmentState, PeriodicReport, PeriodicReportState
from jointmeeting.kernel import clock
from jointmeeting.kernel.models import LogEntry
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

S = AssignmentState
go = workflows.assignments.perform
PAGE, ROWS, EXPORT = (reverse(f"duties:{name}") for name in ("statistics", "statistics_rows", "statistics_export"))
QUARTER = "?year=2026&quarter=2"
JUNE, DUE = date(2026, 6, 1), date(2026, 6, 12)

ATTENDANCE = """
    SELECT u.name, count(*), sum((t.state = 'present' AND NOT uneven)::int),
           sum((t.state = 'substitute' AND NOT uneven)::int),
           sum((t.state IN ('present', 'substitute') AND uneven)::int),
           sum((t.state = 'on_leave')::int), sum((t.state = 'absent')::int)
    FROM meetings_attendance t JOIN members_memberunit u ON u.id = t.unit_id
    JOIN meetings_meeting m ON m.id = t.meeting_id
    CROSS JOIN LATERAL (SELECT coalesce(t.arrived_at > m.starts_at + interval '10 minutes', false)
                               OR t.left_at IS NOT NULL AS uneven) AS punctual
    WHERE m.state = 'held' AND (m.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-04-01' AND '2026-06-30'
    GROUP BY u.name"""
ASSIGNMENTS = """
    SELECT u.name, count(*), sum((a.state = 'closed' AND a.finished_on <= a.original_due_on)::int),
           sum((a.state = 'closed' AND a.finished_on <= a.due_on AND a.due_on <> a.original_due_on)::int),
           sum((a.state = 'closed' AND a.finished_on > a.due_on)::int),
           sum((a.state NOT IN ('closed', 'suspended') AND NOT awaits AND a.due_on < %(today)s)::int),
           sum((a.state = 'suspended' OR awaits OR (a.state <> 'closed' AND a.due_on >= %(today)s))::int)
    FROM duties_assignment a JOIN members_memberunit u ON u.id = a.lead_unit_id
    CROSS JOIN LATERAL (SELECT a.state = 'reported' AND a.finished_on <= a.due_on AS awaits) AS verified
    WHERE a.state <> 'merged' AND a.due_on >= '2026-04-01' AND a.due_on < '2026-07-01' GROUP BY u.name"""
REPORTS = """
    SELECT u.name, count(*), sum((r.state <> 'due' AND r.submitted_on <= r.due_on)::int),
           sum((r.state <> 'due' AND r.submitted_on > r.due_on)::int),
           sum((r.state = 'due' AND r.due_on < %(today)s)::int), sum((r.state = 'due' AND r.due_on >= %(today)s)::int)
    FROM duties_periodicreport r JOIN duties_recurringduty d ON d.id = r.duty_id
    JOIN members_memberunit u ON u.id = d.unit_id
    WHERE r.due_on >= '2026-04-01' AND r.due_on < '2026-07-01' GROUP BY u.name"""


@pytest.fixture
def quarter(yueqing: Office) -> Office:
    """A second quarter with everything in it: a meeting, assignments closed in time, late, never, and reports."""
    with at(JUNE):
        meeting = yueqing.noticed_meeting()
        yueqing.hold(meeting)
        meeting.attendances.filter(unit=yueqing.unit).update(state="present", person_name="测试甲")
        meeting.attendances.filter(unit=yueqing.other_unit).update(state="on_leave")
        type(meeting).objects.filter(pk=meeting.pk).update(starts_at=clock.now())
        behind = clock.now() + timedelta(minutes=11)
        signed_in = meeting.attendances.filter(unit=factories.stale_unit(yueqing))
        signed_in.update(state="substitute", arrived_at=behind)
        factories.assignment(yueqing, S.CLOSED, due_on=DUE)
        for state in (S.IN_PROGRESS, S.SUSPENDED, S.MERGED):
            factories.assignment(yueqing, state, due_on=DUE)
        factories.assign(yueqing, lead_unit=yueqing.other_unit, supporting_units=[], due_on=date(2026, 6, 30))
        factories.assign(yueqing, due_on=date(2026, 7, 1))
        verified_late = factories.assignment(yueqing, S.REPORTED, due_on=DUE)
        factories.assignment(yueqing, S.REPORTED, due_on=DUE)
        late, extended = (factories.assignment(yueqing, S.IN_PROGRESS, due_on=DUE) for _ in range(2))
        factories.ask_for_time(yueqing, extended, until=date(2026, 6, 24))
        workflows.extensions.perform(extended.extensions.get(), "grant", by=yueqing.staff)
        report(yueqing, PeriodicReportState.DUE)
    with at(date(2026, 6, 22)):
        for row in (late, extended):
            go(row, "finish", by=yueqing.liaison)
        for row in (verified_late, late, extended):
            go(row, "close", by=yueqing.staff)
        report(yueqing, PeriodicReportState.ACCEPTED)
    return yueqing


def report(office: Office, state: PeriodicReportState) -> PeriodicReport:
    row = factories.report(office, state)
    PeriodicReport.objects.filter(pk=row.pk).update(due_on=DUE)
    return row


def test_figures_equal_independent_sql(quarter: Office) -> None:
    with at(date(2026, 6, 23)):
        tables = browser(quarter.staff).get(PAGE + QUARTER).context["tables"]
        today = clock.today()
    for table, statement in zip(tables, (ATTENDANCE, ASSIGNMENTS, REPORTS), strict=True):
        with connection.cursor() as cursor:
            cursor.execute(statement, {"today": today} if "%(" in statement else None)
            counted = {name: tuple(row) for name, *row in cursor.fetchall()}
        shown = {line.label: (line.total, *(count for _, count, _ in line.cells)) for line in table["lines"]}
        assert shown == counted, table["title"]
    own = {table["title"]: next(line for line in table["lines"] if line.label == quarter.unit.name) for table in tables}
    # At the joint meeting the unit was present; at the liaison meeting before it nobody signed in for it.
    assert [count for _, count, _ in own["到会情况"].cells] == [1, 0, 0, 0, 1]
    # Reported in time and verified ten days late is in time: the unit does not answer for the office's days.
    assert [count for _, count, _ in own["工作事项按期办结"].cells] == [2, 1, 1, 2, 2]
    assert [count for _, count, _ in own["定期报送"].cells] == [0, 1, 1, 0]


def test_every_figure_opens_its_rows_and_shares_out_the_total(quarter: Office) -> None:
    with at(date(2026, 6, 23)):
        client = browser(quarter.staff)
        for table in client.get(PAGE + QUARTER).context["tables"]:
            for line in table["lines"][:2]:
                assert sum(count for _, count, _ in line.cells) == line.total
                for _, count, url in (*line.cells, ("", line.total, line.url)):
                    page = client.get(url).context["page"]
                    assert page.paginator.count == count, url
                    assert {row["unit"].name for row in page} <= {line.label}


def test_the_spreadsheet_is_the_page_and_is_logged(quarter: Office) -> None:
    with at(date(2026, 6, 23)):
        client = browser(quarter.staff)
        tables = client.get(PAGE + QUARTER).context["tables"]
        book = load_workbook(BytesIO(client.get(EXPORT + QUARTER).content))
    assert book.sheetnames == [table["title"] for table in tables]
    for table in tables:
        rows = list(book[table["title"]].iter_rows(min_row=2, values_only=True))
        assert rows == [(line.label, *(count for _, count, _ in line.cells), line.total) for line in table["lines"]]
    assert LogEntry.objects.get(act="statistics.export").details == {"year": 2026, "quarter": 2}


def test_a_quarter_that_is_not_understood_says_so_and_shows_the_present_one(yueqing: Office) -> None:
    page = browser(yueqing.staff).get(f"{PAGE}?year=去年&quarter=7")
    assert set(page.context["form"].errors) == {"year", "quarter"}
    assert page.context["year"] == clock.today().year


def test_a_unit_does_not_read_the_statistics_of_others(yueqing: Office) -> None:
    assert browser(yueqing.liaison).get(PAGE).status_code == 403
