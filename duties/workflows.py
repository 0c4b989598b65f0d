"""What can happen to assignments, parts, requests for more time and periodic reports. This is all there is."""

from duties import effects, guards, signing
from duties import parts as arranging
from duties.models import (
    Assignment,
    Extension,
    ExtensionState,
    OfficePaper,
    OfficePaperState,
    Part,
    PartState,
    PeriodicReport,
    PeriodicReportState,
    Progress,
    ProgressState,
    SupervisionSlip,
    SupervisionSlipState,
)
from duties.models.assignment import WORKING
from jointmeeting.kernel.making import remaking
from jointmeeting.kernel.workflow import STAY, Transition, Workflow

S = Assignment.State
OPEN = frozenset({S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS})

# fmt: off
# The tables read best as rows.
assignments = Workflow(
    Assignment, S, S.ASSIGNED,
    Transition("accept", "签收", frozenset({S.ASSIGNED}), S.ACCEPTED, "assignment.accept", tone="main",
               effect=effects.begin),
    Transition("refuse", "不予签收", frozenset({S.ASSIGNED}), S.REFUSED, "assignment.refuse", needs_comment=True,
               guards=(guards.within_refusal_limit,)),
    Transition("reassign", "改派", frozenset({S.ASSIGNED, S.REFUSED}), S.ASSIGNED, "assignment.reassign",
               needs_comment=True, effect=effects.reassign),
    Transition("report", "报告进展", WORKING, S.IN_PROGRESS, "assignment.report", tone="main",
               effect=effects.keep_progress),
    Transition("finish", "报告办结", frozenset({S.IN_PROGRESS}), S.REPORTED, "assignment.finish",
               guards=(guards.has_begun, guards.has_evidence), effect=effects.finish),
    Transition("request_extension", "申请延期", WORKING, STAY, "assignment.request_extension", needs_comment=True,
               guards=(guards.extension_in_time, guards.no_extension_open), effect=effects.ask_for_time),
    Transition("designate", "确定责任人", WORKING, STAY, "assignment.designate", effect=effects.designate),
    Transition("return_", "退回续办", frozenset({S.REPORTED}), S.IN_PROGRESS, "assignment.return", needs_comment=True,
               guards=(guards.not_of_the_reporting_unit, guards.verified_from_outside), effect=effects.return_to_work),
    Transition("close", "核验销号", frozenset({S.REPORTED}), S.CLOSED, "assignment.close", tone="main",
               guards=(guards.not_of_the_reporting_unit, guards.verified_from_outside, guards.has_evidence,
                       guards.pieces_are_done),
               effect=effects.date_closing),
    Transition("reopen", "重新办理", frozenset({S.CLOSED}), S.IN_PROGRESS, "assignment.reopen", needs_comment=True,
               guards=(guards.not_of_the_reporting_unit, guards.whole_is_open), effect=effects.open_again),
    Transition("urge", "催办", OPEN, STAY, "assignment.urge", needs_comment=True,
               notice="催办意见将立即发给牵头单位的联络员和负责同志。"),
    Transition("comment", "发表意见", frozenset(S) - {S.CLOSED, S.MERGED}, STAY, "assignment.comment",
               needs_comment=True, notice="意见将发给牵头单位、配合单位和联席会议办公室，并记入留痕。"),
    Transition("arrange_parts", "安排配合分工", OPEN, STAY, "assignment.arrange_parts", effect=arranging.arrange,
               notice="新增或者分工有变的单位将收到通知。"),
    Transition("set_reporting", "设定进展报告", OPEN, STAY, "assignment.set_reporting", effect=effects.set_reporting),
    Transition("supervise", "发督办单", OPEN, STAY, "assignment.supervise", needs_comment=True,
               guards=(guards.near_or_late,), effect=effects.supervise,
               notice="督办单编号后不能收回，文件制成后发给牵头单位；等级按逾期情况自动确定。"),
    Transition("set_date", "确定时限", OPEN, STAY, "assignment.set_date", guards=(guards.without_date,),
               effect=effects.set_date),
    Transition("split", "分解", OPEN, STAY, "assignment.split", effect=effects.split),
    Transition("merge", "并入其他事项", OPEN, S.MERGED, "assignment.merge", needs_comment=True,
               guards=(guards.has_where_to_go,), effect=effects.merge,
               notice="并入后不再单独办理；牵头单位转为配合单位，分解事项和配合分工一并转入。"),
    Transition("carry", "提交会议研究", OPEN, STAY, "assignment.carry", needs_comment=True,
               guards=(guards.has_meeting_ahead,), effect=effects.carry),
    Transition("suspend", "中止", WORKING, S.SUSPENDED, "assignment.suspend", needs_comment=True,
               effect=effects.suspend),
    Transition("resume", "恢复办理", frozenset({S.SUSPENDED}), S.IN_PROGRESS, "assignment.resume", tone="main",
               effect=effects.resume),
)

parts = Workflow(
    Part, PartState, PartState.OPEN,
    Transition("report", "报告配合进展", frozenset({PartState.OPEN}), STAY, "part.report",
               guards=(guards.still_asked_for,), effect=effects.keep_part_progress),
    Transition("complete", "登记配合完成", frozenset({PartState.OPEN}), PartState.DONE, "part.complete",
               needs_comment=True, guards=(guards.still_asked_for,)),
    Transition("designate", "确定配合责任人", frozenset({PartState.OPEN}), STAY, "part.designate",
               guards=(guards.still_asked_for,), effect=effects.designate),
    Transition("comment", "提出配合意见", frozenset(PartState), STAY, "part.comment", needs_comment=True,
               guards=(guards.still_asked_for,), notice="意见将发给牵头单位和联席会议办公室，并记入留痕。"),
    Transition("return_", "退回配合单位", frozenset({PartState.DONE}), PartState.OPEN, "part.return",
               needs_comment=True, guards=(guards.still_asked_for,), effect=effects.send_back),
)

G = ProgressState
progress_reports = Workflow(
    Progress, G, G.SUBMITTED,
    Transition("accept", "审阅", frozenset({G.SUBMITTED}), G.ACCEPTED, "progress.accept", tone="main",
               guards=(guards.not_of_the_reporting_unit,), effect=effects.answer),
    Transition("return_", "退回重报", frozenset({G.SUBMITTED}), G.RETURNED, "progress.return", needs_comment=True,
               guards=(guards.not_of_the_reporting_unit,), effect=effects.return_progress),
)

E = ExtensionState
extensions = Workflow(
    Extension, E, E.REQUESTED,
    Transition("grant", "同意延期", frozenset({E.REQUESTED}), E.GRANTED, "extension.grant", tone="main",
               guards=(guards.not_of_the_reporting_unit, guards.still_under_way), effect=effects.grant_time),
    Transition("deny", "不同意延期", frozenset({E.REQUESTED}), E.DENIED, "extension.deny", needs_comment=True),
)

R = PeriodicReportState
reports = Workflow(
    PeriodicReport, R, R.DUE,
    Transition("submit", "报送", frozenset({R.DUE}), R.SUBMITTED, "periodic_report.submit", tone="main",
               effect=effects.keep_report),
    Transition("return_", "退回补充", frozenset({R.SUBMITTED}), R.DUE, "periodic_report.return", needs_comment=True,
               guards=(guards.not_of_the_reporting_unit,)),
    Transition("accept", "采用", frozenset({R.SUBMITTED}), R.ACCEPTED, "periodic_report.accept", tone="main",
               guards=(guards.not_of_the_reporting_unit,)),
)

slips = Workflow(
    SupervisionSlip, SupervisionSlipState, SupervisionSlipState.TYPESETTING,
    Transition("issue", "发出督办单", frozenset({SupervisionSlipState.TYPESETTING}), SupervisionSlipState.ISSUED,
               "supervision_slip.issue", by_system=True, effect=effects.keep_file),
    remaking(effects.SLIP_JOB, SupervisionSlipState.TYPESETTING, "supervision_slip.remake"),
    Transition("answer", "回复督办单", frozenset({SupervisionSlipState.ISSUED}), SupervisionSlipState.ANSWERED,
               "supervision_slip.answer", needs_comment=True, effect=effects.answer_slip),
)

P = OfficePaperState
office_papers = Workflow(
    OfficePaper, P, P.DRAFT,
    Transition("revise", "修改文字", frozenset({P.DRAFT}), STAY, "office_paper.revise", effect=signing.revise,
               notice="只修改文字；数据取自台账，不能手工填写。"),
    Transition("retake", "重新取数", frozenset({P.DRAFT}), STAY, "office_paper.retake", effect=signing.retake,
               notice="按现在的台账重新统计，替换文稿中的数据；文字不变。"),
    Transition("sign", "签发", frozenset({P.DRAFT}), P.TYPESETTING, "office_paper.sign", tone="official",
               needs_password=True, guards=(signing.printable,), effect=signing.sign, seen=signing.seen,
               notice=f"签发即表示：{signing.SIGN_WORDING}签发后编号，不能再修改；文件制成后发给主送单位。"),
    Transition("issue", "印发文书", frozenset({P.TYPESETTING}), P.ISSUED, "office_paper.issue", by_system=True,
               effect=signing.keep_file),
    remaking(signing.PAPER_JOB, P.TYPESETTING, "office_paper.remake"),
    Transition("discard", "作废草稿", frozenset({P.DRAFT}), P.DISCARDED, "office_paper.discard", needs_comment=True),
)
# fmt: on
