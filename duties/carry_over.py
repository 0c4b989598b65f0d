"""What duties carry into the next meeting: assignments that are late or still under way, reports that are owed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from duties.models import Assignment, PeriodicReport, PeriodicReportState
from duties.models.assignment import RESTING, SourceKind
from jointmeeting.kernel import carry_over, clock
from jointmeeting.kernel.carry_over import Kind, Matter
from jointmeeting.kernel.templatetags.ui import cn_day


def of_assignments(meeting: Any) -> Iterator[Matter]:
    """Yield what is late, what meetings decided and is under way, and what was put before this meeting."""
    asked = Q(source_kind=SourceKind.MATTER) | Q(due_on__lt=clock.today()) | Q(carried_to=meeting.pk)
    rows = Assignment.objects.filter(asked, jurisdiction=meeting.jurisdiction_id).exclude(state__in=RESTING)
    for row in rows.select_related("lead_unit"):
        is_late = row.due_on is not None and row.due_on < clock.today()
        note = row.get_state_display() + (f"，应于{cn_day(row.due_on)}办结" if row.due_on else "")
        yield Matter(
            Kind.OVERDUE if is_late else Kind.OPEN,
            f"duties.assignment:{row.pk}",
            row.title,
            row.lead_unit.name,
            row.get_absolute_url(),
            row.due_on,
            note,
        )


def of_reports(meeting: Any) -> Iterator[Matter]:
    """Yield the periodic reports whose day has passed."""
    rows = PeriodicReport.objects.filter(
        duty__jurisdiction=meeting.jurisdiction_id, state=PeriodicReportState.DUE, due_on__lt=clock.today()
    )
    for row in rows.select_related("duty__unit"):
        key, url = f"duties.periodicreport:{row.pk}", row.get_absolute_url()
        yield Matter(Kind.REPORT, key, str(row), row.duty.unit.name, url, row.due_on)


carry_over.register(of_assignments)
carry_over.register(of_reports)
