"""The stepper: where a thing stands on its way, and when it got there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from jointmeeting.kernel.models import LogEntry


@dataclass(frozen=True, slots=True)
class Step:
    """One station: `status` is done, now or todo."""

    label: str
    note: str
    status: str


def line(state: str, way: Sequence[tuple[str, str]], entries: Iterable[LogEntry]) -> list[Step]:
    """Return the stations of `way` ((state, label) in order) for a thing now in `state`.

    A station passed carries who left it and when, from the log.
    """
    left = {e.from_state: e for e in entries if e.from_state != e.to_state}
    reached = [str(key) for key, _ in way].index(str(state))
    last = len(way) - 1
    steps = []
    for position, (key, label) in enumerate(way):
        entry = left.get(str(key)) if position < reached else None
        note = f"{entry.actor_name} {timezone.localtime(entry.at):%-m月%-d日}" if entry else ""
        done = position < reached or position == reached == last
        steps.append(Step(label, note, "done" if done else "now" if position == reached else "todo"))
    return steps
