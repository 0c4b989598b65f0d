"""What can happen to a notice being brought in. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from members.effects import charter_draft as effects
from members.guards import charter_draft as guards
from members.models.charter_draft import CharterDraft

D = CharterDraft.State

# fmt: off
# The table reads best as rows.
charter_drafts = Workflow(
    CharterDraft, D, D.CHECKING,
    Transition("confirm", "确认生效", frozenset({D.CHECKING}), D.CONFIRMED, "charter_draft.confirm", tone="main",
               guards=(guards.everything_decided, guards.makes_a_charter), effect=effects.bring_into_force,
               notice="确认后按本通知执行；此前的制度保留备查，已经开始的会议仍按原规定办理。"),
    Transition("schedule", "定期生效", frozenset({D.CHECKING}), D.SCHEDULED, "charter_draft.schedule",
               guards=(guards.everything_decided, guards.makes_a_charter), effect=effects.set_day,
               notice="到生效日期当日由系统按核对结果生效；此前仍按现行制度办理，可以收回重新核对。"),
    Transition("recall", "收回核对", frozenset({D.SCHEDULED}), D.CHECKING, "charter_draft.recall",
               effect=effects.forget_day),
    Transition("take_effect", "到期生效", frozenset({D.SCHEDULED}), D.CONFIRMED, "charter_draft.take_effect",
               by_system=True, guards=(guards.its_day_has_come, guards.makes_a_charter),
               effect=effects.bring_into_force),
    Transition("discard", "放弃", frozenset({D.CHECKING}), D.DISCARDED, "charter_draft.discard"),
)
# fmt: on
