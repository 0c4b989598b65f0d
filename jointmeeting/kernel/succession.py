"""What moves when one unit takes over from another (职责承接): each app names its open work, once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Moving:
    """One kind of open work.

    `rows(unit, duties)` are the rows of `unit` that move: all of them, or only what rests on `duties` (a list) when a
    part of the unit's duties goes elsewhere. `move(row, successor)` hands one over; old papers keep the old name.
    """

    label: str
    rows: Callable[[Any, list[Any] | None], QuerySet[Any]]
    move: Callable[[Any, Any], None]


_movings: list[Moving] = []


def register(*movings: Moving) -> None:
    """Add what an app hands over."""
    _movings.extend(movings)


def preview(unit: Any, duties: list[Any] | None) -> list[tuple[str, list[str]]]:
    """Return what would move: (kind, the rows as people read them), only kinds with rows."""
    found = [(moving.label, [str(row) for row in moving.rows(unit, duties)]) for moving in _movings]
    return [(label, rows) for label, rows in found if rows]


def move(unit: Any, successor: Any, duties: list[Any] | None) -> dict[str, int]:
    """Hand everything over inside the caller's transaction; return how many of each kind."""
    moved = {}
    for moving in _movings:
        rows = list(moving.rows(unit, duties).select_for_update(of=("self",)))
        for row in rows:
            moving.move(row, successor)
        if rows:
            moved[moving.label] = len(rows)
    return moved
