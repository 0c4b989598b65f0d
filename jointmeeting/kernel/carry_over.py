"""What earlier work asks of the next meeting: a registry every app fills, read by the agenda and by the composer.

The reading runs upwards (a meeting is told of assignments it may not know), therefore it stands here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Why something comes up again; the value is its heading on the composer's page."""

    OVERDUE = "逾期未办结"
    OPEN = "上次会议议定、正在办理"
    REPORT = "应报未报"
    ESCALATED = "提请一事一议的个案"
    DEFERRED = "暂缓议题"
    READY = "待列入议程的议题"
    GOVERNMENT = "报请政府决定的事项"
    RATIFY = "一事一议待例会追认"
    TERM = "任期将届满或已届满"


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that comes up again. `key` names it once, e.g. "duties.assignment:7"; `unit` is who answers for it."""

    kind: Kind
    key: str
    title: str
    unit: str
    url: str
    due_on: date | None = None
    note: str = ""


Source = Callable[[Any], Iterable[Matter]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source: `source(meeting)` yields what its app carries over to that meeting."""
    _sources.append(source)


def carry_over_for(meeting: Any) -> list[Matter]:
    """Return everything that comes up again at `meeting`: by kind, then by date, undated last."""
    order = list(Kind)
    found = [matter for source in _sources for matter in source(meeting)]
    return sorted(found, key=lambda m: (order.index(m.kind), m.due_on is None, m.due_on or date.max, m.key))
