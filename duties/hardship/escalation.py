"""Taking a hardship case to a meeting on it alone (一事一议): the proposed meeting, and what came of it.

A meeting knows no case: the two find each other by the masked household, and a person says which meeting decided.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from duties.models import Assignment, HardshipCase, HardshipState, SourceKind
from jointmeeting.kernel import carry_over
from jointmeeting.kernel.carry_over import Kind, Matter
from meetings.models import Meeting


def proposal(case: HardshipCase) -> str:
    """Return the address of a new case meeting, filled with what is known; the office completes it."""
    given: list[tuple[str, Any]] = [
        ("kind", Meeting.Kind.CASE.value),
        ("title", f"{case.number_label}一事一议"),
        ("household", case.household),
    ]
    units = {*case.unit_scope(), *case.supports.values_list("unit", flat=True)}
    return f"{reverse('meetings:meeting_create')}?{urlencode([*given, *(('invited_units', u) for u in sorted(units))])}"


def meetings_on(case: HardshipCase) -> QuerySet[Meeting]:
    """Return the case meetings on a household of that name since the case was received, the next one first."""
    rows = Meeting.objects.filter(
        jurisdiction=case.jurisdiction_id, kind=Meeting.Kind.CASE, starts_at__date__gte=case.received_on
    )
    return rows.filter(household=case.household).exclude(state=Meeting.State.CANCELLED).order_by("starts_at")


def assigning(case: HardshipCase) -> str:
    """Return the address where the office assigns work that comes of the case; its number stands as the source."""
    given = {"source_kind": SourceKind.HARDSHIP.value, "source": case.number_label}
    return f"{reverse('duties:assignment_create')}?{urlencode(given)}"


def assignments_of(case: HardshipCase, user: Any) -> QuerySet[Assignment]:
    """Return what came of the case: by its number, and by the minutes of the deciding meeting; what `user` may see."""
    rows = Assignment.objects.visible_to(user).select_related("lead_unit")
    by_number = Q(jurisdiction=case.jurisdiction_id, source_kind=SourceKind.HARDSHIP, source=case.number_label)
    by_meeting = Q(matter__minutes__meeting=case.meeting_id) if case.meeting_id else Q(pk=None)
    return rows.filter(by_number | by_meeting)


def of_cases(meeting: Any) -> Iterator[Matter]:
    """Yield the cases a meeting on one household was called for."""
    if meeting.kind != Meeting.Kind.CASE:
        return
    cases = HardshipCase.objects.filter(
        jurisdiction=meeting.jurisdiction_id, household=meeting.household, state=HardshipState.AT_MEETING
    )
    for case in cases.select_related("lead_unit", "jurisdiction"):
        unit = str(case.lead_unit or case.jurisdiction.office_name)
        key, url = f"duties.hardshipcase:{case.pk}", case.get_absolute_url()
        yield Matter(Kind.ESCALATED, key, str(case), unit, url, case.step_due_on, case.place)


carry_over.register(of_cases)
