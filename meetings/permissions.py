"""Who may do what with agenda items, meetings, receipts and minutes."""

from members.models import Role as R
from members.permissions import LEADERS, OFFICE, PARTICIPANTS, UNIT

ANSWERS = ("agree", "amend", "disagree", "pass_over", "decline")

TABLE = {
    "agenda_item.create": UNIT,
    "agenda_item.edit": UNIT,
    "agenda_item.submit": UNIT,
    "agenda_item.withdraw": UNIT,
    "agenda_item.allow_late": {R.DIRECTOR},
    "agenda_item.return": OFFICE | {R.CHIEF_CONVENER},
    "agenda_item.consult": OFFICE,
    "agenda_item.override": {R.DIRECTOR},
    "agenda_item.accept": OFFICE,
    "agenda_item.discuss": OFFICE,
    "agenda_item.admit": {R.DIRECTOR},
    "agenda_item.approve": {R.CHIEF_CONVENER},
    "agenda_item.schedule": OFFICE,
    "agenda_item.decide": OFFICE,
    "agenda_item.defer": OFFICE,
    "agenda_item.download": PARTICIPANTS,
    "agenda_call.open": OFFICE,
    "agenda_call.move": OFFICE,
    "agenda_call.close": OFFICE,
    "agenda_call.end": set[R](),  # the sweeper, once the cut-off has passed
    **dict.fromkeys((f"agenda_opinion.{answer}" for answer in ANSWERS), UNIT),
    "meeting.plan": OFFICE,
    "meeting.add_item": OFFICE,
    "meeting.convene": OFFICE | LEADERS,
    "meeting.open": OFFICE,
    "meeting.close": OFFICE,
    "meeting.cancel": OFFICE,
    "receipt.attend": UNIT,
    "receipt.substitute": UNIT,
    "receipt.take_leave": UNIT,
    "attendance.record": OFFICE,
    "major_matter.create": OFFICE,
    "major_matter.report": OFFICE | UNIT,
    "major_matter.decide": OFFICE,
    "major_matter.withdraw": OFFICE,
    "minutes.draft": OFFICE,
    "minutes.edit": OFFICE,
    "minutes.submit": OFFICE,
    "minutes.review": {R.DIRECTOR},
    "minutes.circulate": {R.DIRECTOR},
    "minutes.urge": OFFICE,
    "minutes.remind": set[R](),  # the clock
    "minutes.present": OFFICE,
    "minutes.revise": OFFICE,
    "minutes.return": {R.DIRECTOR} | LEADERS,
    "minutes.sign": {R.DIRECTOR} | LEADERS,
    "minutes.issue": set[R](),  # the worker, once the file stands
    "minutes.download": PARTICIPANTS,
    "countersignature.agree": UNIT,
    "countersignature.agree_with_text": UNIT,
    "countersignature.object": UNIT,
    "countersignature.deem": set[R](),  # the clock, where the notice says so
    "countersignature.uphold": LEADERS,
    "countersignature.overrule": LEADERS,
    "minutes.print_countersignatures": PARTICIPANTS,
}

LOG_LABELS = {
    "agenda_item.create": "起草",
    "agenda_item.edit": "修改",
    "agenda_item.download": "下载附件",
    "agenda_call.open": "发起征集",
    "meeting.plan": "筹备",
    "meeting.add_item": "列入议程",
    "attendance.record": "登记签到",
    "major_matter.create": "登记重大问题",
    "minutes.draft": "起草",
    "minutes.edit": "修改",
    "minutes.download": "下载",
    "minutes.print_countersignatures": "打印会签单",
}
