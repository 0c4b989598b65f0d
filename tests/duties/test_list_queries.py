"""Lists of papers and of reports need the same number of queries however long they are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.models import HardshipState, OfficePaper, PeriodicReportState
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
