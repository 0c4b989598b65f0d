"""What can happen to the year's plan of meetings. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.guards import plan as guards
from meetings.models import MeetingPlan

P = MeetingPlan.State

# fmt: off
# The table reads best as rows.
meeting_plans = Workflow(
    MeetingPlan, P, P.DRAFTING,
    Transition("confirm", "确认计划", frozenset({P.DRAFTING}), P.CONFIRMED, "meeting_plan.confirm", tone="main",
               guards=(guards.plans_what_the_rule_asks,), notice="确认后，全体成员单位可以看到全年会议计划。"),
    Transition("reopen", "调整计划", frozenset({P.CONFIRMED}), P.DRAFTING, "meeting_plan.reopen", needs_comment=True,
               notice="调整期间成员单位看不到计划，调整后须重新确认。"),
)
# fmt: on
