"""Adding attachments to a draft of minutes and taking them out; once it is reviewed they stand with the text."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock, files
from jointmeeting.kernel.documents.stamping import Unreadable, prove_bytes
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.countersigning import ATTACHED
from meetings.models import Minutes, MinutesAttachment
from meetings.services.minutes import ensure_draft
from members.rules import require

PDF = "application/pdf"


@transaction.atomic
def add_attachment(minutes: Minutes, *, title: str, upload: Upload, by: Any, request_key: UUID) -> MinutesAttachment:
    """Add a PDF under the title that is printed below the text; the same `request_key` adds it once.

    Raises Refused for a title or a file the draft has already, and for what no reader is sure to open.
    """
    require(by, "minutes.edit", minutes)
    if upload.media_type != PDF:
        raise Refused("附件随纪要一并签名、印发，请另存为PDF后上传。")
    pages = _pages(upload)  # before the lock: it takes a process of its own
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if done := audit.find_request(request_key):
        return locked.attachments.get(pk=done.details["attachment"])
    ensure_draft(locked)
    file = files.store(upload.content, media_type=PDF)
    if same := next((row for row in locked.attachments.all() if row.title == title or row.file_id == file.pk), None):
        raise Refused(f"已有附件“{same}”，名称和文件都不能重复。如需更换，请先移除原来的附件。")
    row = MinutesAttachment.objects.create(
        minutes=locked, title=title, file=file, pages=pages, added_by=by, added_at=clock.now()
    )
    _touch_clauses(locked)
    details = {"attachment": row.pk, "title": title, "sha256": file.sha256, "pages": pages}
    audit.record("minutes.attach", locked, by=by, details=details, request_key=request_key)
    return row


def _touch_clauses(minutes: Minutes) -> None:
    """Count the clauses that speak of attachments as changed: whoever consented to them did so to other files."""
    minutes.matters.filter(text__contains=ATTACHED).update(changed_in=minutes.version)


def _pages(upload: Upload) -> int:
    """Return how many pages the file has; what no reader opens does not go into signed minutes."""
    try:
        return prove_bytes(upload.content)
    except Unreadable as reason:
        raise Refused(f"附件不能用：{reason}。请重新另存为PDF，不设密码，打开确认后再上传。") from reason


@transaction.atomic
def remove_attachment(attachment: MinutesAttachment, *, by: Any) -> None:
    """Take an attachment out of the draft; the log keeps that it was there."""
    minutes = Minutes.objects.select_for_update(of=("self",)).get(pk=attachment.minutes_id)
    require(by, "minutes.edit", minutes)
    ensure_draft(minutes)
    details = {"title": attachment.title, "sha256": attachment.file.sha256}
    attachment.delete()
    _touch_clauses(minutes)
    audit.record("minutes.detach", minutes, by=by, details=details)
