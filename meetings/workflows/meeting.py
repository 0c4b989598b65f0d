"""What can happen to meetings, receipts and attendance. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import meeting as effects
from meetings.guards import meeting as guards
from meetings.guards import readiness
from meetings.models import Meeting, Receipt

M, R = Meeting.State, Receipt.State

# fmt: off
# The tables read best as rows.
meetings = Workflow(
    Meeting, M, M.PLANNED,
    Transition("convene", "召集并发出通知", frozenset({M.PLANNED}), M.NOTICED, "meeting.convene", tone="main",
               guards=(guards.has_agenda, guards.called_by_whom_the_charter_says, readiness.agenda_is_ready),
               effect=effects.give_notice,
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
# fmt: on
