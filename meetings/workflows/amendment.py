"""What can happen to a notice that corrects issued minutes or declares them void. This is all there is."""

from jointmeeting.kernel.making import remaking
from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.delegations import SIGN_WORDING
from meetings.effects import amendment as effects
from meetings.guards import amendment as guards
from meetings.models import Amendment
from meetings.models.amendment import AMENDMENT_JOB

A = Amendment.State

# fmt: off
# The tables read best as rows.
amendments = Workflow(
    Amendment, A, A.DRAFTING,
    Transition("sign", "签发通知", frozenset({A.DRAFTING}), A.SIGNED, "amendment.sign", tone="official",
               needs_password=True,
               guards=(guards.minutes_still_stand, guards.signed_by_who_signs_the_minutes, guards.drafted_by_another),
               effect=effects.sign, seen=effects.seen,
               notice=f"签发即表示：{SIGN_WORDING}签发后自动编号、制作文件并印发，不能撤回；原纪要文件不变。"),
    remaking(AMENDMENT_JOB, A.SIGNED, "amendment.remake"),
    Transition("issue", "印发通知", frozenset({A.SIGNED}), A.ISSUED, "amendment.issue", by_system=True,
               effect=effects.publish),
    Transition("discard", "放弃", frozenset({A.DRAFTING}), A.DISCARDED, "amendment.discard", needs_comment=True),
)
# fmt: on
