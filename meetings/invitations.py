"""Who is told of a meeting: the one list behind the preview of a notice and its delivery. Reads only."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from meetings.models import Meeting, Receipt
from members.groups import expanded
from members.models import Appointment, Jurisdiction, MemberUnit, Role
from members.permissions import LEADERS

ANSWERING = {Role.LIAISON, Role.TOWNSHIP_HANDLER}  # a township has no liaison officer here
INVITED_ROLES = ANSWERING | {Role.UNIT_LEADER}
CENTRE = "主持人和召集人"
EVERY_UNIT = "各成员单位"

Told = list[tuple[str, list[Appointment]]]


def invited(meeting: Meeting) -> list[MemberUnit]:
    """Return the units the notice goes to: members, and those without a seat that are invited besides.

    A group (各乡镇人民政府) goes as its units. One whose units nobody entered, and in which nobody holds a post, cannot
    answer, and is not asked to.
    """
    units = gathered(meeting.jurisdiction, _chosen(meeting), meeting.guest_units(manager="doers").all())
    groups = [unit for unit in units if unit.kind == MemberUnit.Kind.GROUP]
    manned = {post.unit_id for post in posts_of(meeting, groups)} if groups else set()
    return [unit for unit in units if unit.kind != MemberUnit.Kind.GROUP or unit.pk in manned]


def coming(meeting: Meeting) -> list[MemberUnit]:
    """Return the units that are expected: before the notice those it will go to, then those it went to."""
    return _noticed(meeting, "convene") if meeting.was_noticed else invited(meeting)


def gathered(body: Jurisdiction, chosen: Iterable[MemberUnit] | None, guests: Iterable[MemberUnit]) -> list[MemberUnit]:
    """Return the members chosen (None: all of today) and the guests, groups as their units, each once."""
    seated = body.units.all() if chosen is None else chosen
    return list({unit.pk: unit for unit in expanded([*seated, *guests])}.values())


def guests(meeting: Meeting) -> set[int]:
    """Return the units that are invited without a seat, of their own or of their group (列席)."""
    seated = {unit.pk for unit in gathered(meeting.jurisdiction, _chosen(meeting), ())}
    return {unit.pk for unit in expanded(meeting.guest_units(manager="doers").all())} - seated


def addressed(meeting: Meeting) -> list[str]:
    """Return to whom the notice is addressed (主送), as it says it: groups by their own name."""
    chosen = _chosen(meeting)
    seated = [EVERY_UNIT] if chosen is None else [unit.name for unit in chosen]
    return [*seated, *meeting.guest_units(manager="doers").values_list("name", flat=True)]


def not_asked(meeting: Meeting) -> QuerySet[MemberUnit]:
    """Return the units that may be added once the notice is out; one that left the body since may come as a guest."""
    asked = meeting.receipts.expected().values("unit")
    real: QuerySet[MemberUnit] = MemberUnit.doers.exclude(kind=MemberUnit.Kind.GROUP).exclude(pk__in=asked)
    return real.filter(jurisdiction=meeting.jurisdiction).order_by("position")


def _chosen(meeting: Meeting) -> list[MemberUnit] | None:
    """Return the members chosen for this meeting that still are; None where all are meant.

    Where all that were chosen have left, nobody is invited: what was meant for a few goes to no others. A meeting on
    one household may be for guests alone.
    """
    through = Meeting.invited_units.through._default_manager.filter(meeting_id=meeting.pk)
    is_for_guests = meeting.kind == Meeting.Kind.CASE and meeting.guest_units(manager="ever").exists()
    return list(meeting.invited_units.all()) if is_for_guests or through.exists() else None


def posts_of(meeting: Meeting, units: list[MemberUnit]) -> list[Appointment]:
    """Return who in `units` is told: who leads it or answers for it today; of a liaison meeting, the latter."""
    roles = ANSWERING if meeting.kind == Meeting.Kind.LIAISON else INVITED_ROLES
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction, role__in=roles, unit__in=units)
    return list(posts.filter(user__is_active=True).select_related("user", "unit").order_by("unit__position", "role"))


def told(meeting: Meeting, act: str, also: Sequence[MemberUnit] = ()) -> Told:
    """Return who hears of `act` on the meeting (convene, supplement, …), unit by unit; last, chair and conveners.

    After the notice it goes to whom the notice went, units that left since excepted; a reminder to the silent alone;
    and nobody hears that a meeting nobody was told of is postponed or cancelled. `also`: units about to be added.
    """
    if not meeting.was_noticed and act != "convene":
        return []
    units = [*(_noticed(meeting, act) if meeting.was_noticed else invited(meeting)), *also]
    people: dict[int, list[Appointment]] = {unit.pk: [] for unit in units}
    for post in posts_of(meeting, units):
        people[post.unit_id or 0].append(post)
    rows = [(unit.name, people[unit.pk]) for unit in units]
    return rows if act == "remind" else [*rows, (CENTRE, _centre(meeting))]


def _noticed(meeting: Meeting, act: str) -> list[MemberUnit]:
    receipts = meeting.receipts.expected().select_related("unit")
    if act == "remind":
        receipts = receipts.filter(state=Receipt.State.SILENT)
    return [receipt.unit for receipt in receipts]


def _centre(meeting: Meeting) -> list[Appointment]:
    """Return the chair and the conveners in office today."""
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction, unit=None, user__is_active=True)
    named = posts.filter(Q(role__in=[str(role) for role in LEADERS]) | Q(user=meeting.chaired_by_id))
    return list(named.select_related("user").order_by("pk"))
