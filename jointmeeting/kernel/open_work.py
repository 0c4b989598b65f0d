"""Work a unit has under way (在办事项): each app names its own, for the hand-over to whoever takes a post."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One thing under way: its kind, what it is, where it stands, by when (None: no date)."""

    label: str
    title: str
    url: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of work: `rows(unit)` is what `unit` has open; `due_on(row)` by when, or None."""

    label: str
    rows: Callable[[Any], Iterable[Any]]
    due_on: Callable[[Any], date | None] = lambda _: None


_sources: list[Source] = []


def register(*sources: Source) -> None:
    """Add what an app keeps for units."""
    _sources.extend(sources)


def open_work_for(unit: Any) -> list[OpenWork]:
    """Return everything `unit` has open, kind by kind, the earliest date first."""
    return [work for source in _sources for work in _of(source, unit)]


def _of(source: Source, unit: Any) -> list[OpenWork]:
    rows = [OpenWork(source.label, str(row), row.get_absolute_url(), source.due_on(row)) for row in source.rows(unit)]
    return sorted(rows, key=lambda work: (work.due_on is None, work.due_on or date.max))
