"""Reasons why an act on a meeting or a receipt is not possible now. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.models import Meeting, Receipt
from members.models import Role
from members.rules import holds, ruling

POST_NAMES = {**dict(Role.choices), "office": "联席会议办公室", "who_presided": "主持会议的同志"}


def called_by_whom_the_charter_says(meeting: Meeting, user: Any) -> Refused | None:
    """Regular meetings are called by the post the notice names; liaison meetings by the office."""
    key = "convened_by" if meeting.kind == Meeting.Kind.REGULAR else "liaison_called_by"
    rule = ruling(meeting, key)
    post = rule.value if rule else "office"
    if holds(user, meeting.jurisdiction, post):
        return None
    name = POST_NAMES[post]
    return Refused(
        f"{meeting.get_kind_display()}由{name}召集，请{name}登录办理。", clause=rule.citation if rule else ""
    )


def has_agenda(meeting: Meeting, _: Any) -> Refused | None:
    """A notice without an agenda tells nobody what to prepare."""
    if meeting.entries.exists():
        return None
    return Refused("议程为空，不能发通知。请先列入至少一项议题。")


def meeting_takes_receipts(receipt: Receipt, _: Any) -> Refused | None:
    """Receipts can be given and corrected until the meeting begins."""
    if receipt.meeting.state == Meeting.State.NOTICED:
        return None
    state = receipt.meeting.get_state_display()
    return Refused(f"会议状态为“{state}”，回执不能再改。如需变更，请联系联席会议办公室。")
