"""The board: filters kept in the address, and counts by unit, meeting, duty clause or month."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.http import QueryDict
from django.urls import reverse

from duties.models import Assignment, AssignmentState, SourceKind
from duties.models.assignment import ENDED, AssignmentQuerySet
from meetings.models import Meeting
from members.models import Duty, MemberUnit

ANY = [("", "全部")]
TONES = [("late", "逾期"), ("soon", "临期"), ("good", "正常"), ("plain", "不计时")]
GROUPS = [("open", "未结"), ("ended", "已结（销号或并入）")]
AXES = {"unit": "按单位", "meeting": "按会议", "duty": "按职责", "month": "按时间"}
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BoardFilter(forms.Form):
    """What to show; every field may be empty, and everything stands in the address."""

    unit = forms.ModelChoiceField(label="牵头单位", queryset=MemberUnit.objects.none(), required=False)
    meeting = forms.ModelChoiceField(label="会议", queryset=Meeting.objects.none(), required=False)
    duty = forms.ModelChoiceField(label="职责", queryset=Duty.objects.none(), required=False, widget=forms.HiddenInput)
    source_kind = forms.ChoiceField(label="来源", choices=[*ANY, *SourceKind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[*ANY, *GROUPS, *AssignmentState.choices], required=False)
    tone = forms.ChoiceField(label="灯", choices=[*ANY, *TONES], required=False)
    due_from = forms.DateField(label="时限自", widget=DATE, required=False)
    due_until = forms.DateField(label="时限至", widget=DATE, required=False)
    q = forms.CharField(label="含有文字", max_length=60, required=False)

    def __init__(self, data: QueryDict, *, user: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        bodies = MemberUnit.objects.visible_to(user).values("jurisdiction").distinct()
        self.user = user
        for name, queryset in (
            ("unit", MemberUnit.doers.visible_to(user)),
            ("meeting", Meeting.objects.visible_to(user)),
            ("duty", Duty.objects.filter(unit__jurisdiction__in=bodies)),
        ):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def rows(self) -> AssignmentQuerySet:
        """Return what passes; a field that was not understood is left out and says so."""
        self.is_valid()
        rows, given = Assignment.objects.visible_to(self.user).with_tone(), self.cleaned_data
        direct = {
            "unit": "lead_unit",
            "meeting": "matter__minutes__meeting",
            "duty": "duty",
            "source_kind": "source_kind",
            "tone": "tone",
            "due_from": "due_on__gte",
            "due_until": "due_on__lte",
        }
        rows = rows.filter(**{direct[name]: value for name, value in given.items() if value and name in direct})
        if state := given.get("state"):
            ended = Q(state__in=ENDED)
            rows = rows.filter({"open": ~ended, "ended": ended}.get(state, Q(state=state)))
        if word := given.get("q"):
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(source__icontains=word))
        return rows

    def query(self, **more: Any) -> str:
        """Return the filter as an address, with `more` in its place."""
        given = {name: value for name, value in self.data.items() if name in self.fields and value}
        return urlencode({name: value for name, value in {**given, **more}.items() if value != ""})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the board: `counts` by tone and ended, each with the address of the rows behind it."""

    label: str
    cells: tuple[tuple[str, int, str], ...]
    total: int
    url: str


COLUMNS = [("late", "逾期"), ("soon", "临期"), ("good", "正常"), ("plain", "不计时"), ("ended", "已结")]


def lines(board: BoardFilter, axis: str) -> list[Line]:
    """Return the counts along `axis`; in one or two queries, however many assignments there are."""
    rows, named = board.rows().order_by(), _groups(board, axis)
    key = {"unit": "lead_unit", "meeting": "matter__minutes__meeting", "duty": "duty", "month": "month"}[axis]
    if axis == "month":
        rows = rows.annotate(month=TruncMonth("due_on"))
    open_ones = ~Q(state__in=ENDED)
    counted = rows.values(key).annotate(
        total=Count("pk"),
        ended=Count("pk", filter=Q(state__in=ENDED)),
        **{tone: Count("pk", filter=Q(tone=tone) & open_ones) for tone, _ in TONES},
    )
    by_key = {row[key]: row for row in counted}
    keys = named if axis == "duty" else {k: v for k, v in named.items() if k in by_key}
    if axis == "month":
        keys = {k: f"{k.year}年{k.month}月" for k in sorted(k for k in by_key if k)}
    found = [_line(board, axis, k, label, by_key.get(k)) for k, label in keys.items()]
    if axis == "duty":
        found.sort(key=_most_overdue)
    rest = by_key.get(None)
    return found + ([_line(board, axis, None, "未对应", rest)] if rest else [])


def _most_overdue(line: Line) -> tuple[int, int]:
    """Order duties: the most overdue first, then those with the most work; the rest keep the order of the notice."""
    return -sum(count for name, count, _ in line.cells if name == "late"), -line.total


def table(rows: Iterable[Line]) -> list[list[str | int]]:
    """Return the counts as rows for a spreadsheet, the head first; what was never exercised stands with its zeros."""
    found: list[list[str | int]] = [["", *(label for _, label in COLUMNS), "合计"]]
    for row in rows:
        found.append([row.label, *(count for _, count, _ in row.cells), row.total])
    return found


def _groups(board: BoardFilter, axis: str) -> dict[Any, str]:
    if axis == "month":
        return {}
    queryset = board.fields[axis].queryset  # type: ignore[attr-defined]
    if axis == "duty":
        return {duty.pk: f"{duty.unit} {duty.number}" for duty in queryset.select_related("unit")}
    return {row.pk: str(row) for row in queryset}


def _line(board: BoardFilter, axis: str, key: Any, label: str, row: Any) -> Line:
    counts = row or dict.fromkeys(["total", *(name for name, _ in COLUMNS)], 0)
    place = _place(axis, key)
    cells = []
    for name, _ in COLUMNS:
        only = {"state": "ended", "tone": ""} if name == "ended" else {"tone": name, "state": "open"}
        cells.append((name, counts[name], _address(board, place, only) if place else ""))
    return Line(label, tuple(cells), counts["total"], _address(board, place, {}) if place else "")


def _place(axis: str, key: Any) -> dict[str, Any]:
    if key is None:
        return {}
    if axis != "month":
        return {axis: key}
    last = key.replace(day=monthrange(key.year, key.month)[1])
    return {"due_from": key.isoformat(), "due_until": last.isoformat()}


def _address(board: BoardFilter, place: dict[str, Any], only: dict[str, str]) -> str:
    return f"{reverse('duties:assignment_list')}?{board.query(**place, **only)}"


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
