"""Shapes of what people type about calls. Rules are in guards and services."""

from datetime import datetime

from django import forms

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import ActForm, OnceForm
from meetings.forms.moments import MomentField


class CutOffField(MomentField):
    """A moment that still lies ahead."""

    def validate(self, value: datetime | None) -> None:
        """Say what to do with a moment that has passed."""
        super().validate(value)
        if value and value <= clock.now():
            raise forms.ValidationError("截止时间已过。请选择今后的时间，并给各单位留出准备的工作日。")


class AgendaCallForm(OnceForm):
    """A call to all units."""

    title = forms.CharField(label="征集名称", max_length=80, help_text="例如：2026年第二次联席会议议题征集")
    closes_at = CutOffField(label="截止时间")
    note = forms.CharField(
        label="征集要求",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="本次会议的重点、对材料的要求等。",
    )


class MoveForm(ActForm):
    """The new cut-off."""

    closes_at = CutOffField(label="新的截止时间")
    field_order = ["closes_at", "comment"]
