"""The way of an assignment, for the stepper."""

from duties.models import Assignment
from jointmeeting.kernel import audit
from jointmeeting.kernel.stepper import Step, line


def of_assignment(assignment: Assignment) -> list[Step]:
    """Return the stations of an assignment."""
    s = Assignment.State
    way = [
        (s.ASSIGNED, "交办"),
        (s.ACCEPTED, "签收"),
        (s.IN_PROGRESS, "办理"),
        (s.REPORTED, "报办结"),
        (s.CLOSED, "销号"),
    ]
    return line(assignment.state, way, audit.history(assignment))
