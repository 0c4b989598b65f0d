"""Shapes of what people type about meetings, receipts and attendance. Rules are in guards and services."""

from typing import Any

from django import forms

from jointmeeting.kernel.forms import ActForm, OnceForm
from meetings.models import Attendance, Meeting
from members.models import Appointment, Jurisdiction, Role


class MeetingForm(OnceForm):
    """A meeting being planned."""

    kind = forms.ChoiceField(label="会议类别", choices=Meeting.Kind.choices)
    title = forms.CharField(label="会议名称", max_length=80, help_text="例如：2026年第一次联席会议")
    starts_at = forms.DateTimeField(
        label="开始时间", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    place = forms.CharField(label="地点", max_length=80)
    chair = forms.ModelChoiceField(label="主持人", queryset=Appointment.objects.none())

    def __init__(self, *args: Any, body: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chairs = [Role.CHIEF_CONVENER, Role.CONVENER, Role.DIRECTOR]
        self.fields["chair"].queryset = (  # type: ignore[attr-defined]
            Appointment.objects.current().filter(jurisdiction=body, role__in=chairs).select_related("user")
        )
        self.fields["chair"].label_from_instance = lambda post: f"{post.user}（{post.get_role_display()}）"  # type: ignore[attr-defined]

    def planned(self) -> dict[str, Any]:
        """Return the fields of the meeting; the chair is kept with the post he held."""
        data = {key: self.cleaned_data[key] for key in ("kind", "title", "starts_at", "place")}
        post = self.cleaned_data["chair"]
        return {**data, "chaired_by": post.user, "chair_post": post.get_role_display()}


class AttendeeForm(ActForm):
    """Who will come for the unit."""

    attendee_name = forms.CharField(label="参会人员姓名", max_length=60)
    attendee_post = forms.CharField(label="职务", max_length=60)
    field_order = ["attendee_name", "attendee_post", "comment"]


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
