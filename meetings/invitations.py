"""Who is told of a meeting: the one list behind the preview of a notice and its delivery. Reads only."""

from django.db.models import Q

from meetings.models import Meeting, Receipt
from members.models import Appointment, MemberUnit, Role
from members.permissions import LEADERS

INVITED_ROLES = [Role.UNIT_LEADER, Role.LIAISON]
CENTRE = "主持人和召集人"

Told = list[tuple[str, list[Appointment]]]


def invited(meeting: Meeting) -> list[MemberUnit]:
    """Return the units the notice goes to: those chosen for this meeting that are still members, else all of today.

    Where all that were chosen have left, nobody is invited: what was meant for a few goes to no others. A group
    (各乡镇人民政府) in which nobody holds a post cannot answer, and is not asked to.
    """
    through = Meeting.invited_units.through
    if through._default_manager.filter(meeting_id=meeting.pk).exists():
        units = list(meeting.invited_units.filter(is_member=True))
    else:
        units = list(meeting.jurisdiction.units.all())
    groups = [unit for unit in units if unit.kind == MemberUnit.Kind.GROUP]
    manned = {post.unit_id for post in posts_of(meeting, groups)} if groups else set()
    return [unit for unit in units if unit.kind != MemberUnit.Kind.GROUP or unit.pk in manned]


def posts_of(meeting: Meeting, units: list[MemberUnit]) -> list[Appointment]:
    """Return who in `units` is told: heads and liaison officers in office today; a liaison meeting, the latter."""
    roles = [Role.LIAISON] if meeting.kind == Meeting.Kind.LIAISON else INVITED_ROLES
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction, role__in=roles, unit__in=units)
    return list(posts.filter(user__is_active=True).select_related("user", "unit").order_by("unit__position", "role"))


def told(meeting: Meeting, act: str) -> Told:
    """Return who hears of `act` on the meeting (convene, supplement, …), unit by unit; last, chair and conveners.

    After the notice it goes to whom the notice went, units that left since excepted; a reminder to the silent alone;
    and nobody hears that a meeting nobody was told of is postponed or cancelled.
    """
    if not meeting.was_noticed and act != "convene":
        return []
    units = _noticed(meeting, act) if meeting.was_noticed else invited(meeting)
    people: dict[int, list[Appointment]] = {unit.pk: [] for unit in units}
    for post in posts_of(meeting, units):
        people[post.unit_id or 0].append(post)
    rows = [(unit.name, people[unit.pk]) for unit in units]
    return rows if act == "remind" else [*rows, (CENTRE, _centre(meeting))]


def _noticed(meeting: Meeting, act: str) -> list[MemberUnit]:
    receipts = meeting.receipts.of_members().select_related("unit")
    if act == "remind":
        receipts = receipts.filter(state=Receipt.State.SILENT)
    return [receipt.unit for receipt in receipts]


def _centre(meeting: Meeting) -> list[Appointment]:
    """Return the chair and the conveners in office today."""
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction, unit=None, user__is_active=True)
    named = posts.filter(Q(role__in=[str(role) for role in LEADERS]) | Q(user=meeting.chaired_by_id))
    return list(named.select_related("user").order_by("pk"))
