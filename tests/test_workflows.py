"""Every role × state × transition of every workflow: the outcome, and exactly one log entry or none."""

from collections.abc import Callable
from typing import Any

import pytest

from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.workflow import Workflow
from members.models import Role, User
from tests.factories import Office
from tests.subjects import collected

EVERY = collected()
MAKERS = EVERY.machines
CELLS = [(model, state) for model, (_, states, _) in MAKERS.items() for state in states]


def actors(office: Office) -> dict[str, User | None]:
    """Every role, the unit roles also at another unit, and the system."""
    people: dict[str, User | None] = {"system": None}
    for role in Role:
        people[role] = office.person(role, office.place_of(role))
    people["liaison elsewhere"] = office.person(Role.LIAISON, office.other_unit)
    return people


@pytest.mark.parametrize(("model", "state"), CELLS)
def test_every_role_meets_the_table(
    model: str, state: Any, yueqing: Office, count_cells: Callable[[int], None]
) -> None:
    """The engine does exactly what the tables say, for everybody."""
    workflow, _, make = MAKERS[model]
    obj = make(yueqing, state)
    people = actors(yueqing)
    for row in workflow.transitions.values():
        data = EVERY.data[row.permission](yueqing) if row.permission in EVERY.data else {}
        for who, person in people.items():
            before = LogEntry.objects.filter(act=row.permission).count()
            allowed = _allowed(row, person, obj)
            expected = _expected(row, obj, person, allowed)
            outcome = _attempt(workflow, obj, row.name, person, data)
            assert outcome == expected, f"{who} {row.name} in {state}: {outcome}, expected {expected}"
            added = LogEntry.objects.filter(act=row.permission).count() - before
            assert added == (1 if outcome == "done" else 0)
            if outcome == "done":
                obj = make_again(yueqing, model, state)
    count_cells(len(workflow.transitions) * len(people))


def make_again(office: Office, model: str, state: Any) -> Any:
    """A fresh object in the same state, because the last one moved on."""
    return MAKERS[model][2](office, state)


def _allowed(row: Any, person: User | None, obj: Any) -> bool:
    if person is None:
        return bool(row.by_system)
    return not row.by_system and access.can(person, row.permission, obj)


def _expected(row: Any, obj: Any, person: User | None, allowed: bool) -> str:
    if not allowed:
        return "forbidden"
    if obj.state not in row.sources:
        return "refused"
    return "refused" if any(guard(obj, person) for guard in row.guards) else "done"


def _attempt(workflow: Workflow, obj: Any, name: str, person: User | None, data: dict[str, Any]) -> str:
    try:
        workflow.perform(obj, name, by=person, comment="理由", data=data)
    except Forbidden:
        return "forbidden"
    except Refused as refusal:
        assert refusal.sentence.endswith("。")
        return "refused"
    return "done"
