"""The shape of the year's plan: one row a meeting, and some empty ones to add to."""

from typing import Any

from django import forms
from django.http import QueryDict

from meetings.models import Meeting, MeetingPlan, PlannedMeeting
from meetings.services.plan import Row
from meetings.timetable import YEARS
from members.models import MemberUnit

EMPTY_ROWS = 3
MONTHS = [(n, f"{n}月") for n in range(1, 13)]


class YearForm(forms.Form):
    """Which year is planned."""

    year = forms.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])


class PlanForm(forms.Form):
    """What concerns the plan as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class LineForm(forms.Form):
    """One meeting of the plan; a row without month and theme is left out."""

    month = forms.TypedChoiceField(label="月份", choices=[("", "—"), *MONTHS], coerce=int, required=False)
    kind = forms.ChoiceField(label="类别", choices=Meeting.Kind.choices)
    theme = forms.CharField(label="主题", max_length=80, required=False)
    prepared_by = forms.ModelChoiceField(
        label="承办单位", queryset=MemberUnit.objects.none(), required=False, empty_label="联席会议办公室"
    )
    leaves = forms.BooleanField(label="删除", required=False)

    def __init__(self, *args: Any, line: PlannedMeeting | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.line = "", line
        if line is None:
            del self.fields["leaves"]

    def clean(self) -> dict[str, Any]:
        """A row that says anything says month and theme."""
        data = super().clean() or {}
        if not self.is_left_out(data):
            if not data.get("month"):
                self.add_error("month", "请选择月份。")
            if not data.get("theme"):
                self.add_error("theme", "请填写主题。")
        return data

    def is_left_out(self, data: dict[str, Any]) -> bool:
        """Tell whether the row is to go, or was never filled in."""
        return bool(data.get("leaves")) or (self.line is None and not data.get("month") and not data.get("theme"))

    def row(self) -> Row | None:
        """Return the row for the service; None for one that is left out."""
        data = self.cleaned_data
        if self.is_left_out(data):
            return None
        line = self.line.pk if self.line else None
        return Row(line, data["month"], data["kind"], data["theme"], data["prepared_by"])


def line_forms(plan: MeetingPlan, data: QueryDict | None = None) -> list[LineForm]:
    """Return a form for every line of the plan and the empty rows below.

    A line that somebody added since the page was read is shown as it stands: nothing was sent for it.
    """
    units = MemberUnit.objects.filter(jurisdiction=plan.jurisdiction_id)
    choices = [("", "联席会议办公室"), *((unit.pk, unit.name) for unit in units)]
    found: list[LineForm] = []
    for line in plan.lines.all():
        prefix = f"l{line.pk}"
        initial = {name: getattr(line, name) for name in ("month", "kind", "theme")}
        sent = data if data and f"{prefix}-kind" in data else None
        found.append(LineForm(sent, line=line, prefix=prefix, initial=initial | {"prepared_by": line.prepared_by_id}))
    found += [LineForm(data, line=None, prefix=f"n{n}") for n in range(EMPTY_ROWS)]
    for form in found:
        form.fields["prepared_by"].queryset = units  # type: ignore[attr-defined]
        form.fields["prepared_by"].choices = choices  # type: ignore[attr-defined]  # asked once for all rows
    return found
