"""The next-meeting composer: what comes up again, grouped by why, and putting the chosen items on the agenda."""

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from jointmeeting.kernel.carry_over import Kind, Matter, carry_over_for
from jointmeeting.kernel.errors import Refused
from meetings import workflows
from meetings.carry_over import ITEM
from meetings.models import AgendaItem, CarriedMatter, Meeting
from meetings.services import meeting as services
from meetings.services import ordering as services_of_agenda

ITEMS = frozenset({Kind.DEFERRED, Kind.READY})
CARRIED = {  # what becomes a line of the agenda by itself, and how the line reads
    Kind.OVERDUE: "逾期事项办理情况：{}",
    Kind.OPEN: "议定事项办理情况：{}",
    Kind.REPORT: "报送情况：{}",
    Kind.ESCALATED: "审议个案：{}",
    Kind.GOVERNMENT: "通报报请政府决定事项：{}",
    Kind.RATIFY: "追认一事一议：{}",
}
CHOOSABLE = ITEMS | set(CARRIED)


def proposals(meeting: Meeting) -> list[tuple[Kind, list[Matter]]]:
    """Return what comes up again, by kind; a liaison meeting is asked about items only."""
    matters = carry_over_for(meeting)
    if meeting.kind == Meeting.Kind.LIAISON:
        matters = [matter for matter in matters if matter.kind in ITEMS]
    return [(kind, list(rows)) for kind, rows in groupby(matters, key=lambda matter: matter.kind)]


def place(meeting: Meeting, keys: Iterable[str], *, by: Any) -> tuple[int, list[Refused]]:
    """Put the chosen items on the agenda one by one; return how many went on, and why the others did not."""
    offered = {m.key: m for m in carry_over_for(meeting) if m.kind in ITEMS}
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


def carry(meeting: Meeting, keys: Collection[str], *, shown: Collection[str], reviews_last: bool, by: Any) -> int:
    """Put ticked matters of earlier work on the agenda, take off those of the `shown` that are ticked no more.

    Return how many were put on. What another person put on meanwhile was not shown, and stays.
    """
    on_agenda = set(meeting.carried.values_list("key", flat=True))
    matters = [
        CarriedMatter(meeting=meeting, key=m.key, title=CARRIED[m.kind].format(m.title)[:200], unit=m.unit[:60])
        for m in carry_over_for(meeting)
        if m.kind in CARRIED and m.key in keys and m.key not in on_agenda
    ]
    services_of_agenda.carry_matters(
        meeting, matters, dropped=(set(shown) & on_agenda) - set(keys), reviews_last=reviews_last, by=by
    )
    return len(matters)


def _place(meeting: Meeting, item: AgendaItem, by: Any) -> None:
    if meeting.kind == Meeting.Kind.LIAISON:
        services.add_to_agenda(meeting, item, by=by)
    else:
        workflows.agenda_items.perform(item, "schedule", by=by, data={"meeting": meeting})
