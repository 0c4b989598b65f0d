"""What a new notice changes against the one in force: rule by rule, unit by unit, duty by duty."""

from dataclasses import dataclass
from typing import Any

from members import wording
from members.charters import CharterRecord


@dataclass(frozen=True, slots=True)
class Change:
    """One rule before and after, as a person reads it; empty where the notice is silent."""

    label: str
    before: str
    after: str
    clause: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What changes; for a body being founded everything is new and `before` stays empty."""

    rules: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    duties: tuple[str, ...]  # units whose duties read differently
    silent: tuple[str, ...]  # matters the new notice leaves to the working rules

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.rules or self.added or self.removed or self.renamed or self.duties)


def compare(present: CharterRecord | None, new: CharterRecord) -> Differences:
    """Compare the charter in force, None while a body is founded, with the one to come."""
    before = {unit.name: unit for unit in present.units} if present else {}
    after = {unit.name: unit for unit in new.units}
    renamed = tuple(
        (alias, unit.name) for unit in new.units if unit.name not in before for alias in unit.aliases if alias in before
    )
    gone, come = {old for old, _ in renamed}, {name for _, name in renamed}
    return Differences(
        rules=tuple(_rules(present, new)),
        added=tuple(name for name in after if name not in before and name not in come),
        removed=tuple(name for name in before if name not in after and name not in gone),
        renamed=renamed,
        duties=tuple(_duties(present, new, dict(renamed))) if present else (),
        silent=tuple(label for key, label in wording.RULES.items() if getattr(new, key) is None),
    )


def _rules(present: CharterRecord | None, new: CharterRecord) -> list[Change]:
    found = []
    for key, label in wording.RULES.items():
        old, rule = getattr(present, key, None), getattr(new, key)
        before, after = (_say(one) for one in (old, rule))
        if before != after:
            found.append(Change(label, before, after, rule.clause if rule else ""))
    return found


def _say(rule: Any) -> str:
    return wording.say(rule.value) if rule else ""


def _duties(present: CharterRecord, new: CharterRecord, renamed: dict[str, str]) -> list[str]:
    former = {name: old for old, name in renamed.items()}
    known = {unit.name for unit in present.units}
    return [
        unit.name
        for unit in new.units
        if (old := former.get(unit.name, unit.name)) in known
        and [duty.text for duty in present.duties_of(old)] != [duty.text for duty in new.duties_of(unit.name)]
    ]
