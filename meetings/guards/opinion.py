"""Reasons why an opinion cannot be given now. Each returns a Refused with what to do next, or None."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.models import AgendaItem, AgendaOpinion

S = AgendaItem.State
UNDER_REVIEW = frozenset({S.SUBMITTED, S.ACCEPTED, S.DISCUSSED, S.ADMITTED, S.APPROVED})


def item_under_review(opinion: AgendaOpinion, _: Any) -> Refused | None:
    """An opinion is about a text under review: not about a draft being rewritten, not after the agenda was fixed."""
    state = S(opinion.agenda_item.state)
    if state in UNDER_REVIEW:
        return None
    if state == S.DRAFT:
        return Refused("议题已退回修改，请待修改稿提报后再答复。")
    return Refused(f"议题当前状态为“{state.label}”，不再征求意见。如有意见，请在会上提出。")
