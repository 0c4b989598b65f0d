"""What can happen to agenda items. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import agenda as effects
from meetings.guards import agenda as guards
from meetings.models import AgendaItem

A = AgendaItem.State
ON_THE_WAY = frozenset({A.SUBMITTED, A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED})

# fmt: off
# The tables read best as rows.
agenda_items = Workflow(
    AgendaItem, A, A.DRAFT,
    Transition("submit", "提报", frozenset({A.DRAFT}), A.SUBMITTED, "agenda_item.submit", tone="main",
               effect=effects.remember_submitted, notice="提报后，联席会议办公室将收到本议题。"),
    Transition("accept", "受理", frozenset({A.SUBMITTED}), A.ACCEPTED, "agenda_item.accept", tone="main"),
    Transition("return_", "退回", ON_THE_WAY, A.DRAFT, "agenda_item.return", needs_comment=True,
               effect=effects.count_draft),
    Transition("withdraw", "撤回", ON_THE_WAY, A.WITHDRAWN, "agenda_item.withdraw",
               needs_comment=True),
    Transition("discuss", "登记讨论通过", frozenset({A.ACCEPTED}), A.DISCUSSED, "agenda_item.discuss", tone="main",
               guards=(guards.liaison_meeting_held,)),
    Transition("admit", "审核同意上会", frozenset({A.ACCEPTED, A.DISCUSSED}), A.ADMITTED, "agenda_item.admit",
               tone="main", guards=(guards.director_reviews, guards.discussed_by_liaisons_first)),
    Transition("approve", "批准上会", frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED}), A.APPROVED,
               "agenda_item.approve", tone="main",
               guards=(guards.chief_approves, guards.discussed_by_liaisons_first, guards.reviewed_by_director_first)),
    Transition("schedule", "列入例会议程", frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED, A.DEFERRED}),
               A.SCHEDULED, "agenda_item.schedule", tone="main",
               guards=(guards.discussed_by_liaisons_first, guards.approved_as_the_notice_says),
               effect=effects.schedule),
    Transition("decide", "登记议定", frozenset({A.SCHEDULED}), A.DECIDED, "agenda_item.decide", tone="main",
               guards=(guards.regular_meeting_held,)),
    Transition("defer", "暂缓", frozenset({A.SCHEDULED}), A.DEFERRED, "agenda_item.defer", needs_comment=True,
               guards=(guards.regular_meeting_held,)),
)
# fmt: on
