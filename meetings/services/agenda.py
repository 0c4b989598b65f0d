"""Creating and editing agenda items. State changes are in workflows, never here."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.models import (
    AgendaItem,
    Attachment,
)
from members.models import MemberUnit
from members.rules import require


@transaction.atomic
def draft_agenda_item(
    unit: MemberUnit, *, title: str, background: str, proposal: str, upload: Upload | None, by: Any, request_key: UUID
) -> AgendaItem:
    """Draft an item for `unit`; the same `request_key` drafts it once."""
    require(by, "agenda_item.create", unit)
    if done := audit.find_request(request_key):
        return AgendaItem.objects.get(pk=done.subject_id)
    item = AgendaItem.objects.create(
        jurisdiction=unit.jurisdiction, unit=unit, title=title, background=background, proposal=proposal, drafted_by=by
    )
    if upload:
        _attach(item, upload, by=by)
    audit.record("agenda_item.create", item, by=by, request_key=request_key)
    return item


@transaction.atomic
def edit_agenda_item(
    item: AgendaItem, *, title: str, background: str, proposal: str, upload: Upload | None, by: Any, request_key: UUID
) -> None:
    """Change a draft; a submitted item is changed only after it was returned."""
    require(by, "agenda_item.edit", item)
    if audit.find_request(request_key):
        return
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if locked.state != AgendaItem.State.DRAFT:
        raise Refused(f"议题状态为“{locked.get_state_display()}”，不能修改。如需修改，请联系办公室退回。")
    locked.title, locked.background, locked.proposal = title, background, proposal
    locked.save()
    if upload:
        _attach(locked, upload, by=by)
    audit.record("agenda_item.edit", locked, by=by, request_key=request_key)


def _attach(item: AgendaItem, upload: Upload, *, by: Any) -> None:
    stored = files.store(upload.content, media_type=upload.media_type)
    Attachment.objects.create(agenda_item=item, file=stored, name=upload.name, added_by=by)
