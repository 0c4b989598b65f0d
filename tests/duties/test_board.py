"""The board counts what the database holds, in few queries, and the export is exactly the list."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from duties.board import AXES
from duties.board_filter import BoardFilter
from duties.lights import light_of
from duties.models import Assignment, AssignmentState, SourceKind
from jointmeeting.kernel import clock
from meetings.models import Minutes
from members.models import Duty, MemberUnit, Role
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

MANY, MOST = 5000, 12
BOARD, LIST, EXPORT = (reverse(f"duties:{name}") for name in ("board", "assignment_list", "assignment_export"))


def fill(yueqing: Office, many: int) -> Office:
    """Assignments over all units and half a year, and one in each state that rests."""
    units = list(yueqing.body.units.order_by("position"))
    duties = [unit.duties.first() for unit in units]
    today = clock.today()
    Assignment.objects.bulk_create(
        Assignment(
            jurisdiction=yueqing.body,
            source_kind=SourceKind.PLAN,
            source=f"年度工作计划第{n}项",
            title=f"示例事项{n}",
            text="要求",
            lead_unit=units[n % len(units)],
            duty=duties[n % len(units)] if n % 7 == 0 else None,
            due_on=today + timedelta(days=n % 180 - 60),
            original_due_on=today + timedelta(days=n % 180 - 60),
        )
        for n in range(many)
    )
    for state in (AssignmentState.CLOSED, AssignmentState.SUSPENDED, AssignmentState.MERGED):
        factories.assignment(yueqing, state)
    return yueqing


@pytest.fixture
def full(yueqing: Office) -> Office:
    """Five thousand assignments."""
    return fill(yueqing, MANY)


@pytest.mark.parametrize("url", [LIST, *(f"{BOARD}?by={axis}" for axis in ("unit", "meeting", "duty", "month"))])
def test_five_thousand_take_few_queries(url: str, full: Office) -> None:
    client = browser(full.staff)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= MOST


def test_the_figures_equal_a_count_in_sql(full: Office) -> None:
    lines = browser(full.staff).get(f"{BOARD}?by=unit").context["lines"]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT u.name, count(*),
                      count(*) FILTER (WHERE a.state NOT IN ('closed', 'merged', 'suspended') AND a.due_on < %s),
                      count(*) FILTER (WHERE a.state IN ('closed', 'merged'))
               FROM duties_assignment a JOIN members_memberunit u ON u.id = a.lead_unit_id GROUP BY u.name""",
            [clock.today()],
        )
        counted = {name: tuple(row) for name, *row in cursor.fetchall()}
    shown = {line.label: (line.total, {n: c for n, c, _ in line.cells}["late"], line.cells[-1][1]) for line in lines}
    assert shown == counted
    assert sum(line.total for line in lines) == Assignment.objects.count()


def test_every_figure_opens_the_rows_behind_it(full: Office) -> None:
    client = browser(full.staff)
    for axis in ("unit", "duty", "month"):
        line = next(line for line in client.get(f"{BOARD}?by={axis}").context["lines"] if line.total and line.url)
        for _, count, url in (*line.cells, ("", line.total, line.url)):
            assert client.get(url).context["page"].paginator.count == count, url


def test_the_tone_of_a_list_is_the_light_of_a_page(full: Office) -> None:
    factories.assign(full, not_before=clock.today() + timedelta(days=3))
    factories.assign(full, source_kind=SourceKind.MEASURE, due_on=None)
    seen = set()
    for row in Assignment.objects.with_tone():
        assert row.tone == light_of(row).tone, row  # type: ignore[attr-defined]
        seen.add(row.tone)  # type: ignore[attr-defined]
    assert seen == {"late", "soon", "good", "plain"}


def test_the_export_is_exactly_the_filtered_list(full: Office) -> None:
    factories.assign(full, title="=1+1")
    client, query = browser(full.staff), f"?unit={full.unit.pk}&tone=good"
    listed = client.get(LIST + query).context["page"].paginator.object_list
    sheet = load_workbook(BytesIO(client.get(EXPORT + query).content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == [row.title for row in listed]
    formula = next(row[0] for row in rows if row[0].value == "=1+1")
    assert formula.data_type == "s"


def test_a_unit_sees_and_exports_its_own(full: Office) -> None:
    client = browser(full.liaison)
    units = {row.lead_unit_id for row in client.get(LIST).context["page"].paginator.object_list}
    assert units == {full.unit.pk}
    sheet = load_workbook(BytesIO(client.get(EXPORT).content)).active
    assert sheet is not None
    assert {row[3].value for row in sheet.iter_rows(min_row=2)} == {full.unit.name}


def test_a_filter_that_is_not_understood_says_so(yueqing: Office) -> None:
    factories.assign(yueqing)
    page = browser(yueqing.staff).get(f"{LIST}?due_from=昨天&unit=999999&state=x")
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"due_from", "unit", "state"}


def test_a_duty_never_exercised_is_named(yueqing: Office) -> None:
    used = yueqing.unit.duties.all()[0]
    factories.assign(yueqing, duty=used)
    never = set(browser(yueqing.staff).get(f"{BOARD}?by=duty").context["never"])
    assert f"{used.unit} {used.number}" not in never
    assert len(never) == 31


def test_dates_of_lists_stand_in_months(yueqing: Office) -> None:
    factories.assign(yueqing, due_on=date(2028, 2, 29))
    lines = browser(yueqing.staff).get(f"{BOARD}?by=month").context["lines"]
    assert [line.label for line in lines] == ["2028年2月"]
    assert "due_until=2028-02-29" in lines[0].url


def test_the_most_overdue_duty_stands_first(yueqing: Office) -> None:
    first, second = yueqing.unit.duties.all()[0], yueqing.other_unit.duties.all()[0]
    factories.assign(yueqing, duty=first)
    with at(date(2026, 6, 1)):
        unit = {"lead_unit": yueqing.other_unit, "supporting_units": []}
        factories.assign(yueqing, duty=second, due_on=date(2026, 6, 12), **unit)
    lines = browser(yueqing.staff).get(f"{BOARD}?by=duty").context["lines"]
    assert [line.label for line in lines[:2]] == [f"{duty.unit} {duty.number}" for duty in (second, first)]


@pytest.mark.parametrize("axis", ["unit", "meeting", "duty", "month"])
def test_the_board_is_exported_as_it_is_shown_with_its_rows(full: Office, axis: str) -> None:
    client, query = browser(full.staff), f"?by={axis}&state=open"
    lines = client.get(BOARD + query).context["lines"]
    book = load_workbook(BytesIO(client.get(reverse("duties:board_export") + query).content))
    figures, behind, *_ = (list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book.worksheets)
    assert figures == [(line.label, *(count for _, count, _ in line.cells), line.total) for line in lines]
    listed = client.get(LIST + "?state=open").context["page"].paginator.object_list
    assert [row[0] for row in behind] == [row.title for row in listed]


@pytest.fixture
def uneven(yueqing: Office) -> Office:
    """What a board loses easily: a unit that is no more, a replaced duty, an undated measure, a meeting not shown."""
    full = fill(yueqing, 200)
    gone = full.body.units.order_by("position")[9]
    factories.assign(full, lead_unit=gone, supporting_units=[full.unit], duty=gone.duties.first())
    Duty.history.filter(unit=gone).update(ended_on=clock.today())
    MemberUnit.ever.filter(pk=gone.pk).update(ended_on=clock.today() - timedelta(days=1))
    factories.assign(full, source_kind=SourceKind.MEASURE, due_on=None)
    issued = full.minutes(Minutes.State.ISSUED)
    assert Assignment.objects.filter(matter__minutes=issued).exists()
    return full


FILTERS = (
    "",
    "tone=plain",
    "tone=late&state=open",
    "state=ended",
    "state=closed",
    "state=merged",
    "state=in_progress",
    "due_from={middle}",
    "due_until={middle}&source_kind=plan",
    "dated=none",
    "meeting=none",
    "duty=none&state=open",
    "q=示例事项1",
    "state=x&due_from=昨天",
)


@pytest.mark.parametrize("role", ["staff", "chief", "liaison", "guest"])
def test_the_lines_share_out_the_list_and_every_figure_opens_its_rows(role: str, uneven: Office) -> None:
    guest = uneven.person(Role.LIAISON, uneven.other_unit)
    person = guest if role == "guest" else getattr(uneven, role)
    client, middle = browser(person), clock.today().replace(day=10).isoformat()
    for given in (one.format(middle=middle) for one in FILTERS):
        listed = client.get(f"{LIST}?{given}").context["page"].paginator.count
        for axis in AXES:
            lines = client.get(f"{BOARD}?by={axis}&{given}").context["lines"]
            assert sum(line.total for line in lines) == listed, (axis, given)
            for line in (*lines[:2], *lines[-2:]):
                for _, count, url in (cell for cell in (*line.cells, ("", line.total, line.url)) if cell[1]):
                    opened = BoardFilter(QueryDict(url.partition("?")[2]), user=person).rows().count()
                    assert opened == count, (axis, given, line.label, url)


def test_never_exercised_is_said_whatever_the_filter_and_to_a_unit_of_its_own(yueqing: Office) -> None:
    used = yueqing.unit.duties.all()[0]
    factories.assign(yueqing, duty=used)
    client = browser(yueqing.staff)
    label = f"{used.unit} {used.number}"
    assert label not in client.get(f"{BOARD}?by=duty&state=closed").context["never"]
    own = browser(yueqing.person(Role.LIAISON, yueqing.other_unit)).get(f"{BOARD}?by=duty").context["never"]
    assert own
    assert all(name.startswith(str(yueqing.other_unit)) for name in own)


def test_a_convener_finds_the_statistics_and_a_unit_is_offered_none(yueqing: Office) -> None:
    link = reverse("duties:statistics")
    assert link in browser(yueqing.chief).get(BOARD).content.decode()
    assert link not in browser(yueqing.liaison).get(BOARD).content.decode()
