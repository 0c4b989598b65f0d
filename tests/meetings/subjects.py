"""URLs of the meetings app, for the access matrix."""

from typing import Any

from django.urls import reverse

from meetings.models import AgendaItem, MajorMatter, Meeting, Minutes, Receipt
from meetings.models.meeting import MeetingState
from meetings.workflows import agenda_items, major_matters, meetings, minutes, receipts
from members.models import Role
from tests.factories import Office, stored_file
from tests.meetings import convening
from tests.meetings.major import REPORT, decision, major_matter
from tests.subjects import LOGIN, Subjects, browser, visit


def objects(office: Office) -> dict[str, Any]:
    """Return one object of each kind."""
    meeting = office.noticed_meeting()
    return {
        "agenda_item": office.agenda_item(AgendaItem.State.DRAFT),
        "meeting": meeting,
        "meeting_pack": convening.pack(meeting, office.unit),
        "receipt": meeting.receipts.get(unit=office.unit),
        "major_matter": major_matter(office, MajorMatter.State.RAISED),
        "minutes": office.minutes(Minutes.State.DRAFTING),
        "issued": office.minutes(Minutes.State.ISSUED),
    }


def meeting_in(office: Office, state: MeetingState) -> Meeting:
    """Return a regular meeting with an item on its agenda, in `state`."""
    s = Meeting.State
    if state == s.PLANNED:
        item = office.agenda_item(AgendaItem.State.SCHEDULED)
        return item.entries.get(meeting__kind=Meeting.Kind.REGULAR).meeting
    meeting = office.noticed_meeting()
    if state == s.POSTPONED:
        meetings.perform(meeting, "postpone", by=office.staff, comment="另行通知")
    if state == s.CANCELLED:
        meetings.perform(meeting, "cancel", by=office.staff, comment="另行通知")
    if state in {s.IN_SESSION, s.HELD}:
        office.hold(meeting, until="open" if state == s.IN_SESSION else "close")
    return meeting


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    convening.walk(office)
    meeting, issued = office.noticed_meeting(), office.minutes(Minutes.State.ISSUED)
    drafting = office.minutes(Minutes.State.DRAFTING)
    item = office.agenda_item(AgendaItem.State.SCHEDULED)
    for obj in (meeting, issued.meeting, issued, drafting, item):
        visit(office.staff, obj.get_absolute_url())
    for page in ("agenda_item_list", "meeting_list", "meeting_create", "minutes_list"):
        visit(office.staff, reverse(f"meetings:{page}"))
    visit(office.staff, reverse("meetings:minutes_edit", args=[drafting.pk]))
    visit(office.liaison, reverse("meetings:agenda_item_create"))
    browser(office.liaison).post(reverse("meetings:agenda_item_create"), {"title": ""})
    decided = major_matter(office, MajorMatter.State.DECIDED)
    visit(office.staff, decided.get_absolute_url())
    visit(office.staff, reverse("meetings:major_matter_list"))
    visit(office.staff, reverse("meetings:major_matter_create", args=[decided.meeting.pk]))
    running = office.plan(Meeting.Kind.LIAISON, office.director)
    accepted = office.agenda_item(AgendaItem.State.ACCEPTED)
    add_item = reverse("meetings:meeting_add_item", args=[running.pk])
    browser(office.staff).post(add_item, {"agenda_item": accepted.pk})
    visit(office.staff, running.get_absolute_url())
    office.hold(running, until="open")
    visit(office.staff, reverse("meetings:attendance_record", args=[running.pk]))
    for _ in range(31):
        office.agenda_item(AgendaItem.State.SUBMITTED)
    visit(office.staff, reverse("meetings:agenda_item_list"))
    visit(
        office.staff, reverse("meetings:agenda_item_accept", args=[AgendaItem.objects.filter(state="submitted")[0].pk])
    )


SUBJECTS = Subjects(
    objects=objects,
    post_only=frozenset({"meetings:meeting_add_item", "meetings:minutes_draft"}) | convening.POST_ONLY,
    secret=convening.SECRET,
    open=dict.fromkeys(
        ["meetings:agenda_item_list", "meetings:meeting_list", "meetings:major_matter_list", "meetings:minutes_list"],
        LOGIN,
    )
    | convening.OPEN,
    pages={
        **convening.PAGES,
        "meetings:agenda_item_page": ("agenda_item", None),
        "meetings:agenda_item_edit": ("agenda_item", "agenda_item.edit"),
        "meetings:agenda_item_download": ("agenda_item", None),
        "meetings:meeting_page": ("meeting", None),
        "meetings:meeting_add_item": ("meeting", "meeting.add_item"),
        "meetings:attendance_record": ("meeting", "attendance.record"),
        "meetings:minutes_draft": ("meeting", "minutes.draft"),
        "meetings:major_matter_create": ("meeting", "major_matter.create"),
        "meetings:major_matter_page": ("major_matter", None),
        "meetings:minutes_page": ("minutes", None),
        "meetings:minutes_edit": ("minutes", "minutes.edit"),
        "meetings:minutes_download": ("issued", None),
    },
    create={
        "meetings:agenda_item_create": {Role.LIAISON, Role.UNIT_LEADER},
        "meetings:meeting_create": {Role.STAFF, Role.DIRECTOR},
    },
    logged_reads=frozenset({"meetings:agenda_item_download", "meetings:minutes_download"}) | convening.LOGGED_READS,
    machines={
        "agenda_item": (agenda_items, AgendaItem.State, lambda office, state: office.agenda_item(state)),
        "meeting": (meetings, Meeting.State, meeting_in),
        "receipt": (receipts, Receipt.State, lambda office, state: office.receipt(state)),
        "major_matter": (major_matters, MajorMatter.State, major_matter),
        "minutes": (minutes, Minutes.State, lambda office, state: office.minutes(state)),
    },
    data={
        **convening.DATA,
        "major_matter.report": lambda office: REPORT,
        "major_matter.decide": decision,
        "agenda_item.schedule": lambda office: {"meeting": office.regular_meeting()},
        "minutes.issue": lambda office: {"file": stored_file()},
        **dict.fromkeys(
            ["receipt.attend", "receipt.substitute"],
            lambda office: {"attendee_name": "示例·甲", "attendee_post": "局长", "attendee_rank": "deputy"},
        ),
    },
    walk=walk,
    arguments={
        **convening.ARGUMENTS,
        "meetings:agenda_item_download": lambda item: [item.pk, item.attachments.get().pk],
    },
)
