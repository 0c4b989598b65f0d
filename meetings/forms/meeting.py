"""Shapes of what people type about receipts and attendance. Rules are in guards and services."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import ActForm
from meetings.effects.meeting import rank_too_low
from meetings.models import Attendance, AttendeeRank, Meeting


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


class AttendanceForm(forms.Form):
    """The sign-in list of one meeting, one row a unit."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.attendances = list(meeting.attendances.all())
        for row in self.attendances:
            self.fields[f"state_{row.pk}"] = forms.ChoiceField(
                label=row.unit_name, choices=Attendance.State.choices, initial=row.state
            )
            self.fields[f"name_{row.pk}"] = forms.CharField(
                label=f"{row.unit_name}参会人员", max_length=60, required=False, initial=row.person_name
            )

    def rows(self) -> list[tuple[Attendance, Any, Any]]:
        """Return (attendance, state field, name field) for the page."""
        return [(row, self[f"state_{row.pk}"], self[f"name_{row.pk}"]) for row in self.attendances]

    def signed_in(self) -> dict[int, tuple[str, str]]:
        """Return attendance pk → (state, name)."""
        data = self.cleaned_data
        return {row.pk: (data[f"state_{row.pk}"], data[f"name_{row.pk}"]) for row in self.attendances}
