"""The way of an agenda item by its body's rules: which steps it goes through, and whose hands it comes into next."""

from collections.abc import Mapping
from typing import Any

from meetings.models import AgendaItem
from meetings.models.agenda import AgendaItemState
from members.models import Role
from members.permissions import OFFICE
from members.queries import people_holding
from members.rules import Ruling, ruling

S = AgendaItem.State
POSTS = {"admit": {Role.DIRECTOR}, "approve": {Role.CHIEF_CONVENER}}  # the other steps are the office's


def approval(item: AgendaItem) -> tuple[tuple[str, ...], str]:
    """Return the steps an item goes through before it is put on an agenda, and the clause; none by custom."""
    rule = ruling(item, "agenda_approval")
    return (tuple(rule.value), rule.citation) if rule else ((), "")


def liaisons_first(item: AgendaItem, state: AgendaItemState | None = None) -> Ruling | None:
    """Return the rule by which the item, in its state or in `state`, must be discussed by the liaison officers now."""
    rule = ruling(item, "liaison_meeting_before") if (state or item.state) == S.ACCEPTED else None
    return rule if rule and rule.value else None


def next_step(item: AgendaItem, state: AgendaItemState | None = None) -> str:
    """Return what an item the office has accepted waits for by its body's rules, in its state or in `state`: the act.

    discuss | admit | approve | schedule, in the order of the way; "" for an item that waits for nobody here.
    """
    state, (steps, _) = S(state or item.state), approval(item)
    way = [S.ACCEPTED, S.DISCUSSED, S.ADMITTED, S.APPROVED]
    if state not in way:
        return ""
    if liaisons_first(item, state):
        return "discuss"
    if "director_review" in steps and way.index(state) < way.index(S.ADMITTED):
        return "admit"
    if "chief_approval" in steps and state != S.APPROVED:
        return "approve"
    return "schedule"


def handed_on(item: AgendaItem, state: AgendaItemState) -> Mapping[str, Any]:
    """Return what the log keeps of an item that comes into `state`: its next step, and who holds that post now.

    Who gets the post a minute later finds the item on his workbench; the telling is of this step, to these people.
    """
    step = next_step(item, state)
    people = people_holding(POSTS.get(step, OFFICE), item.jurisdiction_id)
    return {"next": step, "asked": list(people.values_list("pk", flat=True))}
