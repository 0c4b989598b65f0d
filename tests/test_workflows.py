"""Every role × state × transition of every workflow: the outcome, and exactly one log entry or none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.workflow import Act, Workflow
from meetings.models import AgendaItem
from meetings.workflows import agenda_items
from members.models import AdministratorRole, Role, User
from tests.factories import Office, administrator
from tests.subjects import collected

EVERY = collected()
MAKERS = EVERY.machines
CELLS = [(model, state) for model, (_, states, _) in MAKERS.items() for state in states]


def actors(office: Office) -> dict[str, User | None]:
    """Every role, the unit roles also at another unit, and the system."""
    people: dict[str, User | None] = {"system": None}
    for role in Role:
        people[role] = office.person(role, office.place_of(role))
    for post in AdministratorRole:
        people[post] = administrator(post)
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
            expected = _expected(row, obj, person, _allowed(row, person, obj))
            outcome, added = _attempt(workflow, obj, row, person, data)
            assert outcome == expected, f"{who} {row.name} in {state}: {outcome}, expected {expected}"
            assert added == (1 if outcome == "done" else 0)
    count_cells(len(workflow.transitions) * len(people))


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


def _attempt(workflow: Workflow, obj: Any, row: Any, person: User | None, data: dict[str, Any]) -> tuple[str, int]:
    """Try one act and take it back; return how it ended and how many entries it left in the log."""
    entries = LogEntry.objects.filter(act=row.permission)
    before = entries.count()
    with transaction.atomic():
        outcome = _perform(workflow, obj, row.name, person, data)
        added = entries.count() - before
        transaction.set_rollback(True)
    obj.refresh_from_db()
    return outcome, added


def _perform(workflow: Workflow, obj: Any, name: str, person: User | None, data: dict[str, Any]) -> str:
    try:
        workflow.perform(obj, name, by=person, comment="理由", data=data)
    except Forbidden:
        return "forbidden"
    except Refused as refusal:
        assert refusal.sentence.endswith("。")
        return "refused"
    return "done"


@pytest.mark.parametrize("code", ["40P01", "55P03"])
def test_whom_the_database_gives_up_is_told_to_try_again(
    code: str, yueqing: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deadlock and a wait that is too long are no faults of the system, and leave nothing behind."""
    item = yueqing.agenda_item(AgendaItem.State.SUBMITTED)

    def collide(item: AgendaItem, _: Act) -> None:
        AgendaItem.objects.filter(pk=item.pk).update(title="改过的标题")
        with connection.cursor() as cursor:
            cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")

    row = replace(agenda_items.transitions["accept"], effect=collide)
    monkeypatch.setitem(agenda_items.transitions, "accept", row)
    with pytest.raises(Refused, match="另一人正在同时办理，请稍后重试"):
        agenda_items.perform(item, "accept", by=yueqing.staff)
    item.refresh_from_db()
    assert (item.state, item.title) == ("submitted", "关于示例事项的议题")
