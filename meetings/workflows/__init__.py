"""What can happen to agenda items, meetings, receipts and minutes. This is all there is."""

from meetings.workflows.agenda import agenda_items
from meetings.workflows.countersignature import countersignatures
from meetings.workflows.meeting import meetings, receipts
from meetings.workflows.minutes import minutes

__all__ = ["agenda_items", "countersignatures", "meetings", "minutes", "receipts"]
