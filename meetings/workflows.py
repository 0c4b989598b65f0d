"""What can happen to agenda items, meetings, receipts and minutes. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings import effects, guards
from meetings.models import AgendaItem, Meeting, Minutes, Receipt

A, M, R, N = AgendaItem.State, Meeting.State, Receipt.State, Minutes.State
ON_THE_WAY = frozenset({A.SUBMITTED, A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED})

# fmt: off
# The tables read best as rows.
agenda_items = Workflow(
    AgendaItem, A, A.DRAFT,
    Transition("submit", "提报", frozenset({A.DRAFT}), A.SUBMITTED, "agenda_item.submit", tone="main",
               effect=effects.remember_submitted, notice="提报后，联席会议办公室将收到本议题。"),
    Transition("accept", "受理", frozenset({A.SUBMITTED}), A.ACCEPTED, "agenda_item.accept", tone="main"),
    Transition("return_", "退回", ON_THE_WAY, A.DRAFT, "agenda_item.return", needs_comment=True,
               effect=effects.count_draft),
    Transition("withdraw", "撤回", ON_THE_WAY, A.WITHDRAWN, "agenda_item.withdraw",
               needs_comment=True),
    Transition("discuss", "登记讨论通过", frozenset({A.ACCEPTED}), A.DISCUSSED, "agenda_item.discuss", tone="main",
               guards=(guards.liaison_meeting_held,)),
    Transition("admit", "审核同意上会", frozenset({A.ACCEPTED, A.DISCUSSED}), A.ADMITTED, "agenda_item.admit",
               tone="main", guards=(guards.director_reviews, guards.discussed_by_liaisons_first)),
    Transition("approve", "批准上会", frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED}), A.APPROVED,
               "agenda_item.approve", tone="main",
               guards=(guards.chief_approves, guards.discussed_by_liaisons_first, guards.reviewed_by_director_first)),
    Transition("schedule", "列入例会议程", frozenset({A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED, A.DEFERRED}),
               A.SCHEDULED, "agenda_item.schedule", tone="main",
               guards=(guards.discussed_by_liaisons_first, guards.approved_as_the_notice_says),
               effect=effects.schedule),
    Transition("decide", "登记议定", frozenset({A.SCHEDULED}), A.DECIDED, "agenda_item.decide", tone="main",
               guards=(guards.regular_meeting_held,)),
    Transition("defer", "暂缓", frozenset({A.SCHEDULED}), A.DEFERRED, "agenda_item.defer", needs_comment=True,
               guards=(guards.regular_meeting_held,)),
)

meetings = Workflow(
    Meeting, M, M.PLANNED,
    Transition("convene", "召集并发出通知", frozenset({M.PLANNED}), M.NOTICED, "meeting.convene", tone="main",
               guards=(guards.has_agenda, guards.called_by_whom_the_charter_says), effect=effects.give_notice,
               notice="会议通知将发至全体成员单位，议程随之固定。"),
    Transition("open", "开始会议", frozenset({M.NOTICED}), M.IN_SESSION, "meeting.open", tone="main",
               effect=effects.open_attendance, notice="开始后回执不再更改，可以登记签到。"),
    Transition("close", "结束会议", frozenset({M.IN_SESSION}), M.HELD, "meeting.close", tone="main"),
    Transition("cancel", "取消会议", frozenset({M.PLANNED, M.NOTICED}), M.CANCELLED, "meeting.cancel",
               needs_comment=True),
)

receipts = Workflow(
    Receipt, R, R.SILENT,
    Transition("attend", "参会", frozenset({*R}), R.ATTENDING, "receipt.attend", tone="main",
               guards=(guards.meeting_takes_receipts,), effect=effects.answer),
    Transition("substitute", "委托代会", frozenset({*R}), R.SUBSTITUTE, "receipt.substitute", needs_comment=True,
               guards=(guards.meeting_takes_receipts,), effect=effects.answer),
    Transition("take_leave", "请假", frozenset({*R}), R.ON_LEAVE, "receipt.take_leave", needs_comment=True,
               guards=(guards.meeting_takes_receipts,), effect=effects.answer),
)

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
