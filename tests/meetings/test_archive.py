"""The archive of an issue is whole, its list is true, and the signature record says who wanted what."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pdfplumber
import pytest
from django.urls import reverse

from jointmeeting.kernel import audit, clock, files
from jointmeeting.kernel.documents.minutes import digest
from meetings import archive, workflows
from meetings.attachments import safe_name
from meetings.countersigning import standing
from meetings.models import Minutes, PublicVersion
from meetings.paper_loop import countersign_code, sign_in_code, task_sheet_code
from meetings.redaction import Cuts
from meetings.sheets import sheets
from meetings.signing_record import signing_record
from members.models import MemberUnit, Role
from tests.factories import Office, stored_file
from tests.meetings.countersigning import all_agree, circulated
from tests.meetings.issuing import outside
from tests.meetings.scanning import page_of, picture, with_codes
from tests.subjects import browser


@pytest.fixture
def minutes(yueqing: Office) -> Minutes:
    """Issued minutes that two units countersigned, and that went outside."""
    minutes = circulated(yueqing)
    for row in minutes.countersignatures.select_related("unit"):
        liaison = yueqing.person(Role.LIAISON, row.unit)
        workflows.countersignatures.perform(row, "agree", by=liaison)
    workflows.minutes.perform(minutes, "present", by=yueqing.staff)
    workflows.minutes.perform(minutes, "sign", by=yueqing.chief, data={"address": "10.0.0.8"})
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": stored_file()})
    workflows.recipients.perform(outside(minutes.recipients), "deliver", by=yueqing.staff, data={"way": "=机要交换"})
    return minutes


def opened(minutes: Minutes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive.archive(minutes, site="https://office.example"))) as bundle:
        assert bundle.testzip() is None
        return {name: bundle.read(name) for name in bundle.namelist()}


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join(char["text"] for page in document.pages for char in page.chars)


def test_the_list_names_every_file_with_size_and_hash(minutes: Minutes) -> None:
    found = opened(minutes)
    head, *rows = table(found.pop(archive.MANIFEST))
    assert head == list(archive.HEAD)
    assert rows == [[name, str(len(data)), hashlib.sha256(data).hexdigest()] for name, data in found.items()]


def test_everything_about_the_issue_is_there(minutes: Minutes) -> None:
    assert minutes.file is not None
    found = opened(minutes)
    stem = f"{minutes.number_label}{minutes.title}"
    assert found[f"{stem}.pdf"] == files.read(minutes.file)
    assert digest(json.loads(found["定稿内容.json"])) == minutes.content_hash
    assert {f"任务单/{sheet.unit}.docx" for sheet in sheets(minutes)} < set(found)
    for name in (f"{stem}.docx", "会签单.docx"):
        assert found[name].startswith(b"PK")
    rows = table(found["发送和签收.csv"])
    assert len(rows) == minutes.recipients.count() + 1
    assert [row[6] for row in rows if row[3] == "已送达"] == ["'=机要交换"]  # no formula for Excel


def test_what_the_public_may_read_is_archived_once_its_file_stands(minutes: Minutes, yueqing: Office) -> None:
    given = {"minutes": minutes, "cuts": Cuts().to_json(), "made_by": yueqing.director, "made_at": clock.now()}
    PublicVersion.objects.create(number=1, file=stored_file(), **given)
    PublicVersion.objects.create(number=2, **given)
    assert [name for name in opened(minutes) if name.startswith("公开版/")] == ["公开版/第1版.pdf"]


def test_the_paper_that_came_back_is_archived_with_what_it_belongs_to(minutes: Minutes, yueqing: Office) -> None:
    other = yueqing.minutes(Minutes.State.ISSUED)
    codes = [countersign_code(minutes), task_sheet_code(minutes, yueqing.unit), sign_in_code(minutes.meeting)]
    scan = with_codes(yueqing, *codes, task_sheet_code(other, yueqing.unit), "")
    found = opened(minutes)
    scanned = [name for name in found if name.startswith("扫描件/")]
    assert [name.partition("/")[2][1:-4] for name in scanned] == [
        safe_name(page.label) for page in (page_of(scan, 1), page_of(scan, 3), page_of(scan, 2))
    ]
    assert {found[name] for name in scanned} == {files.read(picture())}


def test_the_signature_record_says_who_consented_and_who_signed(minutes: Minutes, yueqing: Office) -> None:
    text = text_of(opened(minutes)["签署记录.pdf"])
    entry = audit.history(minutes).get(act="minutes.sign")
    for said in (
        str(yueqing.chief),
        "10.0.0.8",
        entry.details["wording"],
        "审核",
        str(yueqing.unit),
        "同意",
        "与定稿一致",
    ):
        assert said.replace(" ", "") in text.replace(" ", "")
    assert "与定稿不同" not in text


def test_the_consent_of_a_unit_dissolved_since_stays_in_the_record(yueqing: Office) -> None:
    minutes = circulated(yueqing, "concerned_units")
    all_agree(yueqing, minutes)
    workflows.minutes.perform(minutes, "present", by=yueqing.staff)
    workflows.minutes.perform(minutes, "sign", by=yueqing.chief)
    before = standing(minutes)
    assert (yueqing.other_unit, 1) in {(row.unit, row.position) for row in before}
    MemberUnit.ever.filter(pk=yueqing.other_unit.pk).update(is_member=False, ended_on=date(2026, 1, 1))
    assert standing(Minutes.objects.get(pk=minutes.pk)) == before


def test_there_is_no_record_before_the_issue(yueqing: Office) -> None:
    signed = yueqing.minutes(Minutes.State.SIGNED)
    with pytest.raises(ValueError, match="not issued"):
        signing_record(signed)
    assert browser(yueqing.staff).get(reverse("meetings:minutes_archive", args=[signed.pk])).status_code == 404


def test_a_title_is_no_path(minutes: Minutes) -> None:
    minutes.title = "../示例/纪要\\会议"
    assert all(".." not in name.split("/") and "\\" not in name for name in opened(minutes))


def test_the_export_is_logged(minutes: Minutes, yueqing: Office) -> None:
    url = reverse("meetings:minutes_archive", args=[minutes.pk])
    assert browser(yueqing.liaison).get(url).status_code == 403
    assert browser(yueqing.staff).get(url)["Content-Type"] == "application/zip"
    assert audit.history(minutes).filter(act="minutes.archive").count() == 1
