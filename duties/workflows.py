"""What can happen to an assignment. This is all there is."""

from duties import effects, guards
from duties.models import Assignment
from jointmeeting.kernel.workflow import Transition, Workflow

S = Assignment.State

# fmt: off
# The table reads best as rows.
assignments = Workflow(
    Assignment, S, S.ASSIGNED,
    Transition("accept", "签收", frozenset({S.ASSIGNED}), S.ACCEPTED, "assignment.accept", tone="main"),
    Transition("report", "报告进展", frozenset({S.ACCEPTED, S.IN_PROGRESS}), S.IN_PROGRESS, "assignment.report",
               tone="main", effect=effects.keep_progress),
    Transition("finish", "报告办结", frozenset({S.IN_PROGRESS}), S.REPORTED, "assignment.finish"),
    Transition("return_", "退回续办", frozenset({S.REPORTED}), S.IN_PROGRESS, "assignment.return", needs_comment=True),
    Transition("close", "核验销号", frozenset({S.REPORTED}), S.CLOSED, "assignment.close", tone="main",
               guards=(guards.closed_by_another_unit,), effect=effects.date_closing),
)
# fmt: on
