"""The records of who belongs to a body: units and named members, in printed order."""

from dataclasses import dataclass, field

from members.notices.document import Document
from members.notices.evidence import CERTAIN, Found
from members.notices.lists import Entry
from members.notices.units import claimed_count


@dataclass(frozen=True, slots=True)
class Member:
    """A named member; `unit` is None where the printed post names no unit."""

    name: str
    post: str
    unit: str | None


@dataclass
class Membership:
    """The members of a body as printed. `claimed` is the number the notice gives for itself.

    `unread` are lines of a list of persons that name somebody in a way nobody understood.
    """

    units: list[Found[str]] = field(default_factory=list)
    persons: list[Found[Member]] = field(default_factory=list)
    claimed: Found[int] | None = None
    unread: list[Found[str]] = field(default_factory=list)

    def add(self, document: Document, member: Member, start: int, end: int) -> None:
        """Add a named member and the unit of his post."""
        self.persons.append(document.found(member, start, end, CERTAIN))
        if member.unit:
            self.units.append(document.found(member.unit, start, end, CERTAIN))

    def without_doubles(self) -> "Membership":
        """Return the same with every unit once."""
        units = list({unit.value: unit for unit in reversed(self.units)}.values())[::-1]
        return Membership(units, self.persons, self.claimed, self.unread)


def of_list(document: Document, entries: list[Entry], text: str, start: int, end: int, confidence: float) -> Membership:
    """Return the membership a printed list `text` gives, standing in the sentence `start`..`end`."""
    count = claimed_count(text)
    return Membership(
        [document.found(entry.text, start, end, confidence) for entry in entries],
        claimed=document.found(count, start, end, CERTAIN) if count else None,
    )
