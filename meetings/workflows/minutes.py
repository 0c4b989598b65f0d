"""What can happen to minutes. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import minutes as effects
from meetings.guards import minutes as guards
from meetings.models import Minutes

N = Minutes.State

# fmt: off
# The tables read best as rows.
minutes = Workflow(
    Minutes, N, N.DRAFTING,
    Transition("submit", "送审", frozenset({N.DRAFTING}), N.REVIEWING, "minutes.submit", tone="main",
               guards=(guards.has_matters, guards.everything_decided)),
    Transition("review", "审核通过", frozenset({N.REVIEWING}), N.SIGNING, "minutes.review", tone="main",
               guards=(guards.reviewed_by_another,), effect=effects.freeze_content),
    Transition("return_", "退回修改", frozenset({N.REVIEWING, N.SIGNING}), N.DRAFTING, "minutes.return",
               needs_comment=True, effect=effects.thaw_content),
    Transition("sign", "签发", frozenset({N.SIGNING}), N.SIGNED, "minutes.sign", tone="official", needs_password=True,
               guards=(guards.signed_by_whom_the_rules_say, guards.reviewed_by_another), effect=effects.sign,
               notice=f"签发即表示：{effects.SIGN_WORDING}签发后自动编号、制作文件并印发，不能撤回。"),
    Transition("issue", "印发", frozenset({N.SIGNED}), N.ISSUED, "minutes.issue", by_system=True,
               effect=effects.publish),
)
# fmt: on
