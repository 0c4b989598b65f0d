"""Open work that goes to whoever takes over a unit's duties: assignments, parts, recurring duties."""

from django.db.models import QuerySet

from duties.models import Assignment, Part, PartState, RecurringDuty
from duties.models.assignment import ENDED
from jointmeeting.kernel import audit, succession
from jointmeeting.kernel.succession import Moving
from members.models import Duty, MemberUnit

LONGEST_LABEL = 80


def _assignments(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(lead_unit=unit).exclude(state__in=ENDED)
    return rows if duties is None else rows.filter(duty__in=duties)


def _lead(assignment: Assignment, successor: MemberUnit) -> None:
    """The successor leads; where it supported, its part is done by leading. Somebody there must be named anew."""
    assignment.parts.filter(unit=successor).update(unit=None, label=f"{successor}（现为牵头单位）"[:LONGEST_LABEL])
    before = str(assignment.lead_unit)
    assignment.lead_unit, assignment.responsible = successor, None
    assignment.save(update_fields=["lead_unit", "responsible"])
    audit.record("assignment.succeed", assignment, by=None, details={"from": before, "to": str(successor)})


def _parts(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[Part]:
    if duties is not None:  # a part rests on no duty of its own: it stays with the unit that was named
        return Part.objects.none()
    return Part.objects.filter(unit=unit, state=PartState.OPEN).exclude(assignment__state__in=ENDED)


def _support(part: Part, successor: MemberUnit) -> None:
    """The successor supports, unless it does already or leads: then the old name stays, flagged."""
    others = part.assignment.parts.filter(unit=successor).exists()
    if others or part.assignment.lead_unit_id == successor.pk:
        part.unit, part.label = None, f"{part.label}（已由{successor}承接）"[:LONGEST_LABEL]
    else:
        part.unit, part.label = successor, successor.name
    part.save(update_fields=["unit", "label"])


def _recurring(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[RecurringDuty]:
    if duties is not None:
        return RecurringDuty.objects.none()
    return RecurringDuty.objects.filter(unit=unit, is_active=True)


def _report(duty: RecurringDuty, successor: MemberUnit) -> None:
    """Reports that are due go with the duty; a duty the successor has already is asked once."""
    if RecurringDuty.objects.filter(unit=successor, content=duty.content).exists():
        duty.is_active = False
    else:
        duty.unit = successor
    duty.save(update_fields=["unit", "is_active"])


succession.register(
    Moving("牵头的工作事项", _assignments, _lead),
    Moving("配合分工", _parts, _support),
    Moving("定期报送", _recurring, _report),
)
