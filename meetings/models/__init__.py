"""The tables of CONVENE."""

from meetings.models.agenda import AgendaEntry, AgendaItem, Attachment, Submission
from meetings.models.call import AgendaCall
from meetings.models.countersignature import Countersignature
from meetings.models.major import MajorMatter
from meetings.models.meeting import Attendance, Meeting, Receipt
from meetings.models.minutes import Minutes, MinutesGroupObjectPermission, Recipient, ResolvedMatter
from meetings.models.opinion import AgendaOpinion

__all__ = [
    "AgendaCall",
    "AgendaEntry",
    "AgendaItem",
    "AgendaOpinion",
    "Attachment",
    "Attendance",
    "MajorMatter",
    "Countersignature",
    "Meeting",
    "Minutes",
    "MinutesGroupObjectPermission",
    "Receipt",
    "Recipient",
    "ResolvedMatter",
    "Submission",
]
