"""What meetings carry over: items put off or ready, cases to be ratified, what was left to the government."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jointmeeting.kernel import carry_over
from jointmeeting.kernel.carry_over import Kind, Matter
from jointmeeting.kernel.templatetags.ui import cn_day
from meetings.models import AgendaItem, MajorMatter, Meeting

ITEM = "meetings.agendaitem"
A = AgendaItem.State


def of_items(meeting: Any) -> Iterator[Matter]:
    """Yield the items that may go on this agenda; a liaison meeting discusses those the office accepted."""
    ready = {A.ACCEPTED} if meeting.kind == Meeting.Kind.LIAISON else {A.ACCEPTED, A.DISCUSSED, A.ADMITTED, A.APPROVED}
    states = ready if meeting.kind == Meeting.Kind.LIAISON else ready | {A.DEFERRED}
    items = AgendaItem.objects.filter(jurisdiction=meeting.jurisdiction_id, state__in=states)
    placed = meeting.entries.filter(withdrawn_reason="").values("agenda_item")  # what was struck out may come back
    for item in items.exclude(pk__in=placed).select_related("unit").order_by("pk"):
        kind = Kind.DEFERRED if item.state == A.DEFERRED else Kind.READY
        key, url = f"{ITEM}:{item.pk}", item.get_absolute_url()
        yield Matter(kind, key, item.title, item.unit.name, url, note=item.get_state_display())


def of_cases(meeting: Any) -> Iterator[Matter]:
    """Yield the cases decided one by one since the last regular meeting: it ratifies them."""
    if meeting.kind != Meeting.Kind.REGULAR:
        return
    held, last = _held(meeting), _last_regular(meeting)
    cases = held.filter(kind=Meeting.Kind.CASE, starts_at__lt=meeting.starts_at)
    for case in cases.filter(starts_at__gt=last.starts_at) if last else cases:
        office = meeting.jurisdiction.office_name
        note = f"{cn_day(case.starts_at)}一事一议"
        key, url = f"meetings.meeting:{case.pk}", case.get_absolute_url()
        yield Matter(Kind.RATIFY, key, case.household, office, url, note=note)


def of_major_matters(meeting: Any) -> Iterator[Matter]:
    """Yield what was left to the government and waits, or was decided since the last regular meeting: it is told."""
    if meeting.kind != Meeting.Kind.REGULAR:
        return
    state, last = MajorMatter.State, _last_regular(meeting)
    since = Q(decided_on__gte=timezone.localdate(last.starts_at)) if last else Q()
    earlier = MajorMatter.objects.filter(
        jurisdiction=meeting.jurisdiction_id, meeting__starts_at__lt=meeting.starts_at
    ).exclude(meeting=meeting)
    rows = earlier.filter(Q(state__in=[state.RAISED, state.REPORTED]) | Q(since, state=state.DECIDED))
    for row in rows.select_related("unit").order_by("pk"):
        key, url = f"meetings.majormatter:{row.pk}", row.get_absolute_url()
        yield Matter(Kind.GOVERNMENT, key, row.title, row.unit.name, url, note=row.get_state_display())


def _held(meeting: Any) -> QuerySet[Meeting]:
    return Meeting.objects.filter(jurisdiction=meeting.jurisdiction_id, state=Meeting.State.HELD)


def _last_regular(meeting: Any) -> Meeting | None:
    before = _held(meeting).filter(kind=Meeting.Kind.REGULAR, starts_at__lt=meeting.starts_at)
    return before.order_by("-starts_at").first()


carry_over.register(of_items)
carry_over.register(of_major_matters)
carry_over.register(of_cases)
