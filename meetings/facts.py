"""What a notice says besides the agenda: when, where, who presides, who comes, until when to answer, whom to ask.

`of` reads the meeting as it stands; a published revision keeps its own, which no later change of the meeting touches.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from jointmeeting.kernel import clock
from jointmeeting.kernel.templatetags.ui import cn_date, cn_datetime
from meetings.invitations import addressed
from meetings.models import AgendaRevision, Meeting
from members.models import Appointment
from members.rules import ruling


@dataclass(frozen=True, slots=True)
class Facts:
    """What is printed of a meeting; `starts_at` of a written procedure is when its answers are due."""

    title: str
    starts_at: datetime
    place: str
    chair: str
    chair_post: str
    recipients: tuple[str, ...]
    is_sitting: bool
    attendees: str = ""
    reply_by: str = ""
    contact: str = ""

    @property
    def when(self) -> str:
        """The moment with its year, as a notice says it."""
        return f"{cn_date(self.starts_at)}{cn_datetime(self.starts_at).partition('日')[2]}"

    def to_json(self) -> dict[str, Any]:
        """Return what a published revision keeps."""
        return {**asdict(self), "starts_at": self.starts_at.isoformat(), "recipients": list(self.recipients)}


def of(meeting: Meeting) -> Facts:
    """Return the facts of a meeting as it stands now."""
    return Facts(
        title=meeting.title,
        starts_at=meeting.starts_at,
        place=meeting.place,
        chair=meeting.chaired_by.name,
        chair_post=meeting.chair_post,
        recipients=tuple(addressed(meeting)),
        is_sitting=meeting.is_sitting,
        attendees=_attendees(meeting),
        reply_by=_reply_by(meeting),
        contact=_contact(meeting),
    )


def published(revision: AgendaRevision) -> Facts:
    """Return the facts as a revision published them."""
    kept = dict(revision.facts)
    kept["starts_at"], kept["recipients"] = datetime.fromisoformat(kept["starts_at"]), tuple(kept["recipients"])
    return Facts(**kept)


def _attendees(meeting: Meeting) -> str:
    """Return who comes: for a regular meeting as the notice says, else by the kind of meeting."""
    if not meeting.is_sitting:
        return ""
    if meeting.kind == Meeting.Kind.LIAISON:
        return "各参会单位联络员"
    rule = ruling(meeting, "regular_attendees") if meeting.kind == Meeting.Kind.REGULAR else None
    return str(rule.value) if rule and rule.value else "各参会单位负责同志"


def _reply_by(meeting: Meeting) -> str:
    """Return until when to answer: the working day before, or today; a written procedure has its own limit."""
    if not meeting.is_sitting:
        return ""
    day = max(clock.workday_before(timezone.localdate(meeting.starts_at), 1), clock.today())
    return f"{day.month}月{day.day}日"


def _contact(meeting: Meeting) -> str:
    """Return whom to ring: who prepares the meeting, with the number of his post."""
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction_id, user=meeting.planned_by_id)
    phone = next((post.phone for post in posts.filter(unit=None) if post.phone), "")
    return f"{meeting.planned_by.name}{f'，联系电话：{phone}' if phone else ''}"
