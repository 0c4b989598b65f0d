"""Whether enough units came for a meeting to decide. Returns a Refused with what to do next, or None."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings import quorum
from meetings.models import AgendaItem


def is_reached(item: AgendaItem, _: Any) -> Refused | None:
    """Below the quorum a rule asks for nothing is decided; putting an item off is always possible."""
    entry = item.current_entry()
    found = quorum.of(entry.meeting) if entry else None
    if found is None or found.is_reached:
        return None
    return Refused(
        f"{found.sentence}未达到规定人数，不能作出决定。请核对签到；确未达到的，请办理“暂缓”，列入下次会议。",
        clause=found.citation,
    )
