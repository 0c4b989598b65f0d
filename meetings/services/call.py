"""Opening a call for agenda items. State changes are in workflows, never here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, notify
from meetings.models import AgendaCall
from members.models import Jurisdiction
from members.rules import require


@transaction.atomic
def open_call(
    body: Jurisdiction, *, title: str, note: str, closes_at: datetime, by: Any, request_key: UUID
) -> AgendaCall:
    """Open a call of `body`; every unit is told. The same `request_key` opens it once."""
    require(by, "agenda_call.open", body)
    if done := audit.find_request(request_key):
        return AgendaCall.objects.get(pk=done.subject_id)
    call = AgendaCall.objects.create(jurisdiction=body, title=title, note=note, closes_at=closes_at, opened_by=by)
    notify.announce(audit.record("agenda_call.open", call, by=by, request_key=request_key))
    return call
