"""Reasons why a meeting cannot be called, supplemented, moved, or answered now. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings import ordering
from meetings.invitations import invited, not_asked
from meetings.models import Meeting, Receipt


def agenda_differs(meeting: Meeting, _: Any) -> Refused | None:
    """A supplementary notice without a difference would tell nobody anything."""
    if ordering.unpublished(meeting):
        return None
    return Refused("议程与已发布的版本相同，不需要补充通知。请先编排议程。")


def every_item_is_published(meeting: Meeting, _: Any) -> Refused | None:
    """Nobody is surprised in the room by an item that was added after the notice and never announced."""
    unknown = meeting.entries.filter(is_published=False).select_related("agenda_item").first()
    if unknown is None:
        return None
    return Refused(
        f"议题“{unknown.agenda_item}”是发出通知后列入的，参会单位尚不知道。请先发布补充通知，或将该议题撤出议程。"
    )


def somebody_is_invited(meeting: Meeting, _: Any) -> Refused | None:
    """Where every chosen unit has left, the notice goes to nobody, least of all to all the others."""
    if invited(meeting):
        return None
    return Refused("所选参会单位均已撤销或者不再是成员单位，没有可以通知的单位。请先“修改安排”，重新选择参会单位。")


def somebody_is_left(meeting: Meeting, _: Any) -> Refused | None:
    """Only who was not asked yet can be added."""
    if not_asked(meeting).exists():
        return None
    return Refused("各单位均已收到通知，没有可以增加的单位。非成员单位请先在“成员单位”中登记。")


def people_sit(meeting: Meeting, _: Any) -> Refused | None:
    """A meeting begins where people come together."""
    return None if meeting.is_sitting else NotApplicable("本次为书面征求意见，不召开会议。请办理“结束征求意见”。")


def goes_round(meeting: Meeting, _: Any) -> Refused | None:
    """The other way round."""
    return NotApplicable("本次会议为现场会议，请办理“开始会议”。") if meeting.is_sitting else None


def answers_are_in(meeting: Meeting, _: Any) -> Refused | None:
    """A written procedure ends when all have answered, or when the time for it is over."""
    silent = meeting.receipts.expected().filter(state=Receipt.State.SILENT).count()
    if not silent or meeting.starts_at <= clock.now():
        return None
    return Refused(f"尚有{silent}个单位没有答复，答复期限未到。请先催办，或待期限届满后再结束。")


def lies_ahead(meeting: Meeting, _: Any) -> Refused | None:
    """Nobody is invited to what is over."""
    if meeting.starts_at > clock.now():
        return None
    return Refused("会议时间已过，不能发出通知。请先修改会议时间。")


def sits(receipt: Receipt, _: Any) -> Refused | None:
    """People come to a sitting; a written procedure is answered in writing."""
    if receipt.meeting.is_sitting:
        return None
    return NotApplicable("本次为书面征求意见，请选择“同意”或“提出不同意见”。")


def is_written(receipt: Receipt, _: Any) -> Refused | None:
    """The other way round."""
    if not receipt.meeting.is_sitting:
        return None
    return NotApplicable("本次会议为现场会议，请选择“参会”“委托代会”或“请假”。")


def unit_is_still_member(receipt: Receipt, _: Any) -> Refused | None:
    """A unit that left the body after the notice has nothing to answer any more; its former answer stays."""
    if receipt.is_expected:
        return None
    what = "已撤销" if receipt.unit.has_ended else "已不再是成员单位"
    return Refused(
        f"{receipt.unit}在通知发出后{what}，本次会议不再需要回执。如确需参会，请联系联席会议办公室办理“增加参会单位”。"
    )


def somebody_is_silent(meeting: Meeting, _: Any) -> Refused | None:
    """Nobody who answered is reminded."""
    if meeting.receipts.expected().filter(state=Receipt.State.SILENT).exists():
        return None
    return Refused("各单位均已回执，不需要催办。")


def not_yet_noticed(meeting: Meeting, _: Any) -> Refused | None:
    """Nobody was told of the first date: the new one goes out with the notice itself."""
    return NotApplicable("本次会议已发过通知，请办理“通知新的时间”。") if meeting.was_noticed else None


def already_noticed(meeting: Meeting, _: Any) -> Refused | None:
    """The other way round."""
    return None if meeting.was_noticed else NotApplicable("本次会议尚未发通知，请办理“重新定期”。")
