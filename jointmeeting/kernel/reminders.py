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


_sources: list[Callable[[], Iterable[Reminder]]] = []


def register(source: Callable[[], Iterable[Reminder]]) -> None:
    """Add what an app has to remind people of today."""
    _sources.append(source)


def everything() -> Iterator[Reminder]:
    """Yield what every app has to remind people of today."""
    for source in _sources:
        yield from source()
