"""Reactions that cross apps or machines, run in the transaction of the act that causes them. At most a dozen rows."""

from duties.recurring import read_recurring_duties
from duties.services import flag_amended, open_assignments, open_decided
from jointmeeting.kernel import workflow
from meetings.models import AgendaItem, Meeting, Receipt
from meetings.models.meeting import DECIDING
from meetings.workflows import agenda_items, receipts
from members.successions import take_effect_when_due
from verification.exchange import stop_checking
from verification.workflows import aid_cases


def ask_again(meeting: Meeting) -> None:
    """An answer to the former date is no answer."""
    for receipt in meeting.receipts.exclude(state=Receipt.State.SILENT):
        receipts.perform(receipt, "ask_again", by=None)


def release_items(meeting: Meeting) -> None:
    """No item is lost with the meeting it waited for."""
    if meeting.kind in DECIDING:
        waiting = meeting.entries.filter(agenda_item__state=AgendaItem.State.SCHEDULED, withdrawn_reason="")
        for entry in waiting.select_related("agenda_item"):
            agenda_items.perform(entry.agenda_item, "release", by=None, data={"meeting": meeting})


BRIDGES = {
    # 新的通知生效 → 通知规定的定期报送成为有关单位的定期工作
    "charter_draft.confirm": lambda draft, entry: read_recurring_duties(draft.charter.jurisdiction),
    "charter_draft.take_effect": lambda draft, entry: read_recurring_duties(draft.charter.jurisdiction),
    # 纪要印发 → 议定事项成为牵头单位的工作事项
    "minutes.issue": lambda minutes, entry: open_assignments(minutes),
    # 纪要作废或者更正 → 据以交办的工作事项由办公室逐件明确
    "amendment.issue": lambda amendment, entry: flag_amended(amendment),
    # 会议改期 → 各单位重新回执
    "meeting.renotice": lambda meeting, entry: ask_again(meeting),
    # 会议取消 → 议程上的议题可列入以后的会议
    "meeting.cancel": lambda meeting, entry: release_items(meeting),
    # 重大问题经政府决定 → 落实牵头单位的工作事项
    "major_matter.decide": lambda matter, entry: open_decided(matter),
    # 机构变动确认时已到生效日期 → 当即生效
    "succession.confirm": lambda change, entry: take_effect_when_due(change),
    # 核对请求退回或出具报告 → 救助事项随之变化
    "verification_request.return": lambda request, entry: aid_cases.perform(request.case, "take_back", by=None),
    "verification_request.withdraw": lambda request, entry: aid_cases.perform(request.case, "take_back", by=None),
    "verification_request.issue": lambda request, entry: aid_cases.perform(request.case, "report", by=None),
    # 撤回授权 → 未完成的核对终止
    "consent_letter.revoke": lambda letter, entry: stop_checking(letter.case),
}


def connect() -> None:
    """Tell the engine; called once by the project's app."""
    for act, bridge in BRIDGES.items():
        workflow.connect(act, bridge)
