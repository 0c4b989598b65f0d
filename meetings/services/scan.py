"""Taking in scanned paper, and saying by hand what a page belongs to. Nothing but the filing changes."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from jointmeeting.kernel import audit, clock, files, jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.paper_loop import Sheet
from jointmeeting.kernel.uploads import Upload
from meetings.models import Scan, ScannedPage
from members.models import Jurisdiction
from members.rules import require

SCAN_JOB = "meetings.read_scan"
PDF = "application/pdf"


@transaction.atomic
def upload_scan(body: Jurisdiction, *, upload: Upload, by: Any, request_key: UUID) -> Scan:
    """Keep a scan, sealed, and have it taken apart. Raises Refused for no PDF, and for one that was uploaded before."""
    require(by, "scan.upload", body)
    if done := audit.find_request(request_key):
        return Scan.objects.get(pk=done.subject_id)
    if upload.media_type != PDF:
        raise Refused("扫描件须为PDF。请在扫描仪上选择“扫描为PDF”，多页合成一个文件后上传。")
    file = files.store(upload.content, media_type=PDF, sealed=True)
    try:
        with transaction.atomic():
            scan = Scan.objects.create(
                jurisdiction=body, name=upload.name, file=file, uploaded_by=by, uploaded_at=clock.now()
            )
    except IntegrityError:
        raise Refused("这份文件已经上传过，没有重复拆分。请在“最近上传”中查看。") from None
    jobs.enqueue(SCAN_JOB, scan.pk)
    audit.record("scan.upload", scan, by=by, details={"sha256": file.sha256}, request_key=request_key)
    return scan


@transaction.atomic
def file_page(page: ScannedPage, *, kind: str, sheet: Sheet | None, reason: str, by: Any) -> ScannedPage:
    """File a page with a sheet, or set it aside (`sheet` None). Its code counts no more: a person said what it is.

    Raises Refused for another body's sheet, and without a reason where the page was filed before or is set aside.
    """
    locked = ScannedPage.objects.select_for_update(of=("self",)).select_related("scan__jurisdiction").get(pk=page.pk)
    require(by, "scan.file", locked)
    if sheet and sheet.body != locked.jurisdiction_id:
        raise Refused("所选的表不属于本联席会议，请重新选择。")
    if not reason and (sheet is None or not locked.is_waiting):
        raise Refused("请写明理由：不归档或者改变归档位置的，须留下理由备查。")
    before = locked.label or ("不归档" if locked.is_set_aside else "待认领")
    locked.kind, locked.is_set_aside = (kind, False) if sheet else ("", True)
    locked.target, locked.part, locked.label = (sheet.target, sheet.part, sheet.label) if sheet else (0, 0, "")
    locked.version, locked.side, locked.remark = 0, 0, reason
    locked.filed_by, locked.filed_at = by, clock.now()
    locked.save()
    details = {"page": locked.number, "from": before, "to": locked.label or "不归档"}
    audit.record("scan.file", locked.scan, by=by, comment=reason, details=details)
    return locked
