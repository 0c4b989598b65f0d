"""Shapes of what people type about receipts. Rules are in guards and services."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import ActForm
from meetings.effects.meeting import rank_too_low
from meetings.models import AttendeeRank


class AttendeeForm(ActForm):
    """Who will come for the unit."""

    attendee_name = forms.CharField(label="参会人员姓名", max_length=60)
    attendee_post = forms.CharField(label="职务", max_length=60)
    field_order = ["attendee_name", "attendee_post", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.fields["comment"].required:
            del self.fields["comment"]


class SubstituteForm(AttendeeForm):
    """Who comes instead, at which rank, by whose authority."""

    attendee_rank = forms.ChoiceField(label="代会人员职级", choices=AttendeeRank.choices)
    authorised_by = forms.CharField(label="委托人", max_length=60, help_text="委托代会的本单位负责同志姓名。")
    field_order = ["attendee_name", "attendee_post", "attendee_rank", "authorised_by", "comment"]

    def clean(self) -> dict[str, Any]:
        """Check the rank against the notice, so that the reason stands at the field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        refusal = rank_too_low(self.object.meeting, data["attendee_rank"]) if "attendee_rank" in data else None
        if refusal:
            self.add_error("attendee_rank", f"{refusal.sentence}（{refusal.clause}）")
        return data
