"""What a unit can answer when asked for its opinion. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import opinion as effects
from meetings.guards import opinion as guards
from meetings.models import AgendaOpinion

P = AgendaOpinion.State


def _answer(name: str, label: str, target: str, *, reason: bool, tone: str = "plain") -> Transition:
    """An answer can be corrected into any other, and given again on a newer text, until the agenda is fixed."""
    return Transition(
        name,
        label,
        frozenset({*P}),
        target,
        f"agenda_opinion.{name}",
        needs_comment=reason,
        guards=(guards.item_under_review,),
        effect=effects.answer,
        tone=tone,
    )


agenda_opinions = Workflow(
    AgendaOpinion,
    P,
    P.PENDING,
    _answer("agree", "答复同意", P.AGREED, reason=False, tone="main"),
    _answer("amend", "答复修改后同意", P.WITH_CHANGES, reason=True),
    _answer("disagree", "答复不同意", P.DISAGREED, reason=True),
    _answer("pass_over", "答复无意见", P.NO_COMMENT, reason=False),
    _answer("decline", "答复不属本单位职责", P.NOT_OURS, reason=True),
)
