"""What people are reminded of: each app tells what waits, comes near or is late; one digest a person holds it all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be reminded of. `late` counts working days, 0 for what is not late; `waits` with the unit."""

    text: str
    url: str
    tone: str
    body: int
    unit: int
    late: int
    waits: bool = True


_sources: dict[str, Callable[[], Iterable[Reminder]]] = {}


def register(kind: str, source: Callable[[], Iterable[Reminder]]) -> None:
    """Add what an app has to remind people of today, under a name such as "agenda_opinion.due"."""
    _sources[kind] = source


def kinds() -> frozenset[str]:
    """Return the names of all that people are reminded of."""
    return frozenset(_sources)


def everything() -> Iterator[tuple[str, Reminder]]:
    """Yield (kind, reminder) for what every app has to remind people of today."""
    for kind, source in _sources.items():
        for reminder in source():
            yield kind, reminder
