"""Creating and editing agenda items. State changes are in workflows, never here."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.effects.agenda import TEXTS
from meetings.models import AgendaItem, Attachment
from members.models import MemberUnit
from members.rules import require


class Outdated(Refused):
    """Somebody else saved the draft in between. Nothing was written; what was typed is still in the form."""


def as_shown(item: AgendaItem) -> str:
    """Return what tells whether the words of a draft changed since its form was opened; papers are told one by one."""
    words = [getattr(item, name) for name in (*TEXTS, "needs_money", "is_normative", "call_id")]
    concerned = sorted(item.units_concerned.values_list("pk", flat=True))
    return hashlib.sha256(repr([*words, concerned]).encode()).hexdigest()


@transaction.atomic
def draft_agenda_item(
    unit: MemberUnit,
    *,
    fields: Mapping[str, Any],
    uploads: Iterable[Upload] = (),
    confidential_uploads: Iterable[Upload] = (),
    by: Any,
    request_key: UUID,
) -> AgendaItem:
    """Draft an item for `unit` from the fields of the template; the same `request_key` drafts it once."""
    require(by, "agenda_item.create", unit)
    if done := audit.find_request(request_key):
        return AgendaItem.objects.get(pk=done.subject_id)
    item = AgendaItem(jurisdiction=unit.jurisdiction, unit=unit, drafted_by=by)
    _write(item, fields)
    _attach_all(item, uploads, confidential_uploads, by=by)
    audit.record("agenda_item.create", item, by=by, request_key=request_key)
    return item


@transaction.atomic
def edit_agenda_item(
    item: AgendaItem,
    *,
    fields: Mapping[str, Any],
    uploads: Iterable[Upload] = (),
    confidential_uploads: Iterable[Upload] = (),
    confidential: Mapping[int, bool] | None = None,
    removed: Collection[int] = (),
    seen: str = "",
    by: Any,
    request_key: UUID,
) -> None:
    """Change a draft; a submitted item is changed only after it was returned.

    Raises Outdated where its words are no longer those that were `seen` (as `as_shown` told them; empty: not asked).
    `removed` are the papers to take out, `confidential` says of others whether they are for the units concerned only.
    """
    require(by, "agenda_item.edit", item)
    if audit.find_request(request_key):
        return
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if locked.state != AgendaItem.State.DRAFT:
        raise Refused(f"议题状态为“{locked.get_state_display()}”，不能修改。如需修改，请联系办公室退回。")
    if seen and seen != as_shown(locked):
        raise Outdated(_who_was_faster(locked))
    gone = _take_out(locked, removed)
    _mark(locked, confidential or {})
    _write(locked, fields)
    _attach_all(locked, uploads, confidential_uploads, by=by)
    audit.record("agenda_item.edit", locked, by=by, details={"removed": gone} if gone else {}, request_key=request_key)


def _who_was_faster(item: AgendaItem) -> str:
    last = audit.history(item).filter(act="agenda_item.edit").first()
    who = last.actor_name if last else "其他同志"
    return (
        f"您填写期间，{who}已修改并保存了本议题，您的修改没有保存。您填写的内容仍在下方，"
        "请另开窗口打开议题页面对照后再保存；新选的附件须重新选择。"
    )


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


def _write(item: AgendaItem, fields: Mapping[str, Any]) -> None:
    plain = dict(fields)
    concerned = plain.pop("units_concerned", None)
    for name, value in plain.items():
        setattr(item, name, value)
    item.save()
    if concerned is not None:
        item.units_concerned.set(concerned)


def _attach_all(item: AgendaItem, uploads: Iterable[Upload], confidential: Iterable[Upload], *, by: Any) -> None:
    for upload in uploads:
        _attach(item, upload, is_confidential=False, by=by)
    for upload in confidential:
        _attach(item, upload, is_confidential=True, by=by)


def _attach(item: AgendaItem, upload: Upload, *, is_confidential: bool, by: Any) -> None:
    """Keep a paper: a name already there gets its next version, the same bytes again are nothing new.

    What is internal stays so in its next version until somebody takes the mark away, and is so in all its versions.
    """
    stored = files.store(upload.content, media_type=upload.media_type)
    last = item.attachments.filter(name__iexact=upload.name).order_by("version").last()
    is_confidential = is_confidential or bool(last and last.is_confidential and not last.is_removed)
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
    if is_confidential:
        item.attachments.filter(name__iexact=upload.name).update(is_confidential=True)
