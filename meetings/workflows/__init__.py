"""What can happen to agenda items, meetings, receipts, major matters and minutes. This is all there is."""

from meetings.workflows.agenda import agenda_items
from meetings.workflows.countersignature import countersignatures
from meetings.workflows.major import major_matters
from meetings.workflows.meeting import meetings, receipts
from meetings.workflows.minutes import minutes

__all__ = ["agenda_items", "countersignatures", "major_matters", "meetings", "minutes", "receipts"]
