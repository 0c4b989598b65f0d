"""Shapes of what the office types when it plans a meeting. Rules are in guards and services."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from jointmeeting.kernel import clock
from jointmeeting.kernel.forms import OnceForm
from jointmeeting.kernel.masking import fault_of_household
from meetings import arrangement
from meetings.forms.agenda import ticks
from meetings.forms.moments import MomentField
from meetings.invitations import gathered
from meetings.models import Meeting, PlannedMeeting
from meetings.timetable import clashes
from members.models import Appointment, Jurisdiction, MemberUnit, Role

CHAIRS = [Role.CHIEF_CONVENER, Role.CONVENER, Role.DIRECTOR]


def clash_sentence(found: list[str]) -> str:
    """Return what the people would have to do at once, and what can be done about it."""
    said = "".join(f"{clash}。" for clash in found)
    return f"{said}请改时间；确需同时召开的，请勾选“已知时间冲突，仍按此安排”。"


class MeetingForm(OnceForm):
    """A meeting being planned, of any kind."""

    kind = forms.ChoiceField(label="会议类别", choices=Meeting.Kind.choices)
    title = forms.CharField(label="会议名称", max_length=80, help_text="例如：2026年第一次联席会议")
    starts_at = MomentField(label="开始时间", help_text="书面征求意见的，填写答复截止时间。")
    slot_minutes = forms.IntegerField(label="会期（分钟）", min_value=5, max_value=600, initial=120)
    place = forms.CharField(label="地点", max_length=80, required=False, help_text="书面征求意见的，可以不填。")
    chair = forms.ModelChoiceField(label="主持人", queryset=Appointment.objects.none())
    household = forms.CharField(
        label="一事一议的家庭（隐名）",
        max_length=60,
        required=False,
        help_text="只用于一事一议，须隐去姓名，例如：张某某户（重病致困）。",
    )
    invited_units = forms.ModelMultipleChoiceField(
        label="参会单位",
        queryset=MemberUnit.objects.none(),
        required=False,
        widget=ticks(),
        help_text="不选即全体成员单位；组合按所含单位逐一通知。一事一议请只选需要参与的单位。",
    )
    guest_units = forms.ModelMultipleChoiceField(
        label="邀请列席的单位",
        queryset=MemberUnit.doers.none(),
        required=False,
        widget=ticks(),
        help_text="不是成员单位的乡镇、街道和其他单位，同样收到通知、材料并回执、签到。没有列出的，请先在“成员单位”中登记。",
    )
    plan_line = forms.ModelChoiceField(
        queryset=PlannedMeeting.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "计划中的这次会议已由他人安排，请回到会议计划查看。"},
    )
    allows_clash = forms.BooleanField(label="已知时间冲突，仍按此安排", required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)  # the arrangement that is changed

    def __init__(self, *args: Any, body: Jurisdiction, meeting: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body, self.meeting = body, meeting
        posts = Appointment.objects.current().filter(jurisdiction=body, role__in=CHAIRS).select_related("user")
        chair, units, guests = (self.fields[name] for name in ("chair", "invited_units", "guest_units"))
        open_lines = PlannedMeeting.objects.filter(plan__jurisdiction=body).open()
        self.fields["plan_line"].queryset = open_lines  # type: ignore[attr-defined]
        chair.queryset = posts  # type: ignore[attr-defined]
        chair.label_from_instance = lambda post: f"{post.user}（{post.get_role_display()}）"  # type: ignore[attr-defined]
        units.queryset = body.units.all()  # type: ignore[attr-defined]
        guests.queryset = without_seat(body)  # type: ignore[attr-defined]
        if not self.is_bound:  # asked once there is a clash
            self.fields["allows_clash"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Ask for the place where people sit, a masked name where a household is spoken of, and free people."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind == Meeting.Kind.WRITTEN:
            data["place"] = data.get("place") or "书面征求意见"
        elif not data.get("place"):
            self.add_error("place", "请填写开会地点。")
        if kind == Meeting.Kind.CASE:
            self._check_household(data)
        else:
            data["household"] = ""
        if not self.errors and kind != Meeting.Kind.WRITTEN and not data["allows_clash"]:
            self._check_clashes(data)
        return data

    def _check_household(self, data: dict[str, Any]) -> None:
        if fault := fault_of_household(data.get("household", "")):
            self.add_error("household", fault)
        if not data.get("invited_units") and not data.get("guest_units"):
            self.add_error("invited_units", "一事一议只请参与办理的单位，请至少选择一个单位。")

    def _check_clashes(self, data: dict[str, Any]) -> None:
        starts, minutes = data["starts_at"], data["slot_minutes"]
        is_for_guests = data["kind"] == Meeting.Kind.CASE and data["guest_units"]
        chosen = data["invited_units"] if data["invited_units"] or is_for_guests else None
        found = clashes(
            self.body,
            chair=data["chair"].user,
            units=gathered(self.body, chosen, data["guest_units"]),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
            besides=self.meeting,
        )
        if found:
            self.add_error("starts_at", clash_sentence(found))

    def planned(self) -> dict[str, Any]:
        """Return the fields of the meeting; the chair is kept with the post he held."""
        left_out = {"request_key", "chair", "allows_clash", "plan_line", "seen"}
        data = {key: value for key, value in self.cleaned_data.items() if key not in left_out}
        post = self.cleaned_data["chair"]
        return {**data, "chaired_by": post.user, "chair_post": post.get_role_display()}

    def reading(self) -> arrangement.Reading:
        """Return what was typed, part by part."""
        fields = self.planned()
        members, guests = fields.pop("invited_units"), fields.pop("guest_units")
        return arrangement.read(Meeting(**fields), members, guests)

    def upon(self, meeting: Meeting) -> "MeetingForm":
        """Return what was typed, now on top of the arrangement as it stands."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = arrangement.mark(meeting)
        return MeetingForm(data, body=self.body, meeting=meeting)


def without_seat(body: Jurisdiction) -> QuerySet[MemberUnit]:
    """Return whom a meeting may invite besides the members; a group only where its units were entered."""
    there: QuerySet[MemberUnit] = MemberUnit.doers.filter(jurisdiction=body, is_member=False).order_by("position")
    return there.exclude(kind=MemberUnit.Kind.GROUP, group_members=None)


def from_address(body: Jurisdiction, given: QueryDict) -> dict[str, Any]:
    """Return what the form starts from: a line of the year's plan (`planned`), or what another page proposes."""
    proposed: dict[str, Any] = {name: given[name] for name in ("kind", "title", "household") if name in given}
    asked = given.getlist("invited_units")
    for name, units in (("invited_units", body.units.all()), ("guest_units", without_seat(body))):
        proposed[name] = [unit.pk for unit in units if str(unit.pk) in asked]
    return from_plan(body, given.get("planned", "")) or proposed


def from_plan(body: Jurisdiction, line: str) -> dict[str, Any]:
    """Return what the form starts from when a line of the year's plan becomes a meeting."""
    open_lines = PlannedMeeting.objects.filter(plan__jurisdiction=body).open().select_related("plan")
    planned = open_lines.filter(pk=int(line)).first() if line.isdecimal() else None
    if planned is None:
        return {}
    first = clock.add_workdays(date(planned.plan.year, planned.month, 14), 1)
    return {"plan_line": planned.pk, "kind": planned.kind, "title": planned.theme, "starts_at": f"{first}T09:00"}


def as_typed(meeting: Meeting) -> dict[str, Any]:
    """Return a planned meeting as the form shows it."""
    names = ("kind", "title", "starts_at", "slot_minutes", "place", "household")
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction, user=meeting.chaired_by)
    chair = next((post.pk for post in posts if post.get_role_display() == meeting.chair_post), None)
    guests = meeting.guest_units(manager="doers").all()
    units = {"invited_units": list(meeting.invited_units.all()), "guest_units": list(guests)}
    seen = arrangement.mark(meeting)
    return {name: getattr(meeting, name) for name in names} | {"chair": chair, "seen": seen, **units}
