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
    Transition("discard", "放弃", frozenset({D.CHECKING}), D.DISCARDED, "charter_draft.discard"),
)
# fmt: on
