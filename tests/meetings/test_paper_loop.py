"""Sheets that come back: each page finds what it was printed for, once; a person says what the machine cannot."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from duties.paper_loop import task_sheet_code as assignment_code
from jointmeeting.kernel import audit, jobs, notify, paper_loop
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.errors import Forbidden, Refused
from jointmeeting.kernel.models import Job, LogEntry, Notification
from jointmeeting.kernel.uploads import Upload
from meetings import scanning
from meetings.models import Attendance, Minutes, Scan, ScannedPage
from meetings.paper_loop import COUNTERSIGN, SIGN_IN, TASKS, countersign_code, sign_in_code, task_sheet_code
from meetings.services import scan as services
from members.models import Role
from tests.factories import PDF, Office
from tests.kernel.documents.scans import blank, scanned
from tests.meetings.scanning import page_of, picture, taken_apart, upload, with_codes
from tests.subjects import browser


def printed(office: Office, name: str, *args: Any) -> bytes:
    """What the office prints."""
    response = browser(office.staff).get(reverse(name, args=args), {"as": "pdf"})
    assert response.status_code == 200
    return response.content


def test_every_printed_sheet_finds_its_way_back(yueqing: Office) -> None:
    minutes = yueqing.minutes(Minutes.State.ISSUED)
    meeting, assignment = minutes.meeting, minutes.matters.all()[0].assignment
    before = list(Attendance.objects.filter(meeting=meeting).values_list("unit", "state"))
    papers = [
        printed(yueqing, "meetings:meeting_sheet_paper", meeting.pk, "pdf"),
        printed(yueqing, "meetings:countersign_paper", minutes.pk),
        printed(yueqing, "meetings:minutes_task_sheet", minutes.pk, yueqing.unit.pk, "pdf"),
        printed(yueqing, "duties:task_sheet", assignment.pk),
    ]
    scan = taken_apart(yueqing, scanned(*papers, angle=3))
    found = {(page.kind, page.target, page.part) for page in scan.pages.all()}
    assert found == {
        (SIGN_IN, meeting.pk, 0),
        (COUNTERSIGN, minutes.pk, 0),
        (TASKS, minutes.pk, yueqing.unit.pk),
        ("assignment", assignment.pk, yueqing.unit.pk),
    }
    client = browser(yueqing.staff)
    addresses = [meeting.get_absolute_url(), minutes.get_absolute_url(), assignment.get_absolute_url()]
    addresses.append(reverse("meetings:minutes_task_sheets", args=[minutes.pk]))
    assert {page.owner_url for page in scan.pages.all()} == set(addresses)
    for address in addresses:
        assert 'data-testid="scanned_page.download"' in client.get(address).content.decode()
    assert list(Attendance.objects.filter(meeting=meeting).values_list("unit", "state")) == before
    entry = audit.history(scan).get(act="scan.read")
    assert entry.details == {"pages": scan.pages.count(), "waiting": 0}


def test_the_same_side_is_not_filed_twice(yueqing: Office) -> None:
    code = sign_in_code(yueqing.noticed_meeting())
    first = with_codes(yueqing, code, code.on(2))
    again = with_codes(yueqing, code.on(2), code.on(3))
    assert [page.side for page in first.pages.all()] == [1, 2]
    assert [(page.kind, page.side) for page in again.pages.all()] == [("", 0), (SIGN_IN, 3)]
    assert f"已经归档（{first}第2页）" in page_of(again, 1).remark


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        (lambda office, _: "", scanning.NO_CODE),
        (lambda office, _: "https://office.example/", scanning.NO_CODE),
        (lambda office, _: sign_in_code(office.noticed_meeting()).text()[:-1] + "~", scanning.NO_CODE),
        (lambda office, _: sign_in_code(office.noticed_meeting()).text()[:-3] + "AAA", scanning.FOREIGN),
        (lambda office, _: SheetCode("sign_in", 10**9), scanning.GONE),
        (lambda office, _: SheetCode("unheard_of", 1), scanning.GONE),
        (lambda _, elsewhere: sign_in_code(elsewhere.noticed_meeting()), scanning.GONE),
        (lambda office, _: countersign_code(Minutes(pk=10**9)), scanning.GONE),
        (lambda office, _: task_sheet_code(office.minutes(), office.unit), scanning.GONE),
        (lambda office, _: SheetCode("assignment", 10**9), scanning.GONE),
    ],
)
def test_what_cannot_be_filed_waits_with_the_reason(
    code: Callable[[Office, Office], SheetCode | str], remark: str, yueqing: Office, chencang: Office
) -> None:
    page = page_of(with_codes(yueqing, code(yueqing, chencang)), 1)
    assert page.is_waiting and page.remark == remark
    assert remark in browser(yueqing.staff).get(reverse("meetings:scan_list")).content.decode()


def test_a_page_with_two_sheets_on_it_waits(yueqing: Office) -> None:
    code = sign_in_code(yueqing.noticed_meeting())
    scan = upload(yueqing)
    both = (code.text(), code.on(2).text())
    scanning.finish(scan.pk, scanning.Found([(page_of(with_codes(yueqing, ""), 1).picture, both)]))
    assert page_of(scan, 1).remark == scanning.SEVERAL


def test_a_person_files_moves_and_sets_aside(yueqing: Office) -> None:
    meeting, assignment = yueqing.noticed_meeting(), yueqing.assignment()
    scan = with_codes(yueqing, "", sign_in_code(meeting))
    client, address = browser(yueqing.staff), page_of(scan, 1).get_absolute_url()
    form = client.get(address).content.decode()
    assert all(kind.label in form for kind in paper_loop.kinds())
    assert client.post(address, {"sheet": "sign_in-999999-0"}).status_code == 422
    chosen = f"assignment-{assignment.pk}-{assignment.lead_unit_id}"
    assert client.post(address, {"sheet": chosen}).status_code == 302
    filed = page_of(scan, 1)
    assert (filed.target, filed.filed_by, filed.side) == (assignment.pk, yueqing.staff, 0)

    moved = page_of(scan, 2).get_absolute_url()
    refused = client.post(moved, {"sheet": "aside"})
    assert refused.status_code == 422 and "请写明理由" in refused.content.decode()
    assert client.post(moved, {"sheet": "aside", "reason": "不是签到表"}).status_code == 302
    assert page_of(scan, 2).is_set_aside and not page_of(scan, 2).kind
    entry = audit.history(scan).filter(act="scan.file").first()
    assert entry and entry.comment == "不是签到表"
    assert entry.details["from"].endswith("签到表") and entry.details["to"] == "不归档"
    assert not ScannedPage.objects.waiting().exists()


def test_only_sheets_of_the_own_body_are_filed_with(yueqing: Office, chencang: Office) -> None:
    scan = with_codes(yueqing, "")
    theirs = paper_loop.kinds()[0].find(chencang.noticed_meeting().pk, 0)
    with pytest.raises(Refused, match="不属于本联席会议"):
        services.file_page(page_of(scan, 1), kind=SIGN_IN, sheet=theirs, reason="", by=yueqing.staff)
    with pytest.raises(Forbidden):
        services.file_page(page_of(scan, 1), kind="", sheet=None, reason="空白", by=yueqing.liaison)


def test_a_unit_reads_its_own_sheets_and_no_other(yueqing: Office) -> None:
    minutes, other = yueqing.minutes(Minutes.State.ISSUED), yueqing.person(Role.LIAISON, yueqing.other_unit)
    assignment = minutes.matters.all()[0].assignment
    tasks = task_sheet_code(minutes, yueqing.unit)
    scan = with_codes(yueqing, sign_in_code(minutes.meeting), tasks, assignment_code(assignment), "")

    def read_by(person: Any) -> list[int]:
        return [page.number for page in ScannedPage.objects.visible_to(person).filter(scan=scan)]

    assert read_by(yueqing.liaison) == [2, 3]
    assert 2 not in read_by(other)
    assert read_by(yueqing.chief) == [1, 2, 3]
    assert read_by(yueqing.staff) == [1, 2, 3, 4]
    taken = reverse("meetings:scanned_page_download", args=[page_of(scan, 2).pk])
    assert browser(yueqing.liaison).get(taken)["Content-Disposition"].startswith("attachment")
    assert audit.history(page_of(scan, 2)).get().act == "scanned_page.download"


def test_uploading(yueqing: Office) -> None:
    client, address = browser(yueqing.staff), reverse("meetings:scan_list")

    def post(content: bytes, name: str = "签回.pdf", key: Any = None) -> Any:
        return client.post(address, {"file": SimpleUploadedFile(name, content), "request_key": key or uuid4()})

    key, empty = uuid4(), blank()
    assert [post(empty, key=key).status_code for _ in range(2)] == [302, 302]
    assert Scan.objects.count() == 1
    again = post(empty)
    assert again.status_code == 422 and "已经上传过" in again.content.decode()
    picture = post(b"\xff\xd8\xff synthetic", "签回.jpg")
    assert picture.status_code == 422 and "扫描件须为PDF" in picture.content.decode()
    scan = Scan.objects.get()
    assert scan.file.is_sealed
    assert client.get(scan.get_absolute_url())["Refresh"] == "3"


def test_the_log_knows_a_scan_by_its_number_and_never_by_the_name_of_its_file(yueqing: Office) -> None:
    scan = upload(yueqing, name="示例甲签回.pdf")
    scanning.finish(scan.pk, scanning.Found([(picture(), ())]))
    services.file_page(page_of(scan, 1), kind="", sheet=None, reason="背面空白", by=yueqing.staff)
    client = browser(yueqing.staff)
    for name, pk in (("scan_download", scan.pk), ("scanned_page_download", page_of(scan, 1).pk)):
        assert client.get(reverse(f"meetings:{name}", args=[pk])).status_code == 200
    entries = LogEntry.objects.filter(subject__in=["meetings.scan", "meetings.scannedpage"])
    acts = {"scan.upload", "scan.read", "scan.file", "scan.download", "scanned_page.download"}
    assert {entry.act for entry in entries} == acts
    assert not [entry for entry in entries if "示例甲" in f"{entry.subject_label}{entry.comment}{entry.details}"]
    assert {entry.subject_label for entry in entries} == {f"扫描件{scan.pk}", f"扫描件{scan.pk}第1页"}
    assert "示例甲签回.pdf" in client.get(scan.get_absolute_url()).content.decode()


def test_a_broken_file_is_said_and_may_come_again(yueqing: Office) -> None:
    scan = taken_apart(yueqing, PDF.content)
    assert scan.failure == "文件损坏，无法打开。请重新扫描，或者拆成几个文件后上传" and not scan.pages.exists()
    assert scan.failure in browser(yueqing.staff).get(scan.get_absolute_url()).content.decode()
    second = upload(yueqing, PDF.content)
    scanning.give_up(second.pk)
    second.refresh_from_db()
    assert second.failure == scanning.FAILED
    assert upload(yueqing, PDF.content).pk != second.pk


def test_only_the_office_uploads(yueqing: Office) -> None:
    file = Upload("签回.pdf", PDF.content, "application/pdf")
    with pytest.raises(Forbidden):
        services.upload_scan(yueqing.body, upload=file, by=yueqing.liaison, request_key=uuid4())
    assert not Scan.objects.exists()


def test_the_desk_and_a_page_need_a_constant_number_of_queries(yueqing: Office) -> None:
    client, scan = browser(yueqing.staff), with_codes(yueqing, "")
    addresses = [reverse("meetings:scan_list"), page_of(scan, 1).get_absolute_url(), scan.get_absolute_url()]

    def count() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    yueqing.minutes(Minutes.State.ISSUED)
    few = count()
    for _ in range(2):
        minutes = yueqing.minutes(Minutes.State.ISSUED)
        with_codes(yueqing, "", sign_in_code(minutes.meeting))
    assert count() == few and max(few) <= 20


def test_whoever_uploaded_is_told_of_what_the_machine_leaves(yueqing: Office) -> None:
    with_codes(yueqing, sign_in_code(yueqing.noticed_meeting()))
    mixed, failed = with_codes(yueqing, "", sign_in_code(yueqing.noticed_meeting())), upload(yueqing)
    scanning.finish(failed.pk, scanning.Found(failure="文件损坏，无法打开"))
    for job in Job.objects.filter(kind=notify.JOB):
        assert jobs.run(job.pk)
    told = Notification.objects.filter(entry__act="scan.read")
    assert {row.recipient for row in told} == {yueqing.staff}
    assert [(row.entry.subject_id, row.sentence) for row in told.order_by("pk")] == [
        (mixed.pk, "上传的扫描件共2页，其中1页未能自动归档，请认领。"),
        (failed.pk, "上传的扫描件未能拆分：文件损坏，无法打开。"),
    ]
