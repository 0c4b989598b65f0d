"""When a report on an assignment's progress falls due: every so many weeks or months from the acceptance."""

from datetime import date, timedelta

from duties.models import Assignment
from duties.models.assignment import ReportUnit

LAST_DAY = 28  # every month has it


def begin(assignment: Assignment, day: date) -> None:
    """Count to the first report from `day`, or to none."""
    assignment.report_due_on = _step(assignment, day, 1) if assignment.report_every else None


def take(assignment: Assignment, day: date) -> date | None:
    """Return the due date a report of `day` answers and move on to the next one.

    A second report within one period answers none, so that nobody reports ahead into the next year in one morning.
    """
    due_on = assignment.report_due_on
    if not assignment.report_every or due_on is None or day <= _step(assignment, due_on, -1):
        return None
    following = _step(assignment, due_on, 1)
    while following <= day:
        following = _step(assignment, following, 1)
    assignment.report_due_on = following
    return due_on


def _step(assignment: Assignment, day: date, periods: int) -> date:
    count = assignment.report_every * periods
    if assignment.report_unit == ReportUnit.WEEK:
        return day + timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, min(day.day, LAST_DAY))
