"""The tables of CONVENE."""

from meetings.models.agenda import AgendaEntry, AgendaItem, Attachment, CarriedMatter, Submission
from meetings.models.amendment import Amendment, SignedCopy
from meetings.models.attachment import MinutesAttachment
from meetings.models.call import AgendaCall
from meetings.models.convening import AgendaRevision, CalendarFeed, MeetingPack, MeetingReminder, Participant
from meetings.models.countersignature import Countersignature
from meetings.models.delegation import SigningDelegation
from meetings.models.draft import Autosave, MinutesVersion
from meetings.models.major import MajorMatter
from meetings.models.meeting import Attendance, AttendeeRank, Meeting, Receipt
from meetings.models.minutes import Minutes, MinutesGroupObjectPermission, ResolvedMatter
from meetings.models.opinion import AgendaOpinion
from meetings.models.plan import MeetingPlan, PlannedMeeting
from meetings.models.public_version import PublicVersion
from meetings.models.recipient import Recipient
from meetings.models.scan import Scan, ScannedPage
from meetings.models.statement import ItemSummary, UnitStatement

__all__ = [
    "AgendaCall",
    "AgendaEntry",
    "AgendaItem",
    "AgendaOpinion",
    "AgendaRevision",
    "Amendment",
    "Attachment",
    "Attendance",
    "AttendeeRank",
    "Autosave",
    "CalendarFeed",
    "CarriedMatter",
    "Countersignature",
    "ItemSummary",
    "MajorMatter",
    "Meeting",
    "MeetingPack",
    "MeetingPlan",
    "MeetingReminder",
    "Minutes",
    "MinutesAttachment",
    "MinutesGroupObjectPermission",
    "MinutesVersion",
    "Participant",
    "PlannedMeeting",
    "PublicVersion",
    "Receipt",
    "Recipient",
    "ResolvedMatter",
    "Scan",
    "ScannedPage",
    "SignedCopy",
    "SigningDelegation",
    "Submission",
    "UnitStatement",
]
