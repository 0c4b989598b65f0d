"""Opening assignments from issued minutes."""

from django.db import transaction

from duties.models import Assignment
from jointmeeting.kernel import audit, notify
from meetings.models import Minutes


@transaction.atomic
def open_assignments(minutes: Minutes) -> list[Assignment]:
    """Open exactly one assignment for each resolved matter of issued minutes; called again, it opens none."""
    opened = []
    matters = minutes.matters.filter(assignment=None).select_related("lead_unit").prefetch_related("supporting_units")
    for matter in matters:
        assignment = Assignment.objects.create(
            jurisdiction=minutes.jurisdiction,
            matter=matter,
            title=matter.heading,
            text=matter.text,
            source=f"纪要{minutes.number_label}第{matter.position}条",
            lead_unit=matter.lead_unit,
            due_on=matter.due_on,
        )
        assignment.supporting_units.set(matter.supporting_units.all())
        notify.announce(audit.record("assignment.assign", assignment, by=None))
        opened.append(assignment)
    return opened
