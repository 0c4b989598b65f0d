"""How the answers to a notice stand: counts, whom to telephone, and whose term has ended since."""

from collections import defaultdict
from dataclasses import dataclass

from jointmeeting.kernel import clock
from meetings import quorum
from meetings.invitations import posts_of
from meetings.models import Attendance, Meeting, Participant, Receipt
from meetings.quorum import Quorum
from members.models import Appointment, MemberUnit


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the notice went to; `has_left` when the term has ended since."""

    name: str
    post: str
    phone: str
    has_left: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its answer and its people."""

    receipt: Receipt
    people: tuple[Person, ...]

    @property
    def left(self) -> str:
        """Why the unit itself is expected no more; empty while it is."""
        if self.receipt.is_expected:
            return ""
        return "已撤销" if self.receipt.unit.has_ended else "已不再是成员单位"


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page shows; `counts` are (label, number)."""

    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]
    signed: tuple[tuple[str, int], ...]
    quorum: Quorum | None

    @property
    def silent(self) -> list[Row]:
        """The units to telephone."""
        return [row for row in self.rows if row.receipt.state == Receipt.State.SILENT and not row.left]


def of(meeting: Meeting) -> Board:
    """Return the board of a noticed meeting, in a constant number of queries."""
    people: dict[int, list[Person]] = defaultdict(list)
    for row in Participant.objects.filter(meeting=meeting).select_related("appointment"):
        ends_on, phone = row.appointment.ends_on, row.appointment.phone
        has_left = ends_on is not None and ends_on < clock.today()
        people[row.unit_id].append(Person(row.name, row.post, phone, has_left))
    receipts = list(meeting.receipts.select_related("unit__group"))
    for post in _since(meeting, [receipt.unit for receipt in receipts]):
        people[post.unit_id or 0].append(Person(post.user.name, post.post, post.phone, has_left=False))
    rows = tuple(Row(receipt, tuple(people[receipt.unit_id])) for receipt in receipts)
    expected = [receipt for receipt in receipts if receipt.is_expected]
    shown = [state for state in Receipt.State if any(r.state == state for r in expected)]
    counts = [
        ("应到" if meeting.is_sitting else "应答复", len(expected)),
        *((s.label, sum(r.state == s for r in expected)) for s in shown),
    ]
    return Board(rows, tuple(counts), tuple(_signed(meeting)), quorum.of(meeting))


def _since(meeting: Meeting, units: list[MemberUnit]) -> list[Appointment]:
    """Return who came into a post after the notice: whom it went to may have left, and somebody is to be rung up."""
    known = set(Participant.objects.filter(meeting=meeting).values_list("appointment", flat=True))
    return [post for post in posts_of(meeting, units) if post.pk not in known]


def _signed(meeting: Meeting) -> list[tuple[str, int]]:
    """Return expected, present, late, on leave, absent once the meeting has begun."""
    here = {Attendance.State.PRESENT, Attendance.State.SUBSTITUTE}
    rows = list(meeting.attendances.select_related("meeting"))
    if not rows:
        return []
    return [
        ("应到", len(rows)),
        ("实到", sum(row.state in here for row in rows)),
        ("迟到", sum(row.is_late for row in rows)),
        ("请假", sum(row.state == Attendance.State.ON_LEAVE for row in rows)),
        ("未到", sum(row.state == Attendance.State.ABSENT for row in rows)),
    ]
