"""The next-meeting composer: what comes up again, grouped by why, and putting the chosen items on the agenda."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from jointmeeting.kernel.carry_over import Kind, Matter, carry_over_for
from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.carry_over import ITEM
from meetings.models import AgendaItem, Meeting
from meetings.services import meeting as services

CHOOSABLE = frozenset({Kind.DEFERRED, Kind.READY})


def proposals(meeting: Meeting) -> list[tuple[Kind, list[Matter]]]:
    """Return what comes up again, by kind; a liaison meeting is asked about items only."""
    matters = carry_over_for(meeting)
    if meeting.kind == Meeting.Kind.LIAISON:
        matters = [matter for matter in matters if matter.kind in CHOOSABLE]
    return [(kind, list(rows)) for kind, rows in groupby(matters, key=lambda matter: matter.kind)]


def place(meeting: Meeting, keys: Iterable[str], *, by: Any) -> tuple[int, list[Refused]]:
    """Put the chosen items on the agenda one by one; return how many went on, and why the others did not."""
    offered = {m.key: m for m in carry_over_for(meeting) if m.kind in CHOOSABLE}
    placed, refused = 0, []
    for key in keys:
        if key not in offered:
            refused.append(Refused("所选议题已被他人列入或状态已变化。请刷新页面，查看最新情况。"))
            continue
        item = AgendaItem.objects.get(pk=int(key.removeprefix(f"{ITEM}:")))
        try:
            _place(meeting, item, by)
            placed += 1
        except Refused as refusal:
            refused.append(Refused(f"“{item}”未列入：{refusal.sentence}", clause=refusal.clause))
    return placed, refused


def _place(meeting: Meeting, item: AgendaItem, by: Any) -> None:
    if meeting.kind == Meeting.Kind.LIAISON:
        services.add_to_agenda(meeting, item, by=by)
    else:
        workflows.agenda_items.perform(item, "schedule", by=by, data={"meeting": meeting})
