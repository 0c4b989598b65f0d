"""The ways of a case and a request, for the stepper."""

from jointmeeting.kernel import audit
from jointmeeting.kernel.stepper import Step, line
from verification.models import AidCase, VerificationRequest


def of_case(case: AidCase) -> list[Step]:
    """Return the stations of a case."""
    s = AidCase.State
    way = [(s.ACCEPTED, "受理、授权"), (s.VERIFYING, "核对"), (s.REPORTED, "出具报告")]
    if case.state == s.WITHDRAWN:
        way = [(s.ACCEPTED, "受理、授权"), (s.WITHDRAWN, "已撤回")]
    return line(case.state, way, audit.history(case))


def of_request(request: VerificationRequest) -> list[Step]:
    """Return the stations of a request."""
    s = VerificationRequest.State
    way = [
        (s.SUBMITTED, "委托"),
        (s.COLLECTING, "协查"),
        (s.COMPARING, "比对"),
        (s.REVIEWING, "复核"),
        (s.SIGNING, "签发"),
        (s.SIGNED, "编号制文"),
        (s.ISSUED, "出具"),
    ]
    if request.state in {s.RETURNED, s.WITHDRAWN}:
        way = [(s.SUBMITTED, "委托"), (s(request.state), request.get_state_display())]
    return line(request.state, way, audit.history(request))
