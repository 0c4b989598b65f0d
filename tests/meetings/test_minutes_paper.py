"""The paper as the server makes it: what is typed, signed in and uploaded stands on it by the standard."""

import io
import zipfile
from typing import Any
from uuid import uuid4

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jointmeeting.kernel import files
from jointmeeting.kernel.documents import sealing
from jointmeeting.kernel.documents.levels import levelled
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings import composition, issues, rendering, workflows
from meetings.archive import archive
from meetings.models import Attendance, Countersignature, Minutes
from meetings.redaction import Cuts, redact, text_of
from meetings.services import attachment as services
from meetings.services.attendance import Mark, record_attendance
from members.models import Role
from members.services import appoint
from members.working_rules import change_working_rule
from tests.factories import LONG_AGO, Office
from tests.kernel.documents.measure import EM, Side, measure
from tests.meetings.amending import sheets
from tests.meetings.countersigning import all_agree, answer_of, drafted, edit, send_round, written
from tests.meetings.test_packing import pdf
from tests.subjects import browser

LEFT = 28.0
TYPED = """(一)加强信息共享。由牵头单位明确专人负责。
1．数据比对。每月10日前完成上月数据的归集。
（1）归集户籍、就业等数据；
3.5万元以下的，由牵头单位核定。"""


@pytest.fixture(autouse=True)
def unsealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "configured", sealing.NoSeal)


def prepared(office: Office, text: str = TYPED) -> Minutes:
    """A draft whose first clause is typed in levels, of a meeting with observers."""
    minutes = office.minutes()
    rows = written(minutes)
    rows[0]["text"] = text
    return edit(office, minutes, rows)


def issue(office: Office, minutes: Minutes) -> bytes:
    """Bring a draft through to the file, as the worker makes it."""
    for act, by in (("submit", office.staff), ("review", office.director), ("sign", office.chief)):
        workflows.minutes.perform(minutes, act, by=by)
    file = rendering.make_file(minutes.pk)
    workflows.minutes.perform(minutes, "issue", by=None, data={"file": file})
    minutes.refresh_from_db()
    return files.read(file)


def rows_of(sides: list[Side]) -> list[str]:
    return [row.text for side in sides for row in side.text]


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("（一）信息共享。", 2, "（一）信息共享。"),
        ("(十二) 信息共享", 2, "（十二）信息共享"),
        ("1．数据比对", 3, "1.数据比对"),
        ("12.数据比对", 3, "12.数据比对"),
        ("(3) 归集", 4, "（3）归集"),
        ("3.5万元", 0, "3.5万元"),
        ("2026.6.4", 0, "2026.6.4"),
        ("会议（一）次", 0, "会议（一）次"),
        ("一、总体要求", 0, "一、总体要求"),
    ],
)
def test_a_number_at_the_beginning_of_a_line_is_its_level(line: str, level: int, text: str) -> None:
    found = levelled(line)
    assert (found.level, found.text) == (level, text)


def test_levels_that_are_typed_are_set_as_levels_on_paper_and_preview(yueqing: Office) -> None:
    minutes = prepared(yueqing)
    levels = [getattr(block, "level", 0) for block in composition.compose(minutes).paragraphs]
    assert levels[levels.index(2) : levels.index(2) + 4] == [2, 3, 4, 0]
    sheet = composition.preview(minutes)["pages"]
    runs = {run.text: run.style for page in sheet for text in page.texts for run in text.runs}
    assert runs["（一）加强信息共享。"] == "kai"
    text = rows_of(measure(issue(yueqing, minutes)))
    assert "会议议定：" in text  # the verb stands before the levels, on a line of its own
    assert any(row.startswith("（一）加强信息共享。由牵头单位") for row in text)
    assert any(row.startswith("1.数据比对。") for row in text)


def test_observers_are_listed_and_whoever_presided_stands_first(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    meeting = minutes.meeting
    first, second = meeting.attendances.all()[:2]
    form = browser(yueqing.staff).get(reverse("meetings:attendance_record", args=[meeting.pk])).context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form}
    data |= {f"state_{second.pk}": "present", f"name_{second.pk}": "示例丁", "reason": "补登列席人员"}
    data |= {"observers": " 市人大社会委（示例甲）\n\n市政协社法委（示例乙） "}
    assert (
        browser(yueqing.staff).post(reverse("meetings:attendance_record", args=[meeting.pk]), data).status_code == 302
    )
    lists = dict(composition.compose(Minutes.objects.get(pk=minutes.pk)).attendance)
    assert lists["列席"] == "市人大社会委（示例甲）、市政协社法委（示例乙）"
    assert lists["出席"] == f"总召集人（{yueqing.chief}，主持）、{second.unit_name}（示例丁）"
    marks = {first.pk: Mark(Attendance.State.PRESENT, str(yueqing.chief))}
    record_attendance(meeting, marks, by=yueqing.staff, reason="登记参会人员")
    lists = dict(composition.compose(Minutes.objects.get(pk=minutes.pk)).attendance)
    namesake = f"{first.unit_name}（{yueqing.chief}）"
    assert lists["出席"] == f"总召集人（{yueqing.chief}，主持）、{namesake}、{second.unit_name}（示例丁）"
    appoint(
        yueqing.chief,
        role=Role.UNIT_LEADER,
        body=yueqing.body,
        unit=first.unit,
        post="局长",
        starts_on=LONG_AGO,
        by=None,
    )
    lists = dict(composition.compose(Minutes.objects.get(pk=minutes.pk)).attendance)
    assert lists["出席"].startswith(f"{first.unit_name}（{yueqing.chief}，主持）、") and "列席" in lists
    text = rows_of(measure(issue(yueqing, minutes)))
    assert any(row.startswith("列席：市人大社会委（示例甲）") for row in text)


def test_the_issue_number_reads_the_same_in_draft_on_paper_and_on_the_page(yueqing: Office) -> None:
    change_working_rule(yueqing.body, "minutes_number_form", "issue_number", by=yueqing.director)
    minutes = prepared(yueqing)
    draft = composition.preview(minutes)["pages"]
    assert "（第　期）" in [run.text for page in draft for text in page.texts for run in text.runs]
    sides = measure(issue(yueqing, minutes))
    assert minutes.number_label == "（第1期）"
    assert "（第1期）" in [row.text for row in sides[0].body]
    assert list(issues.faults(yueqing.body)) == []


def attach(office: Office, minutes: Minutes, title: str, content: bytes = b"", name: str = "清单.pdf") -> Any:
    """Upload an attachment as the office does."""
    file = SimpleUploadedFile(name, content or sheets(3))
    data = {"title": title, "file": file, "request_key": str(uuid4())}
    return browser(office.staff).post(reverse("meetings:minutes_attach", args=[minutes.pk]), data)


def test_an_attachment_is_named_below_the_text_and_goes_along_under_the_signature(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    assert attach(yueqing, minutes, "示例任务清单").status_code == 302
    other = Upload("表.pdf", sheets(1), "application/pdf")
    services.add_attachment(minutes, title="示例名单", upload=other, by=yueqing.staff, request_key=uuid4())
    content = issue(yueqing, minutes)
    frozen = (minutes.content or {})["attachments"]
    assert [row["sha256"] for row in frozen] == [row.file.sha256 for row in minutes.attachments.all()]
    rows = [row for side in measure(content) for row in side.text if "示例任务清单" in row.text]
    assert rows[0].text == "附件：1.示例任务清单（另附，共3页）" and abs(rows[0].left - LEFT - 2 * EM) < 0.5
    with pikepdf.open(io.BytesIO(content)) as pdf:
        enclosed = {str(row["/UF"]): row["/EF"]["/F"].read_bytes() for row in pdf.Root["/AF"]}
    assert enclosed[f"{minutes.number_label}附件2　示例名单.pdf"] == other.content
    names = zipfile.ZipFile(io.BytesIO(archive(minutes, site="https://office.example"))).namelist()
    assert f"附件/{minutes.number_label}附件1　示例任务清单.pdf" in names
    public = text_of(redact(composition.printed(minutes), Cuts()))
    assert "示例任务清单" in public and "另附" not in public
    page = browser(yueqing.liaison).get(minutes.get_absolute_url()).content.decode()
    assert "示例任务清单" in page and "minutes.attach" not in page
    assert list(issues.faults(yueqing.body)) == []


@pytest.mark.parametrize(
    ("title", "content", "name", "sentence"),
    [
        ("示例任务清单", b"", "清单.pdf", "已有附件“示例任务清单”"),
        ("另一名称", b"", "清单.pdf", "已有附件“示例任务清单”"),
        ("名单\ue000", sheets(2), "清单.pdf", "请改用规范汉字"),
        ("坏件", b"%PDF-1.7\nx", "坏.pdf", "附件不能用：文件损坏，无法打开。请重新另存为PDF"),
        ("加密件", pdf(1, password="x"), "密.pdf", "附件不能用：设有打开密码"),
        ("图片", b"\xff\xd8\xff", "图.jpg", "请另存为PDF后上传"),
    ],
)
def test_what_cannot_go_along_is_said_at_the_field(
    title: str, content: bytes, name: str, sentence: str, yueqing: Office
) -> None:
    minutes = yueqing.minutes()
    attach(yueqing, minutes, "示例任务清单")
    answer = attach(yueqing, minutes, title, content, name)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert minutes.attachments.count() == 1


def test_attachments_stand_still_with_the_text(yueqing: Office) -> None:
    minutes = yueqing.minutes()
    attach(yueqing, minutes, "示例任务清单")
    row = minutes.attachments.get()
    workflows.minutes.perform(minutes, "submit", by=yueqing.staff)
    assert attach(yueqing, minutes, "示例名单", sheets(1)).status_code == 409
    with pytest.raises(Refused, match="不能修改"):
        services.remove_attachment(row, by=yueqing.staff)
    workflows.minutes.perform(minutes, "return_", by=yueqing.director, comment="更换附件")
    gone = reverse("meetings:minutes_detach", args=[minutes.pk, row.pk])
    assert browser(yueqing.staff).post(gone).status_code == 302
    assert not minutes.attachments.exists()


def test_units_consent_to_the_attachment_a_clause_speaks_of(yueqing: Office) -> None:
    minutes = drafted(yueqing)
    attach(yueqing, minutes, "示例任务清单")
    rows = written(minutes)
    rows[0]["text"] = "会议议定：按附件所列清单办理。"
    edit(yueqing, minutes, rows)
    send_round(yueqing, minutes)
    asked, row = answer_of(minutes, yueqing.unit), minutes.attachments.get()
    assert f"附件：示例任务清单（摘要{row.file.sha256[:16]}）" in asked.wording
    assert "附件" not in answer_of(minutes, yueqing.unit, 2).wording
    all_agree(yueqing, minutes)
    workflows.minutes.perform(minutes, "revise", by=yueqing.staff, comment="更换附件")
    services.remove_attachment(row, by=yueqing.staff)
    assert attach(yueqing, minutes, "示例任务清单", sheets(2)).status_code == 302
    edit(yueqing, minutes, written(minutes))
    send_round(yueqing, minutes)
    pending = minutes.countersignatures.filter(state=Countersignature.State.PENDING)
    assert {(row.unit, row.position) for row in pending} == {(yueqing.unit, 1), (yueqing.other_unit, 1)}
