"""How a change of members passes, by the body's rule, and how its items are taken over."""

from jointmeeting.kernel.workflow import Transition, Workflow
from members.effects import member_change as effects
from members.guards import member_change as guards
from members.models import HandOverItem, MemberChange
from members.models.member_change import HandOverItemState, MemberChangeState

S, H = MemberChangeState, HandOverItemState
PROPOSED = frozenset({S.PROPOSED})

# fmt: off
# The tables read best as rows.
member_changes = Workflow(
    MemberChange, S, S.PROPOSED,
    Transition("file", "备案", PROPOSED, S.EFFECTIVE, "member_change.file", tone="main",
               guards=(guards.goes_by_filing, guards.follows_in_time), effect=effects.succeed),
    Transition("confirm", "登记会议确定", PROPOSED, S.EFFECTIVE, "member_change.confirm", tone="main",
               guards=(guards.goes_by_meeting, guards.follows_in_time), effect=effects.succeed),
    Transition("approve", "批准调整", PROPOSED, S.EFFECTIVE, "member_change.approve", tone="official",
               guards=(guards.goes_by_chief, guards.follows_in_time), effect=effects.succeed),
    Transition("adjust", "调整名册", PROPOSED, S.EFFECTIVE, "member_change.adjust", tone="main",
               guards=(guards.goes_by_office, guards.follows_in_time), effect=effects.succeed),
    Transition("take_effect", "自行接任", PROPOSED, S.EFFECTIVE, "member_change.take_effect", by_system=True,
               guards=(guards.goes_by_itself, guards.follows_in_time), effect=effects.succeed),
    Transition("return_", "退回", PROPOSED, S.RETURNED, "member_change.return", needs_comment=True),
    Transition("withdraw", "撤回", PROPOSED, S.WITHDRAWN, "member_change.withdraw"),
)

hand_over_items = Workflow(
    HandOverItem, H, H.OPEN,
    Transition("acknowledge", "接收", frozenset({H.OPEN}), H.ACKNOWLEDGED, "hand_over_item.acknowledge", tone="main",
               guards=(guards.by_successor,), effect=effects.acknowledge),
)
# fmt: on
