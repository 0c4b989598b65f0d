"""Open work that goes to whoever takes over a unit's duties: assignments, parts, recurring duties."""

from datetime import timedelta

from django.db.models import QuerySet

from duties import parts, recurring
from duties.models import Assignment, Part, PartState, PeriodicReportState, RecurringDuty
from duties.models.assignment import ENDED
from jointmeeting.kernel import audit, clock, succession
from jointmeeting.kernel.succession import Moving
from members.models import Duty, MemberUnit

KEPT = (
    "jurisdiction", "kind", "content", "outline", "cadence", "clause", "due_month", "due_day", "is_from_notice",
)  # fmt: skip


def _assignments(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(lead_unit=unit).exclude(state__in=ENDED)
    return rows if duties is None else rows.filter(duty__in=duties)


def _lead(assignment: Assignment, successor: MemberUnit) -> None:
    """The successor leads; where it supported, its part is done by leading. Somebody there must be named anew."""
    parts.detach(assignment, successor)
    before = str(assignment.lead_unit)
    assignment.lead_unit, assignment.responsible, assignment.handed_on = successor, None, clock.today()
    assignment.save(update_fields=["lead_unit", "responsible", "handed_on"])
    audit.record("assignment.succeed", assignment, by=None, details={"from": before, "to": str(successor)})


def _parts(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[Part]:
    if duties is not None:  # a part rests on no duty of its own: it stays with the unit that was named
        return Part.objects.none()
    return Part.objects.filter(unit=unit, state=PartState.OPEN).exclude(assignment__state__in=ENDED)


def _support(part: Part, successor: MemberUnit) -> None:
    """The successor supports, unless it does already or leads: then the old name stays, flagged."""
    others = part.assignment.parts.filter(unit=successor).exists()
    if others or part.assignment.lead_unit_id == successor.pk:
        part.unit, part.label = None, f"{part.label}（已由{successor}承接）"[: parts.LONGEST_LABEL]
    else:
        part.unit, part.label = successor, successor.name
    part.save(update_fields=["unit", "label"])


def _recurring(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[RecurringDuty]:
    if duties is not None:
        return RecurringDuty.objects.none()
    return RecurringDuty.objects.filter(unit=unit, is_active=True)


def _report(duty: RecurringDuty, successor: MemberUnit) -> None:
    """The successor is asked from now on, once; what is still open goes with the duty, what was accepted stays.

    A report both were asked for stays with the successor alone.
    """
    theirs = RecurringDuty.objects.filter(unit=successor, content=duty.content).first()
    if theirs is None or not theirs.is_active:
        theirs = _same(duty, successor, theirs)
    for report in duty.reports.exclude(state=PeriodicReportState.ACCEPTED):
        if theirs.reports.filter(year=report.year, period=report.period).exists():
            if report.state == PeriodicReportState.DUE:
                report.delete()
            continue
        report.duty = theirs
        report.save(update_fields=["duty"])
    recurring.end(duty, reason=f"职责由{successor}承接", by=None)


def _same(duty: RecurringDuty, successor: MemberUnit, ended: RecurringDuty | None) -> RecurringDuty:
    """Ask the same of the successor, beginning after what its predecessor's reports were accepted for.

    What had `ended` for the successor goes on by its predecessor's rule: a unit has one duty of a content.
    """
    accepted = duty.reports.filter(state=PeriodicReportState.ACCEPTED).order_by("-due_on").first()
    fields = {name: getattr(duty, name) for name in KEPT}
    fields["starts_on"] = max(duty.starts_on, accepted.due_on + timedelta(days=1)) if accepted else duty.starts_on
    if ended is None:
        return RecurringDuty.objects.create(unit=successor, **fields)
    recurring.resume(ended, **fields)
    return ended


succession.register(
    Moving("牵头的工作事项", _assignments, _lead),
    Moving("配合分工", _parts, _support),
    Moving("定期报送", _recurring, _report),
)
