"""What the access matrix and the page walk are told of agenda, notice, calendar and composer."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from jointmeeting.kernel import clock
from meetings import calendars, workflows
from meetings.models import AgendaItem, Meeting
from tests.factories import Office
from tests.subjects import LOGIN, browser, visit

OPEN = {"meetings:meeting_calendar": LOGIN}
SECRET = frozenset({"meetings:calendar_feed"})
PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:meeting_edit": ("meeting", "meeting.plan"),
    "meetings:agenda_builder": ("meeting", "meeting.arrange"),
    "meetings:agenda_remove": ("meeting", "meeting.arrange"),
    "meetings:meeting_compose": ("meeting", "meeting.compose"),
    "meetings:meeting_calendar_file": ("meeting", None),
}
POST_ONLY = frozenset({"meetings:agenda_remove"})
ARGUMENTS: dict[str, Any] = {
    "meetings:agenda_remove": lambda meeting: [meeting.pk, meeting.entries.get().pk],
}


def moved_to(_: Office) -> dict[str, Any]:
    """What the form of a postponed meeting brings."""
    return {"starts_at": clock.now() + timedelta(days=14), "place": "另一会议室"}


DATA = {"meeting.reschedule": moved_to, "meeting.renotice": moved_to}


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
    visit(office.staff, reverse("meetings:meeting_edit", args=[planned.pk]))
    visit(office.chief, reverse("meetings:meeting_convene", args=[planned.pk]))
    visit(office.staff, postponed(office).get_absolute_url())
    browser(office.liaison).post(reverse("meetings:meeting_calendar"))
    visit(office.liaison, reverse("meetings:meeting_calendar"))
    visit(None, reverse("meetings:calendar_feed", args=[calendars.renew(office.liaison).token]))
