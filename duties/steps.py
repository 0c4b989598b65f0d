"""The way of an assignment, of a hardship case and of a periodic report, for the stepper."""

from duties.models import Assignment, HardshipCase, HardshipState, PeriodicReport, PeriodicReportState
from jointmeeting.kernel import audit
from jointmeeting.kernel.stepper import Step, line


def of_assignment(assignment: Assignment) -> list[Step]:
    """Return the stations of an assignment; side tracks stand where it left the way."""
    s = Assignment.State
    way = [
        (s.ASSIGNED, "交办"),
        (s.ACCEPTED, "签收"),
        (s.IN_PROGRESS, "办理"),
        (s.REPORTED, "报办结"),
        (s.CLOSED, "销号"),
    ]
    side = {s.REFUSED: (1, "不予签收"), s.SUSPENDED: (3, "中止"), s.MERGED: (3, "并入其他事项")}
    if assignment.state in side:
        place, label = side[s(assignment.state)]
        way = [*way[:place], (s(assignment.state), label)]
    return line(assignment.state, way, audit.history(assignment))


def of_hardship(case: HardshipCase) -> list[Step]:
    """Return the stations of a hardship case; the way through a meeting stands where it left the way."""
    s = HardshipState
    way = [
        (s.RECEIVED, "受理"),
        (s.REGISTERED, "登记"),
        (s.REFERRED, "交办"),
        (s.HANDLING, "承办"),
        (s.RESOLVED, "报告结果"),
        (s.CLOSED, "结案"),
    ]
    if case.state == s.DECLINED:
        way = [*way[: 2 if case.number else 1], (s.DECLINED, "不予受理")]
    elif case.state in {s.AT_MEETING, s.DECIDED} or case.decision:
        on = way[2:] if case.lead_unit else way[-1:]
        way = [*way[:2], (s.AT_MEETING, "一事一议"), (s.DECIDED, "会议决定"), *on]
    return line(case.state, way, audit.history(case))


def of_report(report: PeriodicReport) -> list[Step]:
    """Return the stations of a periodic report."""
    s = PeriodicReportState
    return line(report.state, [(s.DUE, "开启"), (s.SUBMITTED, "报送"), (s.ACCEPTED, "采用")], audit.history(report))
