"""Reasons why an arrival is not registered, or nobody is to be urged. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import Amendment, Minutes, Recipient


def is_issued(recipient: Recipient, _: Any) -> Refused | None:
    """Nothing arrives before it is sent."""
    document = recipient.document
    if document.state in {Minutes.State.ISSUED, Amendment.State.ISSUED}:
        return None
    return Refused(f"文件状态为“{document.get_state_display()}”，印发后才能登记签收、送达。")


def is_a_unit(recipient: Recipient, _: Any) -> Refused | None:
    """Who has people here receives it himself."""
    if recipient.unit_id:
        return None
    return NotApplicable(f"{recipient}不在本系统办理，由办公室登记送达。")


def is_outside(recipient: Recipient, _: Any) -> Refused | None:
    """The office does not receive for a unit."""
    if recipient.unit_id is None:
        return None
    return NotApplicable(f"{recipient}由该单位自行签收，办公室不能代为登记。如未签收，请催收。")


def somebody_has_not_received(minutes: Minutes, _: Any) -> Refused | None:
    """Nobody is urged to do what is done."""
    if Recipient.objects.awaited().filter(minutes=minutes).exists():
        return None
    return NotApplicable("各单位均已签收，或者该期纪要已作废，不需要催收。")
