"""Moments as people type them: within the years the calendar of meetings shows."""

from datetime import datetime

from django import forms

from meetings.timetable import YEARS


class MomentField(forms.DateTimeField):
    """A date with its time; a slip of the year (0026, 20260) is told at the field."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def validate(self, value: datetime | None) -> None:
        """Refuse years no meeting is held in."""
        super().validate(value)
        if value and value.year not in YEARS:
            raise forms.ValidationError(f"年份须在{YEARS[0]}年到{YEARS[-1]}年之间，请核对。")
