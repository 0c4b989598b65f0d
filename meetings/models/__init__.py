"""The tables of CONVENE."""

from meetings.models.agenda import AgendaEntry, AgendaItem, Attachment
from meetings.models.countersignature import Countersignature
from meetings.models.draft import Autosave, MinutesVersion
from meetings.models.major import MajorMatter
from meetings.models.meeting import Attendance, Meeting, Receipt
from meetings.models.minutes import Minutes, MinutesGroupObjectPermission, Recipient, ResolvedMatter

__all__ = [
    "AgendaEntry",
    "AgendaItem",
    "Attachment",
    "Attendance",
    "Autosave",
    "Countersignature",
    "MajorMatter",
    "Meeting",
    "Minutes",
    "MinutesGroupObjectPermission",
    "MinutesVersion",
    "Receipt",
    "Recipient",
    "ResolvedMatter",
]
