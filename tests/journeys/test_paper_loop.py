"""The office scans what came back signed: of five pages in one PDF four find their way, a person files the fifth."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import Minutes, Scan, ScannedPage
from tests.conftest import founded
from tests.journeys.conftest import Worker, eventually, fits, shoot
from tests.journeys.test_main_job import PASSWORD, with_password
from tests.kernel.documents.scans import blank, scanned

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]


def test_print_scan_and_file(
    transactional_db: None, page_for: Callable[..., Page], worker: Worker, tmp_path: Path
) -> None:
    office = founded("yueqing")
    minutes = office.minutes(Minutes.State.ISSUED)
    staff = page_for(with_password(office.staff).username, PASSWORD)
    papers = [
        taken(staff, address, tmp_path)
        for address in (
            reverse("meetings:meeting_sheet_paper", args=[minutes.meeting_id, "pdf"]),
            reverse("meetings:countersign_paper", args=[minutes.pk]),
            reverse("meetings:minutes_task_sheet", args=[minutes.pk, office.unit.pk, "pdf"]),
            reverse("meetings:minutes_task_sheet", args=[minutes.pk, office.other_unit.pk, "pdf"]),
        )
    ]
    file = tmp_path / "scan.pdf"
    file.write_bytes(scanned(*papers, blank(), angle=5, first_only=True))

    upload(staff, file)
    file_by_hand(staff, f"sign_in-{minutes.meeting_id}-0")
    staff.goto(minutes.meeting.get_absolute_url())
    expect(staff.locator("#scans [data-testid='scanned_page.download']")).to_have_count(2)
    shoot(staff, "meeting-scans")
    assert ScannedPage.objects.filter(filed_by=office.staff).count() == 1


def upload(staff: Page, file: Path) -> None:
    """From the list of meetings; the worker takes the scan apart, and the machine files four of its pages."""
    staff.goto(reverse("meetings:meeting_list"))
    staff.click("a:has-text('扫描归档')")
    staff.set_input_files("[name=file]", file)
    staff.click("[data-testid='scan.upload'] button[type=submit]")
    eventually(lambda: Scan.objects.filter(read_at__isnull=False).exists(), "taking the scan apart")
    staff.reload()
    expect(staff.locator("tbody tr")).to_have_count(5)
    expect(staff.locator("tbody tr:has-text('自动归档')")).to_have_count(4)
    shoot(staff, "scan-page")


def file_by_hand(staff: Page, sheet: str) -> None:
    """From the scan to the desk, on a telephone to the page with its picture."""
    staff.click(".crumb a:has-text('扫描归档')")
    expect(staff.locator("#desk tbody tr")).to_have_count(1)
    expect(staff.locator("#desk")).to_contain_text("没有读到归档码")
    shoot(staff, "scan-list")
    staff.set_viewport_size({"width": 360, "height": 780})
    fits(staff)
    staff.click("#desk [data-testid='scan.file']")
    fits(staff)
    staff.wait_for_function("document.querySelector('.scanned-page').naturalWidth > 1000")
    shoot(staff, "phone-scanned-page")
    staff.select_option("[name=sheet]", sheet)
    staff.click(".form-actions button[type=submit]")
    staff.set_viewport_size({"width": 1280, "height": 900})
    expect(staff.locator(".badge:has-text('待认领')")).to_have_count(0)


def taken(page: Page, address: str, place: Path) -> bytes:
    """Print a sheet as the office does."""
    with page.expect_download() as download:
        page.evaluate("address => { location.href = address }", address)
    target = place / "sheet.pdf"
    download.value.save_as(target)
    return target.read_bytes()
