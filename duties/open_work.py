"""What a unit has under way here, for the hand-over: assignments, parts, periodic reports."""

from django.db.models import QuerySet

from duties.models import Assignment, Part, PartState, PeriodicReport, PeriodicReportState
from jointmeeting.kernel import open_work
from jointmeeting.kernel.open_work import Source
from members.models import MemberUnit


def _assignments(unit: MemberUnit) -> QuerySet[Assignment]:
    return Assignment.objects.filter(lead_unit=unit).open()


def _parts(unit: MemberUnit) -> QuerySet[Part]:
    return Part.objects.filter(unit=unit, state=PartState.OPEN).select_related("assignment")


def _reports(unit: MemberUnit) -> QuerySet[PeriodicReport]:
    return PeriodicReport.objects.filter(duty__unit=unit, state=PeriodicReportState.DUE).select_related("duty")


open_work.register(
    Source("工作事项", _assignments, lambda row: row.due_on),
    Source("配合分工", _parts, lambda row: row.assignment.due_on),
    Source("定期报送", _reports, lambda row: row.due_on),
)
