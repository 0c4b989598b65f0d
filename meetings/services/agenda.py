"""Creating and editing agenda items. State changes are in workflows, never here."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.models import AgendaItem, Attachment
from members.models import MemberUnit
from members.rules import require


@transaction.atomic
def draft_agenda_item(
    unit: MemberUnit,
    *,
    fields: Mapping[str, Any],
    uploads: Iterable[Upload] = (),
    is_confidential: bool = False,
    by: Any,
    request_key: UUID,
) -> AgendaItem:
    """Draft an item for `unit` from the fields of the template; the same `request_key` drafts it once."""
    require(by, "agenda_item.create", unit)
    if done := audit.find_request(request_key):
        return AgendaItem.objects.get(pk=done.subject_id)
    item = AgendaItem(jurisdiction=unit.jurisdiction, unit=unit, drafted_by=by)
    _write(item, fields, uploads, is_confidential=is_confidential, by=by)
    audit.record("agenda_item.create", item, by=by, request_key=request_key)
    return item


@transaction.atomic
def edit_agenda_item(
    item: AgendaItem,
    *,
    fields: Mapping[str, Any],
    uploads: Iterable[Upload] = (),
    is_confidential: bool = False,
    confidential: Mapping[int, bool] | None = None,
    removed: Collection[int] = (),
    by: Any,
    request_key: UUID,
) -> None:
    """Change a draft; a submitted item is changed only after it was returned.

    `removed` are the papers to take out, `confidential` says of others whether they are for the units concerned only.
    """
    require(by, "agenda_item.edit", item)
    if audit.find_request(request_key):
        return
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if locked.state != AgendaItem.State.DRAFT:
        raise Refused(f"议题状态为“{locked.get_state_display()}”，不能修改。如需修改，请联系办公室退回。")
    gone = _take_out(locked, removed)
    _mark(locked, confidential or {})
    _write(locked, fields, uploads, is_confidential=is_confidential, by=by)
    audit.record("agenda_item.edit", locked, by=by, details={"removed": gone} if gone else {}, request_key=request_key)


def _take_out(item: AgendaItem, papers: Collection[int]) -> list[str]:
    """Take papers out in all their versions; what was submitted before stays behind the scenes as part of that text."""
    frozen = {(row[0], row[1]) for text in item.submissions.all() for row in text.content["attachments"]}
    gone = list(item.attachments.newest().filter(pk__in=papers).values_list("name", flat=True))
    for name in gone:
        for paper in item.attachments.filter(name__iexact=name):
            if (paper.name, paper.version) in frozen:
                paper.is_removed = True
                paper.save(update_fields=["is_removed"])
            else:
                paper.delete()
    return gone


def _mark(item: AgendaItem, confidential: Mapping[int, bool]) -> None:
    """Mark papers, with their earlier versions, as confidential or not."""
    for paper in item.attachments.newest().filter(pk__in=list(confidential)):
        if paper.is_confidential != confidential[paper.pk]:
            item.attachments.filter(name__iexact=paper.name).update(is_confidential=confidential[paper.pk])


def _write(
    item: AgendaItem, fields: Mapping[str, Any], uploads: Iterable[Upload], *, is_confidential: bool, by: Any
) -> None:
    plain = dict(fields)
    concerned = plain.pop("units_concerned", None)
    for name, value in plain.items():
        setattr(item, name, value)
    item.save()
    if concerned is not None:
        item.units_concerned.set(concerned)
    for upload in uploads:
        _attach(item, upload, is_confidential=is_confidential, by=by)


def _attach(item: AgendaItem, upload: Upload, *, is_confidential: bool, by: Any) -> None:
    """Keep a paper: a name already there gets its next version, the same bytes again are nothing new."""
    stored = files.store(upload.content, media_type=upload.media_type)
    last = item.attachments.filter(name__iexact=upload.name).order_by("version").last()
    if last and last.file_id == stored.pk and last.is_confidential == is_confidential and not last.is_removed:
        return
    Attachment.objects.create(
        agenda_item=item,
        file=stored,
        name=upload.name,
        version=last.version + 1 if last else 1,
        is_confidential=is_confidential,
        added_by=by,
    )
