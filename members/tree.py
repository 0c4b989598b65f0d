"""The unit tree (单位树): the body, its units by kind, the units of every group, and who stands for each today."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from jointmeeting.kernel import clock
from members import roster
from members.models import Appointment, Jurisdiction, MemberUnit

WITHOUT_SEAT = "其他承办单位（不是成员单位）"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A unit, who holds its posts today, and the units a group stands for."""

    unit: MemberUnit
    posts: list[Appointment]
    below: list["Leaf"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Branch:
    """The units of one kind, in the notice's order."""

    label: str
    leaves: list[Leaf]


def central_posts(body: Jurisdiction) -> list[Appointment]:
    """Return who holds the posts of the whole body today."""
    return [post for post in roster.posts_on(body, clock.today()) if post.unit_id is None]


def branches_of(body: Jurisdiction) -> list[Branch]:
    """Return the body's units of today by kind; those without a seat and outside every group come last."""
    held: dict[int | None, list[Appointment]] = {}
    for post in roster.posts_on(body, clock.today()):
        held.setdefault(post.unit_id, []).append(post)
    units = list(MemberUnit.doers.filter(jurisdiction=body).order_by("position"))
    leaves = {unit.pk: Leaf(unit, held.get(unit.pk, [])) for unit in units}
    for unit in units:
        if unit.group_id in leaves:
            leaves[unit.group_id].below.append(leaves[unit.pk])
    return _by_kind(leaves[unit.pk] for unit in units if unit.is_member or unit.group_id is None)


def _by_kind(leaves: Iterable[Leaf]) -> list[Branch]:
    found: dict[str, list[Leaf]] = {label: [] for label in [*map(str, MemberUnit.Kind.labels), WITHOUT_SEAT]}
    for leaf in leaves:
        seated = leaf.unit.is_member or leaf.unit.kind == MemberUnit.Kind.GROUP
        found[leaf.unit.get_kind_display() if seated else WITHOUT_SEAT].append(leaf)
    return [Branch(label, leaves) for label, leaves in found.items() if leaves]
