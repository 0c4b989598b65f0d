"""Calendar files (RFC 5545): one meeting to import, update or cancel, and a person's subscribable feed."""

import secrets
from typing import Any

from icalendar import Calendar, Event

from jointmeeting.kernel import audit, clock
from meetings.models import CalendarFeed, Meeting

GONE = frozenset({Meeting.State.CANCELLED, Meeting.State.POSTPONED})
PRODUCT = "-//JointMeeting//joint meeting office//ZH"


def single(meeting: Meeting) -> bytes:
    """Return the file of one meeting; a calendar that knows it already moves it, or takes it out."""
    sheet = _calendar("CANCEL" if meeting.state in GONE else "PUBLISH")
    sheet.add_component(_event(meeting))
    content: bytes = sheet.to_ical()
    return content


def feed(user: Any) -> bytes:
    """Return everything `user` may see, as his calendar asks for it again and again."""
    sheet = _calendar("PUBLISH")
    sheet.add("x-wr-calname", "联席会议日程")
    for meeting in Meeting.objects.visible_to(user).select_related("jurisdiction").order_by("starts_at"):
        sheet.add_component(_event(meeting))
    content: bytes = sheet.to_ical()
    return content


def renew(user: Any) -> CalendarFeed:
    """Give `user` a new secret address; the former one tells nobody anything from now on."""
    feed, _ = CalendarFeed.objects.update_or_create(user=user, defaults={"token": secrets.token_urlsafe(32)})
    audit.record("calendar_feed.renew", feed, by=user)
    return feed


def _calendar(method: str) -> Calendar:
    sheet = Calendar()
    sheet.add("prodid", PRODUCT)
    sheet.add("version", "2.0")
    sheet.add("method", method)
    return sheet


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{meeting.jurisdiction.slug}.jointmeeting")
    event.add("dtstamp", clock.now())
    event.add("sequence", meeting.sequence)
    event.add("summary", meeting.title)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.state in GONE else "CONFIRMED" if meeting.was_noticed else "TENTATIVE")
    return event
