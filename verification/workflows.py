"""What can happen to cases, consents, agreements, requests and queries. This is all there is."""

from jointmeeting.kernel.making import remaking
from jointmeeting.kernel.workflow import Transition, Workflow
from verification import effects, guards
from verification.models import AidCase, ConsentLetter, Query, SourceAgreement, VerificationRequest

C, L, A, R, Q = AidCase.State, ConsentLetter.State, SourceAgreement.State, VerificationRequest.State, Query.State

# fmt: off
# The tables read best as rows.
aid_cases = Workflow(
    AidCase, C, C.ACCEPTED,
    Transition("commission", "委托核对", frozenset({C.ACCEPTED}), C.VERIFYING, "aid_case.commission", tone="main",
               guards=(guards.everybody_consents,), effect=effects.commission,
               notice="委托书和家庭信息将提交核对机构。"),
    Transition("withdraw", "撤回申请", frozenset({C.ACCEPTED}), C.WITHDRAWN, "aid_case.withdraw", needs_comment=True),
    Transition("take_back", "退回委托", frozenset({C.VERIFYING}), C.ACCEPTED, "aid_case.take_back", by_system=True),
    Transition("report", "收到报告", frozenset({C.VERIFYING}), C.REPORTED, "aid_case.report", by_system=True),
)

consent_letters = Workflow(
    ConsentLetter, L, L.DRAFT,
    Transition("sign", "登记签字", frozenset({L.DRAFT}), L.VALID, "consent_letter.sign", tone="main",
               effect=effects.keep_signatures),
    Transition("revoke", "撤回授权", frozenset({L.VALID}), L.REVOKED, "consent_letter.revoke", needs_comment=True),
)

source_agreements = Workflow(
    SourceAgreement, A, A.DRAFT,
    Transition("activate", "协议生效", frozenset({A.DRAFT}), A.ACTIVE, "source_agreement.activate", tone="main",
               guards=(guards.still_valid_dates,), effect=effects.date_agreement),
    Transition("end", "终止协议", frozenset({A.ACTIVE}), A.ENDED, "source_agreement.end", needs_comment=True),
)

verification_requests = Workflow(
    VerificationRequest, R, R.SUBMITTED,
    Transition("accept", "受理并协查", frozenset({R.SUBMITTED}), R.COLLECTING, "verification_request.accept",
               tone="main", guards=(guards.everybody_consents, guards.an_agreement_is_active), effect=effects.dispatch,
               notice="协查任务将发往每个签有有效协议的信息提供单位。"),
    Transition("return_", "退回委托", frozenset({R.SUBMITTED}), R.RETURNED, "verification_request.return",
               needs_comment=True),
    Transition("withdraw", "授权撤回，终止核对",
               frozenset({R.SUBMITTED, R.COLLECTING, R.COMPARING, R.REVIEWING, R.SIGNING}), R.WITHDRAWN,
               "verification_request.withdraw", by_system=True),
    Transition("compare", "汇总比对", frozenset({R.COLLECTING}), R.COMPARING, "verification_request.compare",
               tone="main", guards=(guards.every_source_answered_or_late,), effect=effects.compare),
    Transition("compare_early", "提前比对", frozenset({R.COLLECTING}), R.COMPARING,
               "verification_request.compare_early", needs_comment=True, effect=effects.compare,
               notice="期限内尚未反馈的单位，报告将写明“未反馈”。"),
    Transition("compare_again", "重新比对", frozenset({R.COMPARING}), R.COMPARING,
               "verification_request.compare_again", effect=effects.compare),
    Transition("submit", "提交复核", frozenset({R.COMPARING}), R.REVIEWING, "verification_request.submit", tone="main",
               guards=(guards.suspicions_are_dealt_with, guards.nothing_arrived_since)),
    Transition("send_back", "退回重做", frozenset({R.REVIEWING, R.SIGNING}), R.COMPARING,
               "verification_request.send_back", needs_comment=True),
    Transition("review", "复核通过", frozenset({R.REVIEWING}), R.SIGNING, "verification_request.review", tone="main",
               guards=(guards.reviewed_by_another, guards.nothing_arrived_since), effect=effects.remember_reviewer),
    Transition("sign", "签发报告", frozenset({R.SIGNING}), R.SIGNED, "verification_request.sign", tone="official",
               needs_password=True,
               guards=(guards.reviewed_by_another, guards.nothing_arrived_since, guards.report_is_printable),
               effect=effects.sign, seen=effects.seen,
               notice=f"签发即表示：{effects.SIGN_WORDING}报告将编号、制成文件并加数字签名，乡镇（街道）可以下载。"),
    Transition("issue", "出具", frozenset({R.SIGNED}), R.ISSUED, "verification_request.issue", by_system=True,
               effect=effects.issue),
    remaking(effects.RENDER_JOB, R.SIGNED, "verification_request.remake"),
)

queries = Workflow(
    Query, Q, Q.PENDING,
    Transition("send", "发送", frozenset({Q.PENDING}), Q.SENT, "query.send", by_system=True,
               effect=effects.date_sending),
    Transition("answer", "反馈", frozenset({Q.SENT}), Q.ANSWERED, "query.answer", tone="main",
               effect=effects.keep_answers),
    Transition("answer_late", "逾期反馈", frozenset({Q.OVERDUE}), Q.LATE_ANSWERED, "query.answer_late", tone="main",
               effect=effects.keep_answers),
    Transition("receive", "接口反馈", frozenset({Q.PENDING, Q.SENT}), Q.ANSWERED, "query.receive", by_system=True,
               effect=effects.keep_answers),
    Transition("receive_late", "接口逾期反馈", frozenset({Q.OVERDUE}), Q.LATE_ANSWERED, "query.receive_late",
               by_system=True, effect=effects.keep_answers),
    Transition("expire", "逾期", frozenset({Q.PENDING, Q.SENT}), Q.OVERDUE, "query.expire", by_system=True),
    Transition("cancel", "撤销协查", frozenset({Q.PENDING, Q.SENT, Q.OVERDUE}), Q.CANCELLED, "query.cancel",
               by_system=True),
    Transition("fall_back", "改为网页填报", frozenset({Q.PENDING, Q.SENT}), Q.SENT, "query.fall_back", by_system=True,
               effect=effects.fall_back),
    Transition("fall_back_late", "改为网页填报（已逾期）", frozenset({Q.OVERDUE}), Q.OVERDUE, "query.fall_back_late",
               by_system=True, effect=effects.fall_back),
)
# fmt: on
