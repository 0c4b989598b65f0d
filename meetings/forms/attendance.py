"""Shapes of what people type when signing in. Rules are in services."""

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone

from jointmeeting.kernel.forms import OnceForm
from meetings.models import Attendance, Meeting
from meetings.services.attendance import Collided, Mark, as_shown

CLOCK = {"type": "time"}


class AttendanceForm(forms.Form):
    """The sign-in list of one meeting, one row a unit; after the meeting it asks for a reason."""

    observers = forms.CharField(
        label="列席人员",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="不是成员单位的，在这里登记，每行一个，写单位和姓名，例如：市人大社会委（示例甲）。印在纪要的“列席”中。",
    )
    seen_observers = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="更正理由", max_length=200)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.meeting = meeting
        self.fields["observers"].initial = self.fields["seen_observers"].initial = meeting.observers
        if meeting.state != Meeting.State.HELD:
            del self.fields["reason"]
        self.attendances = list(meeting.attendances.all())
        for row in self.attendances:
            self.fields |= self._fields_of(row)

    def _fields_of(self, row: Attendance) -> dict[str, forms.Field]:
        who, state = row.unit_name, forms.ChoiceField(choices=Attendance.State.choices)
        state.label, state.initial = f"{who}到会情况", row.state
        name = forms.CharField(label=f"{who}参会人员", max_length=60, required=False, initial=row.person_name)
        seen = forms.CharField(required=False, initial=as_shown(row), widget=forms.HiddenInput, strip=False)
        fields: dict[str, forms.Field] = {f"state_{row.pk}": state, f"name_{row.pk}": name, f"seen_{row.pk}": seen}
        for key, label, moment in (("arrived", "到会时间", row.arrived_at), ("left", "离会时间", row.left_at)):
            initial = timezone.localtime(moment).time().replace(second=0, microsecond=0) if moment else None
            widget = forms.TimeInput(attrs=CLOCK, format="%H:%M")
            fields[f"{key}_{row.pk}"] = forms.TimeField(
                label=f"{who}{label}", required=False, initial=initial, widget=widget
            )
        return fields

    def clean_observers(self) -> str:
        """Keep one observer a line."""
        return _one_a_line(self.cleaned_data["observers"])

    def clean_seen_observers(self) -> str:
        """Browsers send line breaks their own way; a list that did not bring the field shows what stands."""
        if "seen_observers" not in self.data:
            return self.meeting.observers
        return _one_a_line(self.cleaned_data["seen_observers"])

    def clean(self) -> dict[str, Any]:
        """Nobody leaves before he has come."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins = timezone.localtime(self.meeting.starts_at).time()
        for row in self.attendances:
            left, arrived = data.get(f"left_{row.pk}"), data.get(f"arrived_{row.pk}")
            if left and left < (arrived or begins):
                self.add_error(f"left_{row.pk}", f"{row.unit_name}的离会时间早于到会时间，请核对。")
        return data

    def rows(self) -> list[tuple[Attendance, BoundField, list[BoundField]]]:
        """Return (attendance, how it was shown, its four fields) for the page."""
        keys = ("state", "name", "arrived", "left")
        return [(row, self[f"seen_{row.pk}"], [self[f"{key}_{row.pk}"] for key in keys]) for row in self.attendances]

    def signed_in(self) -> dict[str, Any]:
        """Return what the service takes: what was changed, how the rows were shown, and the reason."""
        data = self.cleaned_data
        seen = {row.pk: data[f"seen_{row.pk}"] or as_shown(row) for row in self.attendances}
        rows = {row.pk: self._mark(row) for row in self.attendances if self._typed(row) != seen[row.pk]}
        observers = data["observers"] if data["observers"] != data["seen_observers"] else None
        shown = {"seen": seen, "seen_observers": data["seen_observers"]}
        return {"rows": rows, **shown, "reason": data.get("reason", ""), "observers": observers}

    def read_again(self, collided: Collided) -> None:
        """Say where what happened meanwhile; what was typed stays, and is now typed over what stands there."""
        self.data = sent = cast("QueryDict", self.data).copy()
        for row in self.meeting.attendances.filter(pk__in=list(collided.rows)):
            self.add_error(f"state_{row.pk}", collided.rows[row.pk])
            sent[f"seen_{row.pk}"] = as_shown(row)
        if collided.observers:
            self.add_error("observers", collided.observers)
            self.meeting.refresh_from_db(fields=["observers"])
            sent["seen_observers"] = self.meeting.observers

    def _typed(self, row: Attendance) -> str:
        """Return the row as it was sent, in the manner of `as_shown`."""
        data = self.cleaned_data
        times = (data[f"{key}_{row.pk}"] for key in ("arrived", "left"))
        said = (f"{moment:%-H:%M}" if moment else "" for moment in times)
        return "|".join([data[f"state_{row.pk}"], data[f"name_{row.pk}"], *said])

    def _mark(self, row: Attendance) -> Mark:
        data = self.cleaned_data
        return Mark(
            data[f"state_{row.pk}"],
            data[f"name_{row.pk}"],
            row.person_post,
            self._moment(data[f"arrived_{row.pk}"], row.arrived_at),
            self._moment(data[f"left_{row.pk}"], row.left_at),
        )

    def _moment(self, typed: time | None, stands: datetime | None) -> datetime | None:
        """Return the instant of a time on the meeting's day; an untouched field keeps its seconds."""
        if typed is None:
            return None
        if stands and timezone.localtime(stands).time().replace(second=0, microsecond=0) == typed:
            return stands
        day = timezone.localtime(self.meeting.starts_at).date()
        return timezone.make_aware(datetime.combine(day, typed))


def _one_a_line(typed: str) -> str:
    lines = (line.strip() for line in typed.splitlines())
    return "\n".join(line for line in lines if line)


class SignInForm(OnceForm):
    """Signing one's own unit in."""

    code = forms.CharField(
        label="签到码",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="扫描会场二维码会自动填写，也可输入会场显示的8位数字。",
    )
    name = forms.CharField(label="参会人员姓名", max_length=60)
    post = forms.CharField(label="职务", max_length=60, required=False)
