"""Scans in every state, as the worker left them, for the access matrix, the page walk and the tests."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from jointmeeting.kernel import files, jobs
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.models import Job, StoredFile
from jointmeeting.kernel.uploads import Upload
from meetings import scanning
from meetings.models import Minutes, Scan, ScannedPage
from meetings.paper_loop import sign_in_code, task_sheet_code
from meetings.services import scan as services
from tests.factories import Office
from tests.subjects import browser, visit

PAGES: dict[str, tuple[str, str | None]] = {
    "meetings:scan_page": ("scan", None),
    "meetings:scan_download": ("scan", None),
    "meetings:scanned_page": ("scanned_page", "scan.file"),
    "meetings:scanned_page_download": ("scanned_page", None),
}
LOGGED_READS = frozenset({"meetings:scan_download", "meetings:scanned_page_download"})


def upload(office: Office, content: bytes = b"", name: str = "签回.pdf") -> Scan:
    """A scan that waits for the worker."""
    file = Upload(name, content or b"%PDF-1.7\n" + uuid4().bytes, "application/pdf")
    return services.upload_scan(office.body, upload=file, by=office.staff, request_key=uuid4())


def taken_apart(office: Office, content: bytes, name: str = "签回.pdf") -> Scan:
    """A scan the real job has read."""
    scan = upload(office, content, name)
    assert jobs.run(Job.objects.get(kind=services.SCAN_JOB, target=scan.pk).pk)
    scan.refresh_from_db()
    return scan


def with_codes(office: Office, *codes: SheetCode | str) -> Scan:
    """A scan whose pages say `codes`, without its being drawn; an empty text is a page that says nothing."""
    scan = upload(office)
    texts = [code if isinstance(code, str) else code.text() for code in codes]
    scanning.finish(scan.pk, scanning.Found([(picture(), (text,) if text else ()) for text in texts]))
    scan.refresh_from_db()
    return scan


def picture() -> StoredFile:
    return files.store(b"\xff\xd8\xff synthetic", media_type="image/jpeg", sealed=True)


def page_of(scan: Scan, number: int) -> ScannedPage:
    return scan.pages.select_related("scan__jurisdiction").get(number=number)


def objects(office: Office) -> dict[str, Any]:
    """A scan, and a page filed with the task sheet of the office's first unit."""
    scan = with_codes(office, task_sheet_code(office.minutes(Minutes.State.ISSUED), office.unit))
    return {"scan": scan, "scanned_page": page_of(scan, 1)}


def walk(office: Office) -> None:
    """Open every page, in the states that show its parts."""
    visit(office.staff, reverse("meetings:scan_list"))
    upload(office)
    failed = upload(office)
    scanning.finish(failed.pk, scanning.Found(failure="文件损坏，无法打开"))
    meeting, minutes = office.noticed_meeting(), office.minutes(Minutes.State.ISSUED)
    scan = with_codes(office, sign_in_code(meeting), "", "", task_sheet_code(minutes, office.unit))
    services.file_page(page_of(scan, 3), kind="", sheet=None, reason="背面空白", by=office.staff)
    things = (*Scan.objects.all(), page_of(scan, 1), page_of(scan, 2), page_of(scan, 3), meeting, minutes)
    for thing in things:
        visit(office.staff, thing.get_absolute_url())
    visit(office.staff, reverse("meetings:scan_list"))
    visit(office.staff, "/")
    for person in (office.staff, office.liaison):
        visit(person, reverse("meetings:minutes_task_sheets", args=[minutes.pk]))
        visit(person, reverse("meetings:scanned_page_download", args=[page_of(scan, 4).pk]))
    visit(office.staff, reverse("meetings:scan_download", args=[scan.pk]))
    browser(office.staff).post(reverse("meetings:scan_list"), {})
