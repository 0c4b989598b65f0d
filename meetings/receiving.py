"""Receiving issued minutes, or a notice that amends them, for a unit: by the button, or by downloading the file."""

from typing import Any

from jointmeeting.kernel.workflow import Available
from meetings.models import Amendment, Minutes, Recipient
from meetings.workflows.recipient import recipients


def own_receipts(document: Minutes | Amendment, user: Any) -> list[Available]:
    """Return what `user` may still receive for his units."""
    waiting = document.recipients.filter(state=Recipient.State.WAITING, unit__isnull=False)
    return [act for row in waiting for act in recipients.available(row, user) if act.refusal is None]


def receive_for(document: Minutes | Amendment, *, by: Any) -> None:
    """Register the receipt of each unit of `by` that has not received the document."""
    for act in own_receipts(document, by):
        recipients.perform(act.obj, "receive", by=by)
