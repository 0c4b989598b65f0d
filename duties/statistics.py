"""Attendance and punctuality per unit and quarter. A figure is a condition on rows and opens exactly those."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse

from duties.board import Line
from duties.board_filter import ANY
from duties.counting import counted, subjects
from duties.models import Assignment, PeriodicReport
from jointmeeting.kernel import clock
from meetings.models import Attendance
from members.models import Jurisdiction, MemberUnit

QUARTERS = [(str(n), f"第{n}季度") for n in (1, 2, 3, 4)]


class StatisticsFilter(forms.Form):
    """Which quarter, and for the rows behind a figure which unit, subject and tone; everything stands in the address.

    What was not understood says so at its field, and the present quarter is shown.
    """

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100, required=False)
    quarter = forms.ChoiceField(label="季度", choices=QUARTERS, required=False)
    unit = forms.ModelChoiceField(label="单位", queryset=MemberUnit.objects.none(), required=False)
    of = forms.ChoiceField(label="统计内容", required=False)
    tone = forms.ChoiceField(label="情况", required=False)

    def __init__(self, data: QueryDict, *, body: Jurisdiction, user: Any) -> None:
        given = data.copy()
        present = {"year": str(clock.today().year), "quarter": str((clock.today().month + 2) // 3)}
        for name, value in present.items():
            given.setdefault(name, value)
        super().__init__(given)
        self.label_suffix, self.body, self.user = "", body, user
        self.subjects = subjects()
        self.fields["unit"].queryset = MemberUnit.ever.filter(jurisdiction=body)  # type: ignore[attr-defined]
        self.fields["of"].choices = [(k, s.title) for k, s in self.subjects.items()]  # type: ignore[attr-defined]
        tones = [(tone, label) for s in self.subjects.values() for tone, label, _ in s.figures]
        self.fields["tone"].choices = [*ANY, *tones]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def period(self) -> tuple[int, int]:
        """Return (year, quarter), the present one in place of what was not understood."""
        today, given = clock.today(), self.cleaned_data
        return given.get("year") or today.year, int(given.get("quarter") or (today.month + 2) // 3)

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day of the quarter."""
        year, quarter = self.period
        return date(year, quarter * 3 - 2, 1), date(year, quarter * 3, monthrange(year, quarter * 3)[1])

    def counted(self, key: str) -> QuerySet[Any]:
        """Return the rows of a subject in the quarter."""
        return counted(key, body=self.body, user=self.user, days=self.days)

    def lines(self, key: str) -> list[Line]:
        """Return one line a unit that has rows, in the order of the roster; one query."""
        subject = self.subjects[key]
        figures = {tone: Count("pk", filter=condition) for tone, _, condition in subject.figures}
        place = (f"{subject.unit}__position", subject.unit, f"{subject.unit}__name")
        rows = self.counted(key).order_by().values(*place).annotate(total=Count("pk"), **figures).order_by(*place[:2])
        found = []
        for row in rows:
            unit = row[subject.unit]
            cells = tuple((tone, row[tone], self._address(key, unit, tone)) for tone in figures)
            found.append(Line(row[place[2]], cells, row["total"], self._address(key, unit, "")))
        return found

    def table(self, key: str) -> list[list[str | int]]:
        """Return the same figures as rows for a spreadsheet, the head first."""
        rows: list[list[str | int]] = [["单位", *(label for _, label, _ in self.subjects[key].figures), "合计"]]
        for line in self.lines(key):
            rows.append([line.label, *(count for _, count, _ in line.cells), line.total])
        return rows

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows behind the figure in the address as {unit, title, url, day, stands}."""
        given = self.cleaned_data
        key = given.get("of") or "attendance"
        subject = self.subjects[key]
        chosen = [condition for tone, _, condition in subject.figures if tone == given.get("tone")]
        rows = self.counted(key).filter(*chosen).select_related(subject.unit)
        if given.get("unit"):
            rows = rows.filter(**{subject.unit: given["unit"]})
        yield from map(ROWS[key], rows.select_related("meeting") if key == "attendance" else rows)

    @property
    def behind(self) -> dict[str, str]:
        """Return which figure the address asks for, as understood."""
        return {name: self.data[name] for name in ("of", "unit", "tone") if self.cleaned_data.get(name)}

    def query(self, **more: Any) -> str:
        """Return the quarter as an address, with `more`."""
        year, quarter = self.period
        return urlencode({"year": year, "quarter": quarter, **{k: v for k, v in more.items() if v != ""}})

    def _address(self, key: str, unit: int, tone: str) -> str:
        return f"{reverse('duties:statistics_rows')}?{self.query(of=key, unit=unit, tone=tone)}"


def _attendance(row: Attendance) -> dict[str, Any]:
    url, stands = row.meeting.get_absolute_url(), f"{row.get_state_display()} {row.person_name}".strip()
    return {"unit": row.unit, "title": row.meeting, "url": url, "day": row.meeting.starts_at, "stands": stands}


def _assignment(row: Assignment) -> dict[str, Any]:
    finished = f"{row.finished_on:%Y年%-m月%-d日}报告办结，" if row.finished_on else ""
    closed = f"{finished}{row.get_state_display()}" + (
        f"，原定{row.original_due_on:%Y年%-m月%-d日}" if row.is_extended else ""
    )
    return {"unit": row.lead_unit, "title": row, "url": row.get_absolute_url(), "day": row.due_on, "stands": closed}


def _report(row: PeriodicReport) -> dict[str, Any]:
    sent = f"{row.submitted_on:%Y年%-m月%-d日}报送，" if row.submitted_on else ""
    stands = f"{sent}{row.get_state_display()}"
    return {"unit": row.duty.unit, "title": row, "url": row.get_absolute_url(), "day": row.due_on, "stands": stands}


ROWS: dict[str, Any] = {"attendance": _attendance, "assignment": _assignment, "report": _report}
