"""Receiving issued minutes for a unit: by the button, or by downloading the file."""

from typing import Any

from jointmeeting.kernel.workflow import Available
from meetings.models import Minutes, Recipient
from meetings.workflows.recipient import recipients


def own_receipts(minutes: Minutes, user: Any) -> list[Available]:
    """Return what `user` may still receive for his units."""
    waiting = minutes.recipients.filter(state=Recipient.State.WAITING, unit__isnull=False)
    return [act for row in waiting for act in recipients.available(row, user) if act.refusal is None]


def receive_for(minutes: Minutes, *, by: Any) -> None:
    """Register the receipt of each unit of `by` that has not received the minutes."""
    for act in own_receipts(minutes, by):
        recipients.perform(act.obj, "receive", by=by)
