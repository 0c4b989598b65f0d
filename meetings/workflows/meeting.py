"""What can happen to meetings, receipts and attendance. This is all there is."""

from jointmeeting.kernel.workflow import STAY, Transition, Workflow
from meetings.effects import convening
from meetings.effects import meeting as effects
from meetings.guards import convening as convening_guards
from meetings.guards import meeting as guards
from meetings.guards import readiness
from meetings.models import Meeting, Receipt

M, R = Meeting.State, Receipt.State

# fmt: off
# The tables read best as rows.
meetings = Workflow(
    Meeting, M, M.PLANNED,
    Transition("convene", "召集并发出通知", frozenset({M.PLANNED}), M.NOTICED, "meeting.convene", tone="main",
               guards=(guards.has_agenda, convening_guards.lies_ahead, guards.called_by_whom_the_charter_says,
                       convening_guards.somebody_is_invited, readiness.agenda_is_ready),
               effect=convening.give_notice, notice="会议通知将发至下列单位，议程第1版随之发布。"),
    Transition("supplement", "发布补充通知", frozenset({M.NOTICED}), STAY, "meeting.supplement",
               guards=(convening_guards.agenda_differs,), effect=convening.supplement,
               notice="补充通知将发至下列单位，议程的新版随之发布。"),
    Transition("invite", "增加参会单位", frozenset({M.NOTICED}), STAY, "meeting.invite",
               guards=(convening_guards.lies_ahead, convening_guards.somebody_is_left), effect=convening.invite,
               notice="所选单位将收到通知并回执，原已通知的单位也将收到；议程不变。"),
    Transition("remind", "催回执", frozenset({M.NOTICED}), STAY, "meeting.remind",
               guards=(convening_guards.somebody_is_silent,), notice="尚未回执的单位将收到提醒。"),
    Transition("open", "开始会议", frozenset({M.NOTICED}), M.IN_SESSION, "meeting.open", tone="main",
               guards=(convening_guards.people_sit, convening_guards.every_item_is_published),
               effect=effects.open_attendance, notice="开始后回执不再更改，可以登记签到。"),
    Transition("conclude", "结束征求意见", frozenset({M.NOTICED}), M.HELD, "meeting.conclude", tone="main",
               guards=(convening_guards.goes_round, convening_guards.every_item_is_published,
                       convening_guards.answers_are_in),
               notice="结束后各单位的答复不再更改，议题按书面答复登记审议结果。"),
    Transition("close", "结束会议", frozenset({M.IN_SESSION}), M.HELD, "meeting.close", tone="main"),
    Transition("reopen", "恢复会议", frozenset({M.HELD}), M.IN_SESSION, "meeting.reopen", needs_comment=True,
               guards=(guards.people_sat, guards.minutes_are_open),
               notice="已登记的签到、审议结果和议程编号不变；已起草的纪要保留。下列人员将收到通知。"),
    Transition("postpone", "延期", frozenset({M.PLANNED, M.NOTICED}), M.POSTPONED, "meeting.postpone",
               needs_comment=True, effect=convening.postpone, notice="已通知的，下列人员将收到延期通知。"),
    Transition("reschedule", "重新定期", frozenset({M.POSTPONED}), M.PLANNED, "meeting.reschedule", tone="main",
               guards=(convening_guards.not_yet_noticed,), effect=convening.reschedule),
    Transition("renotice", "通知新的时间", frozenset({M.NOTICED, M.POSTPONED}), M.NOTICED, "meeting.renotice",
               guards=(convening_guards.already_noticed,), needs_comment=True, effect=convening.renotice,
               notice="各单位将收到新的时间和地点，原回执作废，须重新回执。"),
    Transition("cancel", "取消会议", frozenset({M.PLANNED, M.NOTICED, M.POSTPONED}), M.CANCELLED, "meeting.cancel",
               needs_comment=True, effect=convening.cancel,
               notice="已通知的，下列人员将收到取消通知。议程上的议题转为暂缓，可列入以后的会议。"),
)

SITTING = (convening_guards.sits, convening_guards.unit_is_still_member, guards.meeting_takes_receipts)
WRITTEN = (convening_guards.is_written, convening_guards.unit_is_still_member, guards.meeting_takes_receipts)

receipts = Workflow(
    Receipt, R, R.SILENT,
    Transition("attend", "参会", frozenset({*R}), R.ATTENDING, "receipt.attend", tone="main",
               guards=SITTING, effect=effects.attend),
    Transition("substitute", "委托代会", frozenset({*R}), R.SUBSTITUTE, "receipt.substitute", needs_comment=True,
               guards=SITTING, effect=effects.substitute),
    Transition("take_leave", "请假", frozenset({*R}), R.ON_LEAVE, "receipt.take_leave", needs_comment=True,
               guards=SITTING, effect=effects.answer),
    Transition("agree", "同意", frozenset({*R}), R.AGREED, "receipt.agree", tone="main",
               guards=WRITTEN, effect=effects.answer),
    Transition("object", "提出不同意见", frozenset({*R}), R.OBJECTED, "receipt.object", needs_comment=True,
               guards=WRITTEN, effect=effects.answer),
    Transition("ask_again", "重新征询", frozenset({*R}), R.SILENT, "receipt.ask_again", by_system=True,
               effect=effects.forget_answer),
)
# fmt: on
