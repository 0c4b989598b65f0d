"""Lists of papers and of reports need the same number of queries however long they are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties import workflows
from duties.models import AssignmentState, HardshipState, OfficePaper, PeriodicReportState
from members.models import Role
from tests.duties import factories, hardship
from tests.factories import Office
from tests.subjects import browser

ROWS: dict[str, Callable[[Office], object]] = {
    "office_paper_list": lambda office: factories.office_paper(office, OfficePaper.State.DRAFT),
    "periodic_report_list": lambda office: factories.report(office, PeriodicReportState.SUBMITTED),
    "recurring_duties": factories.recurring_duty,
    "hardship_case_list": lambda office: hardship.relieve(office, hardship.case(office, HardshipState.REFERRED)),
}


@pytest.mark.parametrize("name", ROWS)
def test_it_is_constant_in_queries(name: str, yueqing: Office) -> None:
    client = browser(yueqing.staff)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            ROWS[name](yueqing)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"duties:{name}")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_page_with_many_parts_and_reports_takes_no_more(yueqing: Office) -> None:
    units = list(yueqing.body.units.order_by("position")[1:13])
    row = factories.assignment(yueqing, AssignmentState.IN_PROGRESS, supporting_units=units[:1])
    go, client, counts = workflows.parts.perform, browser(yueqing.staff), []
    for more in (units[:1], units[1:]):
        given = {"changes": [], "units": more, "text": "提供数据"}
        if more != units[:1]:
            workflows.assignments.perform(row, "arrange_parts", by=yueqing.staff, data=given)
        for part in row.parts.filter(unit__in=more):
            officer = yueqing.person(Role.LIAISON, part.unit)
            go(part, "report", by=officer, data=factories.PROGRESS)
            go(part, "complete", by=officer, comment="已提供")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(row.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
