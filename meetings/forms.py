"""Shapes of what people type in this app. Rules are in guards.py and services.py."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, formset_factory

from jointmeeting.kernel.forms import ActForm, OnceForm
from jointmeeting.kernel.uploads import ACCEPTED, Upload, accept
from meetings.models import AgendaItem, Attendance, Meeting
from members.models import Appointment, Jurisdiction, MemberUnit, Role

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AgendaItemForm(OnceForm):
    """An agenda item as its unit writes it."""

    title = forms.CharField(label="议题名称", max_length=100, help_text="一句话说明，例如：关于建立……机制的议题")
    background = forms.CharField(label="背景情况", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    proposal = forms.CharField(label="提请审议事项", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    attachment = forms.FileField(label="附件", required=False, help_text=f"可上传：{ACCEPTED}，每个不超过20MB。")

    def clean_attachment(self) -> Upload | None:
        """Check type, first bytes and size."""
        file: UploadedFile[bytes] | None = self.cleaned_data["attachment"]
        return accept(file) if file else None


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


class ScheduleForm(ActForm):
    """Which regular meeting an item goes to."""

    meeting = forms.ModelChoiceField(label="例会", queryset=Meeting.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.filter(  # type: ignore[attr-defined]
            jurisdiction=self.object.jurisdiction, kind=Meeting.Kind.REGULAR, state=Meeting.State.PLANNED
        )
        self.fields["meeting"].help_text = "只列出筹备中的例会；没有时请先新建会议。"


class AttendeeForm(ActForm):
    """Who will come for the unit."""

    attendee_name = forms.CharField(label="参会人员姓名", max_length=60)
    attendee_post = forms.CharField(label="职务", max_length=60)
    field_order = ["attendee_name", "attendee_post", "comment"]


class AddToAgendaForm(forms.Form):
    """An accepted item for a liaison meeting."""

    agenda_item = forms.ModelChoiceField(label="已受理的议题", queryset=AgendaItem.objects.none())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["agenda_item"].queryset = AgendaItem.objects.filter(  # type: ignore[attr-defined]
            jurisdiction=meeting.jurisdiction, state=AgendaItem.State.ACCEPTED
        ).exclude(entries__meeting=meeting)


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


class MinutesForm(forms.Form):
    """Head of the minutes, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label="标题", max_length=100)
    opening = forms.CharField(label="开头部分", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class MatterForm(forms.Form):
    """One resolved matter."""

    heading = forms.CharField(label="标题", max_length=60, help_text="例如：关于……工作")
    text = forms.CharField(label="议定内容", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    lead_unit = forms.ModelChoiceField(label="牵头单位", queryset=MemberUnit.objects.none())
    supporting_units = forms.ModelMultipleChoiceField(
        label="配合单位", queryset=MemberUnit.objects.none(), required=False, help_text="可多选"
    )
    due_on = forms.DateField(label="完成时限", widget=DATE)
    agenda_item = forms.ModelChoiceField(label="对应议题", queryset=AgendaItem.objects.none(), required=False)

    def __init__(self, *args: Any, minutes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        units = MemberUnit.objects.filter(jurisdiction=minutes.jurisdiction)
        items = AgendaItem.objects.filter(entries__meeting=minutes.meeting)
        for name, queryset in (("lead_unit", units), ("supporting_units", units), ("agenda_item", items)):
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


MatterFormSet: "type[BaseFormSet[MatterForm]]" = formset_factory(MatterForm, extra=1, max_num=30, can_delete=True)
