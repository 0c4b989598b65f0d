"""What meetings themselves carry over: deferred items, items that are ready, cases that wait to be ratified."""

from collections.abc import Iterator
from typing import Any

from jointmeeting.kernel import carry_over
from jointmeeting.kernel.carry_over import Kind, Matter
from jointmeeting.kernel.templatetags.ui import cn_day
from meetings.models import AgendaItem, Meeting

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
    held = Meeting.objects.filter(jurisdiction=meeting.jurisdiction_id, state=Meeting.State.HELD)
    last = held.filter(kind=Meeting.Kind.REGULAR, starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    cases = held.filter(kind=Meeting.Kind.CASE, starts_at__lt=meeting.starts_at)
    for case in cases.filter(starts_at__gt=last.starts_at) if last else cases:
        office = meeting.jurisdiction.office_name
        note = f"{cn_day(case.starts_at)}一事一议"
        key, url = f"meetings.meeting:{case.pk}", case.get_absolute_url()
        yield Matter(Kind.RATIFY, key, case.household, office, url, note=note)


carry_over.register(of_items)
carry_over.register(of_cases)
