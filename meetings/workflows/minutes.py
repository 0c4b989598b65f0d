"""What can happen to minutes. This is all there is."""

from jointmeeting.kernel.making import remaking
from jointmeeting.kernel.workflow import STAY, Transition, Workflow
from meetings.delegations import SIGN_WORDING
from meetings.effects import countersignature as countersigning
from meetings.effects import minutes as effects
from meetings.guards import countersignature as consents
from meetings.guards import minutes as guards
from meetings.guards import recipient as receipt
from meetings.models import Minutes
from meetings.models.minutes import RENDER_JOB

N = Minutes.State

# fmt: off
# The tables read best as rows.
minutes = Workflow(
    Minutes, N, N.DRAFTING,
    Transition("submit", "送审", frozenset({N.DRAFTING}), N.REVIEWING, "minutes.submit", tone="main",
               guards=(guards.meeting_is_over, guards.has_matters, guards.everything_decided,
                       guards.outcomes_are_told, guards.charges_real_units, guards.bases_are_chosen,
                       guards.disclosure_is_chosen)),
    Transition("review", "审核通过", frozenset({N.REVIEWING}), N.SIGNING, "minutes.review", tone="main",
               guards=(consents.no_consent_is_asked, guards.reviewed_by_whom_the_rules_say,
                                    guards.reviewed_by_another), effect=effects.review),
    Transition("circulate", "审核通过，送会签", frozenset({N.REVIEWING}), N.COUNTERSIGNING, "minutes.circulate",
               tone="main", guards=(consents.consent_is_asked, guards.reviewed_by_whom_the_rules_say,
                                    guards.reviewed_by_another, consents.somebody_to_ask),
               effect=countersigning.circulate, notice="各会签单位将收到通知，逐条会签。"),
    Transition("urge", "催办会签", frozenset({N.COUNTERSIGNING}), STAY, "minutes.urge",
               guards=(consents.somebody_is_silent,), notice="尚未会签的单位将收到催办通知。"),
    Transition("present", "会签完毕，报请签发", frozenset({N.COUNTERSIGNING}), N.SIGNING, "minutes.present",
               tone="main", guards=(consents.consents_are_whole,), effect=effects.freeze_content,
               notice="报请后定稿，不能再改；签发人将收到通知。"),
    Transition("revise", "收回修改", frozenset({N.COUNTERSIGNING}), N.DRAFTING, "minutes.revise",
               needs_comment=True, effect=effects.thaw_content,
               notice="修改后须重新送审。改动的条文由其涉及的单位重新会签，其余会签意见继续有效。"),
    Transition("return_", "退回修改", frozenset({N.REVIEWING, N.SIGNING}), N.DRAFTING, "minutes.return",
               needs_comment=True, effect=effects.thaw_content),
    Transition("sign", "签发", frozenset({N.SIGNING}), N.SIGNED, "minutes.sign", tone="official", needs_password=True,
               guards=(guards.signed_by_whom_the_rules_say, guards.reviewed_by_another,
                       guards.reviewer_signs_for_nobody, consents.consents_are_whole,
                       guards.disclosure_is_chosen),
               effect=effects.sign, seen=effects.seen,
               notice=f"签发即表示：{SIGN_WORDING}签发后自动编号、制作文件并印发，不能撤回。"),
    remaking(RENDER_JOB, N.SIGNED, "minutes.remake"),
    Transition("issue", "印发", frozenset({N.SIGNED}), N.ISSUED, "minutes.issue", by_system=True,
               effect=effects.publish),
    Transition("urge_receipt", "催收", frozenset({N.ISSUED}), STAY, "minutes.urge_receipt",
               guards=(receipt.somebody_has_not_received,), notice="尚未签收的单位将收到催收通知。"),
)
# fmt: on
