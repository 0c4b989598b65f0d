"""What can happen to what this app keeps, by subject. This is all there is."""

from meetings.workflows.agenda import agenda_items
from meetings.workflows.amendment import amendments
from meetings.workflows.call import agenda_calls
from meetings.workflows.countersignature import countersignatures
from meetings.workflows.delegation import signing_delegations
from meetings.workflows.major import major_matters
from meetings.workflows.meeting import meetings, receipts
from meetings.workflows.minutes import minutes
from meetings.workflows.opinion import agenda_opinions
from meetings.workflows.plan import meeting_plans
from meetings.workflows.recipient import recipients

__all__ = [
    "agenda_calls",
    "agenda_items",
    "agenda_opinions",
    "amendments",
    "countersignatures",
    "major_matters",
    "meeting_plans",
    "meetings",
    "minutes",
    "receipts",
    "recipients",
    "signing_delegations",
]
