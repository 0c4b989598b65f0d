"""The tables of CONVENE."""

from meetings.models.agenda import AgendaEntry, AgendaItem, Attachment
from meetings.models.convening import AgendaRevision, CalendarFeed, MeetingPack, MeetingReminder, Participant
from meetings.models.major import MajorMatter
from meetings.models.meeting import Attendance, AttendeeRank, Meeting, Receipt
from meetings.models.minutes import Minutes, MinutesGroupObjectPermission, Recipient, ResolvedMatter

__all__ = [
    "AgendaEntry",
    "AgendaItem",
    "AgendaRevision",
    "Attachment",
    "Attendance",
    "AttendeeRank",
    "CalendarFeed",
    "MajorMatter",
    "Meeting",
    "MeetingPack",
    "MeetingReminder",
    "Minutes",
    "MinutesGroupObjectPermission",
    "Participant",
    "Receipt",
    "Recipient",
    "ResolvedMatter",
]
