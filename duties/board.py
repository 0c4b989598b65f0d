"""The board: filters kept in the address, and counts by unit, meeting, duty clause or month."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import TruncMonth
from django.urls import reverse

from duties.board_filter import NONE, PATHS, TONES, BoardFilter, unit_label
from duties.models import Assignment
from duties.models.assignment import ENDED
from jointmeeting.kernel import access
from members.models import Duty
from members.permissions import DOERS, LEADERS, OFFICE

AXES = {"unit": "按单位", "meeting": "按会议", "duty": "按职责", "month": "按时间"}
COLUMNS = [("late", "逾期"), ("soon", "临期"), ("good", "正常"), ("plain", "不计时"), ("ended", "已结")]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the board: `counts` by tone and ended, each with the address of the rows behind it."""

    label: str
    cells: tuple[tuple[str, int, str], ...]
    total: int
    url: str


def lines(board: BoardFilter, axis: str) -> list[Line]:
    """Return the counts along `axis`; in two queries, however many assignments there are.

    Every row the filter lets through counts in exactly one line: what has no place on the axis, or one the person may
    not see, stands under 未对应.
    """
    open_ones = ~Q(state__in=ENDED)
    rows = board.rows().order_by().annotate(place=_place_of(board, axis)).values("place")
    counted = rows.annotate(
        total=Count("pk"),
        ended=Count("pk", filter=Q(state__in=ENDED)),
        **{tone: Count("pk", filter=Q(tone=tone) & open_ones) for tone, _ in TONES},
    )
    by_place = {row["place"]: row for row in counted}
    named = _names(board, axis, [place for place in by_place if place is not None])
    found = [_line(board, axis, place, label, by_place[place]) for place, label in named.items()]
    if axis == "duty":
        found.sort(key=_most_overdue)
    rest = by_place.get(None)
    return found + ([_line(board, axis, None, "未定期限" if axis == "month" else "未对应", rest)] if rest else [])


def never_exercised(user: Any) -> list[str]:
    """Return the duties in force on which no assignment ever rested, whatever the filter: a unit is told of its own."""
    grants = access.roles_of(user)
    central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
    units = {g.unit_id for g in grants if g.role in DOERS}
    used = Assignment.objects.exclude(duty=None).values("duty")
    rows = Duty.objects.filter(Q(unit__jurisdiction__in=central) | Q(unit__in=units)).exclude(pk__in=used)
    return [_duty_label(duty) for duty in rows.select_related("unit")]


def table(rows: Iterable[Line]) -> list[list[str | int]]:
    """Return the counts as rows for a spreadsheet, the head first."""
    found: list[list[str | int]] = [["", *(label for _, label in COLUMNS), "合计"]]
    for row in rows:
        found.append([row.label, *(count for _, count, _ in row.cells), row.total])
    return found


def _most_overdue(line: Line) -> tuple[int, int]:
    """Order duties: the most overdue first, then those with the most work; the rest keep the order of the notice."""
    return -sum(count for name, count, _ in line.cells if name == "late"), -line.total


def _place_of(board: BoardFilter, axis: str) -> Any:
    if axis == "month":
        return TruncMonth("due_on")
    path = PATHS[axis]
    return Case(When(**{f"{path}__in": board.choices_of(axis).order_by().values("pk")}, then=F(path)))


def _names(board: BoardFilter, axis: str, places: list[Any]) -> dict[Any, str]:
    """Return the places that have rows with their labels, in the order people know them."""
    if axis == "month":
        return {month: f"{month.year}年{month.month}月" for month in sorted(places)}
    rows: QuerySet[Any] = board.choices_of(axis).filter(pk__in=places)
    if axis == "duty":
        return {duty.pk: _duty_label(duty) for duty in rows.select_related("unit")}
    label = unit_label if axis == "unit" else str
    return {row.pk: label(row) for row in rows}


def _duty_label(duty: Duty) -> str:
    return f"{duty.unit} {duty.number}" + ("（已由新通知调整）" if duty.ended_on else "")


def _line(board: BoardFilter, axis: str, place: Any, label: str, row: Any) -> Line:
    where = _where(board, axis, place)
    cells = tuple((name, row[name], _address(board, {**where, **_only(board, name)})) for name, _ in COLUMNS)
    return Line(label, cells, row["total"], _address(board, where))


def _only(board: BoardFilter, name: str) -> dict[str, str]:
    """Return what narrows the filter to one column; a state asked for already is narrower and stays."""
    state = {} if board.cleaned_data.get("state") else {"state": "ended" if name == "ended" else "open"}
    return state if name == "ended" else {"tone": name, **state}


def _where(board: BoardFilter, axis: str, place: Any) -> dict[str, Any]:
    """Return what narrows the filter to one line: a month never reaches beyond the days asked for."""
    if axis != "month":
        return {axis: NONE if place is None else place}
    if place is None:
        return {"dated": NONE}
    first, last = place, place.replace(day=monthrange(place.year, place.month)[1])
    given = board.cleaned_data
    first, last = max(first, given.get("due_from") or first), min(last, given.get("due_until") or last)
    return {"due_from": first.isoformat(), "due_until": last.isoformat()}


def _address(board: BoardFilter, narrowed: dict[str, Any]) -> str:
    return f"{reverse('duties:assignment_list')}?{board.query(**narrowed)}"


def bars(rows: Iterable[Line]) -> list[dict[str, Any]]:
    """Return one bar a line for the picture: segments in units of the widest total = 600."""
    shown = [row for row in rows if row.total]
    widest = max((row.total for row in shown), default=1)
    picture = []
    for number, row in enumerate(shown):
        x, segments = 0.0, []
        for name, count, _ in row.cells:
            width = round(600 * count / widest, 1)
            if count:
                segments.append({"tone": name, "x": round(180 + x, 1), "width": width, "count": count})
            x += width
        picture.append({"label": row.label, "y": number * 28, "segments": segments, "total": row.total, "end": 190 + x})
    return picture
