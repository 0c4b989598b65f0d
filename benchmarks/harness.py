"""Measuring side by side: repeats are interleaved, the least is compared, the spread is shown."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

REPEATS = 5


@dataclass(frozen=True, slots=True)
class Series:
    """What one thing took, repeat by repeat, in seconds."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was compared, its figures, their ratio or value, the goal, and whether it is met."""

    workload: str
    what: str
    figures: str
    result: str
    goal: str
    is_met: bool


def interleaved(works: Mapping[str, Callable[[], object]], *, repeats: int = REPEATS) -> dict[str, Series]:
    """Do each work once unmeasured, then all of them in turn `repeats` times; CPU of this process, and wall."""
    for work in works.values():
        work()
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            cpu, wall = time.process_time(), time.perf_counter()
            work()
            taken[name].append((time.process_time() - cpu, time.perf_counter() - wall))
    return {name: Series(*zip(*rows, strict=True)) for name, rows in taken.items()}


def spread(values: tuple[float, ...]) -> str:
    """Return the least and the most, e.g. 0.41–0.47."""
    return f"{min(values):.2f}–{max(values):.2f}"


def table(lines: list[Line]) -> str:
    """Return the lines as Markdown."""
    head = "| workload | what | figures | result | goal | met |\n|---|---|---|---|---|---|\n"
    rows = ((r.workload, r.what, r.figures, r.result, r.goal, "yes" if r.is_met else "no") for r in lines)
    return head + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)
