"""What the access matrix and the page walk are told of agenda, notice, calendar and composer."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import clock
from meetings import calendars, workflows
from meetings.models import AgendaItem, Meeting, MeetingPack, MeetingPlan, PlannedMeeting, Receipt
from meetings.models.plan import MeetingPlanState
from meetings.services.plan import draft_plan
from members.models import Appointment, MemberUnit
from tests.factories import Office, stored_file
from tests.subjects import LOGIN, browser, visit

OPEN = {"meetings:meeting_calendar": LOGIN}
SECRET = frozenset({"meetings:calendar_feed"})
PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:meeting_edit": ("meeting", "meeting.plan"),
    "meetings:agenda_builder": ("meeting", "meeting.arrange"),
    "meetings:meeting_compose": ("meeting", "meeting.compose"),
    "meetings:meeting_calendar_file": ("meeting", None),
    "meetings:attendance_sign_in": ("meeting", None),
    "meetings:meeting_board": ("meeting", "meeting.watch"),
    "meetings:meeting_notice_paper": ("meeting", None),
    "meetings:meeting_agenda_paper": ("meeting", None),
    "meetings:meeting_chair_paper": ("meeting", "meeting.read_notes"),
    "meetings:meeting_sheet_paper": ("meeting", "attendance.record"),
    "meetings:meeting_packs": ("meeting", "meeting.build_packs"),
    "meetings:pack_download": ("meeting_pack", None),
    "meetings:meeting_plan_page": ("meeting_plan", None),
    "meetings:meeting_plan_edit": ("meeting_plan", "meeting_plan.edit"),
    "meetings:receipt_form_paper": ("receipt", None),
    "meetings:receipt_letter": ("substituted", None),
}
POST_ONLY = frozenset({"meetings:meeting_packs"})
LOGGED_READS = frozenset(
    f"meetings:{name}"
    for name in (
        "meeting_notice_paper",
        "meeting_agenda_paper",
        "meeting_chair_paper",
        "meeting_sheet_paper",
        "pack_download",
    )
    + ("receipt_form_paper", "receipt_letter")
)
ARGUMENTS: dict[str, Any] = {
    "meetings:meeting_notice_paper": lambda meeting: [meeting.pk, 1, "pdf"],
    "meetings:meeting_agenda_paper": lambda meeting: [meeting.pk, "docx"],
    "meetings:meeting_sheet_paper": lambda meeting: [meeting.pk, "pdf"],
    "meetings:pack_download": lambda pack: [pack.pk, "pdf"],
}


def pack(meeting: Meeting, unit: MemberUnit) -> MeetingPack:
    """The pack of `unit`, as the worker left it."""
    return MeetingPack.objects.create(
        meeting=meeting, unit=unit, number=1, revision=meeting.revisions.get(), requested_at=clock.now(),
        pdf=stored_file(), bundle=stored_file(), pages=1,
    )  # fmt: skip


def substituted(office: Office) -> Receipt:
    """A receipt that names a substitute, with the letter that authorises him."""
    receipt = office.receipt(Receipt.State.SUBSTITUTE)
    receipt.letter, receipt.letter_name = stored_file(), "委托书.pdf"
    receipt.save()
    return receipt


def meeting_plan(office: Office, state: MeetingPlanState = MeetingPlan.State.DRAFTING) -> MeetingPlan:
    """Next year's plan with what the rules propose and one meeting besides, in `state`."""
    year = clock.today().year + 1 + MeetingPlan.objects.count()
    plan = draft_plan(office.body, year, by=office.staff)
    PlannedMeeting.objects.create(plan=plan, month=3, kind=Meeting.Kind.AD_HOC, theme="示例专题")
    if state == MeetingPlan.State.CONFIRMED:
        workflows.meeting_plans.perform(plan, "confirm", by=office.director)
    return plan


def in_session(office: Office) -> Meeting:
    """A regular meeting that sits."""
    meeting = office.noticed_meeting()
    office.hold(meeting, until="open")
    return meeting


def moved_to(_: Office) -> dict[str, Any]:
    """What the form of a postponed meeting brings."""
    return {"starts_at": clock.now().replace(microsecond=0) + timedelta(days=14), "place": "另一会议室"}


def further(office: Office) -> dict[str, Any]:
    """What the form of further units brings: a township that was not asked."""
    return {"invited": [office.township]}


DATA = {
    "meeting.invite": further,
    "meeting.reschedule": moved_to,
    "meeting.renotice": moved_to,
    "agenda_item.release": lambda office: {"meeting": office.regular_meeting()},
    "agenda_item.raise_at_meeting": lambda office: {"meeting": in_session(office), "has_consent": True},
}


def form_of(office: Office, **fields: Any) -> dict[str, Any]:
    """The form of a regular meeting as a browser sends it."""
    chair = Appointment.objects.get(user=office.chief)
    starts = timezone.localtime() + timedelta(days=3)
    typed = {
        "kind": "regular", "title": "示例会议", "starts_at": starts.strftime("%Y-%m-%dT09:00"), "slot_minutes": 120,
        "place": "示例会议室", "chair": chair.pk, "request_key": str(uuid4()),
    }  # fmt: skip
    return {**typed, **fields}


def postponed(office: Office) -> Meeting:
    """A meeting whose notice was given and whose date was taken back."""
    meeting = office.noticed_meeting()
    workflows.meetings.perform(meeting, "postpone", by=office.staff, comment="场地另有安排")
    return meeting


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    meeting = office.noticed_meeting()
    for page in ("agenda_builder", "meeting_compose"):
        visit(office.staff, reverse(f"meetings:{page}", args=[meeting.pk]))
    planned = office.agenda_item(AgendaItem.State.SCHEDULED).entries.get(meeting__kind="regular").meeting
    edit = reverse("meetings:meeting_edit", args=[planned.pk])
    visit(office.staff, edit)
    stale = form_of(office, seen="read before", allows_clash="on")
    assert browser(office.staff).post(edit, stale).status_code == 409
    visit(office.chief, reverse("meetings:meeting_convene", args=[planned.pk]))
    pack(meeting, office.unit)
    for person in (office.staff, office.liaison):
        visit(person, meeting.get_absolute_url())
    visit(office.staff, reverse("meetings:meeting_board", args=[meeting.pk]))
    visit(office.liaison, reverse("meetings:attendance_sign_in", args=[meeting.pk]))
    visit(office.staff, reverse("meetings:meeting_plan_create"))
    planned_year = meeting_plan(office)
    visit(office.staff, reverse("meetings:meeting_plan_edit", args=[planned_year.pk]))
    visit(office.staff, planned_year.get_absolute_url())
    visit(office.staff, postponed(office).get_absolute_url())
    browser(office.liaison).post(reverse("meetings:meeting_calendar"))
    visit(office.liaison, reverse("meetings:meeting_calendar"))
    visit(None, reverse("meetings:calendar_feed", args=[calendars.renew(office.liaison).token]))
