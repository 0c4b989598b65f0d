"""What the rules demand of a body and how it stands (制度执行): each app says its part, one page shows all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jointmeeting.kernel import clock

WARN_DAYS = (90, 30, 0)  # calendar days before the date; 0 is the day after it passed


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing a rule asks: what, by which clause, how it stands, by when (None: at all times), where to act.

    `key` names the demand for as long as it is the same one, so that each warning is given once.
    """

    key: str
    title: str
    asked: str
    citation: str
    stands: str
    is_met: bool
    url: str
    due_on: date | None = None

    @property
    def days_left(self) -> int | None:
        """Calendar days to the date, negative once it passed; None without a date."""
        return (self.due_on - clock.today()).days if self.due_on else None

    @property
    def tone(self) -> str:
        """Return good, plain, soon (90 days ahead) or late (30 days ahead, or what should always hold)."""
        if self.is_met:
            return "good"
        left = self.days_left
        if left is None or left <= WARN_DAYS[1]:
            return "late"
        return "soon" if left <= WARN_DAYS[0] else "plain"

    @property
    def label(self) -> str:
        """Say how it stands in two or three words."""
        if self.is_met:
            return "已落实"
        left = self.days_left
        if left is None:
            return "未落实"
        return f"还有{left}天" if left >= 0 else f"已过{-left}天"

    @property
    def warnings(self) -> frozenset[str]:
        """Return the warnings that should have been given by today."""
        left = self.days_left
        if self.is_met or left is None:
            return frozenset()
        return frozenset(f"{self.key}:{self.due_on}:{days}" for days in WARN_DAYS if left <= (days or -1))


Source = Callable[[Any], Iterable[Demand]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add an app's demands: a function from a body to what the rules ask of it."""
    _sources.append(source)


def demands_of(body: Any) -> list[Demand]:
    """Return everything asked of `body`: what is not met first, the nearest date first."""
    found = [demand for source in _sources for demand in source(body)]
    return sorted(found, key=lambda demand: (demand.is_met, demand.due_on is not None, demand.due_on, demand.title))
