"""What can happen to major matters. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import major as effects
from meetings.guards import major as guards
from meetings.models import MajorMatter

S = MajorMatter.State

# fmt: off
# The table reads best as rows.
major_matters = Workflow(
    MajorMatter, S, S.RAISED,
    Transition("report", "登记已报告", frozenset({S.RAISED}), S.REPORTED, "major_matter.report", tone="main",
               guards=(guards.reported_by_whom_the_charter_says,), effect=effects.keep_report),
    Transition("decide", "登记政府决定", frozenset({S.REPORTED}), S.DECIDED, "major_matter.decide", tone="main",
               effect=effects.keep_decision, notice="填写了落实牵头单位和时限的，登记后即交办该单位。"),
    Transition("withdraw", "不再报告", frozenset({S.RAISED, S.REPORTED}), S.WITHDRAWN, "major_matter.withdraw",
               needs_comment=True),
)
# fmt: on
