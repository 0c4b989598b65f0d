"""A pack is complete, numbered, marked with its holder, and small in memory."""

import io
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from jointmeeting.kernel import files, jobs
from jointmeeting.kernel.documents import stamping
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import Job
from meetings import workflows
from meetings.models import AgendaItem, Attachment, Meeting, MeetingPack
from meetings.packing import readable
from meetings.services.packing import build_packs
from tests.factories import Office
from tests.subjects import browser

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf(pages: int, *, password: str = "") -> bytes:
    """A PDF of empty A4 sides."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def is_upright(thing: Any) -> bool:
    """The watermark stands askew; the rest of a side does not."""
    return "matrix" not in thing or abs(thing["matrix"][1]) < 0.01


def attach(item: AgendaItem, name: str, content: bytes, media_type: str = "application/pdf") -> None:
    stored = files.store(content, media_type=media_type)
    Attachment.objects.create(agenda_item=item, file=stored, name=name, added_by=item.drafted_by)


@pytest.fixture
def meeting(chencang: Office) -> Meeting:
    """A noticed meeting with a readable paper, a damaged one, a locked one, and two Word files of one name."""
    meeting = chencang.regular_meeting()
    items = [on_agenda(chencang, meeting) for _ in range(2)]
    attach(items[0], "方案.pdf", pdf(3))
    attach(items[0], "加密.pdf", pdf(1, password="synthetic"))
    attach(items[0], "说明.docx", b"PK\x03\x04 one", WORD)
    attach(items[1], "说明.docx", b"PK\x03\x04 two", WORD)
    items[1].attachments.get(name="材料.pdf").delete()
    workflows.meetings.perform(meeting, "convene", by=chencang.chief)
    return meeting


def on_agenda(office: Office, meeting: Meeting) -> AgendaItem:
    """An item accepted and put on the agenda."""
    item = office.agenda_item(AgendaItem.State.ACCEPTED)
    workflows.agenda_items.perform(item, "schedule", by=office.staff, data={"meeting": meeting})
    return item


def built(office: Office, meeting: Meeting) -> MeetingPack:
    """The unit's own pack, made by the job."""
    build_packs(meeting, by=office.staff)
    pack = meeting.packs.get(unit=office.unit)
    assert jobs.run(Job.objects.get(kind="meetings.build_pack", target=pack.pk).pk)
    pack.refresh_from_db()
    return pack


def test_a_pack_is_one_pdf_with_contents_numbers_outline_and_watermark(chencang: Office, meeting: Meeting) -> None:
    pack = built(chencang, meeting)
    assert pack.pdf is not None
    content = files.read(pack.pdf)
    assert pack.pages == len(PdfReader(io.BytesIO(content)).pages)
    with pikepdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "封面和目录", "会议议程", "1 关于示例事项的议题", "1 方案.pdf", "2 关于示例事项的议题"
        ]  # fmt: skip
    with pdfplumber.open(io.BytesIO(content)) as volume:
        texts = [page.filter(is_upright).extract_text() for page in volume.pages]
    said = "".join(texts).replace("\n", "")
    assert said.count("见压缩包") == 4
    assert {row["remark"] for row in pack.manifest} == {"设有打开密码", "文件损坏，无法打开", "不是PDF文件", ""}
    starts = {row["title"]: row["page"] for row in pack.manifest}
    assert starts["1 方案.pdf"] == starts["2 关于示例事项的议题"] - 3 == starts["1 关于示例事项的议题"] + 1
    assert all(text.rstrip().endswith(str(n)) for n, text in enumerate(texts, 1))
    with pdfplumber.open(io.BytesIO(content)) as volume:
        marks = "".join(char["text"] for char in volume.pages[-1].chars)
    assert all(sign in marks for sign in chencang.unit.name)


def test_the_zip_holds_the_rest_under_names_that_do_not_clash_and_a_list_with_hashes(
    chencang: Office, meeting: Meeting
) -> None:
    pack = built(chencang, meeting)
    assert pack.bundle is not None
    with zipfile.ZipFile(io.BytesIO(files.read(pack.bundle))) as archive:
        names = archive.namelist()
        assert names == [
            "合订本.pdf", "附件/材料.pdf", "附件/加密.pdf", "附件/说明.docx", "附件/说明（2）.docx", "清单.txt"
        ]  # fmt: skip
        said = archive.read("清单.txt").decode()
        for content in (archive.read("附件/说明（2）.docx"), archive.read("合订本.pdf")):
            assert f"{len(content)}\t{sha256(content).hexdigest()}" in said
    assert {row["name"] for row in pack.manifest} == {
        "材料.pdf", "方案.pdf", "加密.pdf", "说明.docx", "关于示例事项的议题.pdf"
    }  # fmt: skip


def test_a_pack_leaves_piece_by_piece_and_whole(chencang: Office, meeting: Meeting) -> None:
    pack = built(chencang, meeting)
    assert pack.bundle is not None
    answer = browser(chencang.liaison).get(reverse("meetings:pack_download", args=[pack.pk, "zip"]))
    assert answer.streaming and int(answer["Content-Length"]) == pack.bundle.size
    assert sha256(answer.getvalue()).hexdigest() == pack.bundle.sha256


def test_every_unit_gets_its_own_and_a_second_set_leaves_the_first(chencang: Office, meeting: Meeting) -> None:
    assert build_packs(meeting, by=chencang.staff) == 28
    assert build_packs(meeting, by=chencang.staff) == 28
    assert sorted(set(meeting.packs.values_list("number", flat=True))) == [1, 2]
    assert (
        list(MeetingPack.objects.visible_to(chencang.liaison).values_list("unit", flat=True)) == [chencang.unit.pk] * 2
    )


def test_a_confidential_paper_goes_to_its_own_units_only(chencang: Office, meeting: Meeting) -> None:
    item = meeting.entries.all()[0].agenda_item
    item.attachments.filter(name="方案.pdf").update(is_confidential=True)
    names = {unit: {paper.name for paper in readable(item, unit)} for unit in (None, item.unit, chencang.other_unit)}
    assert "方案.pdf" in names[None] and "方案.pdf" in names[item.unit]
    assert "方案.pdf" not in names[chencang.other_unit]
    item.units_concerned.add(chencang.other_unit)
    assert "方案.pdf" in {paper.name for paper in readable(item, chencang.other_unit)}


def test_without_a_published_agenda_there_is_no_pack(chencang: Office) -> None:
    with pytest.raises(Refused, match="议程尚未发布"):
        build_packs(chencang.regular_meeting(), by=chencang.staff)


BINDING = """
import re, sys
from pathlib import Path
from jointmeeting.kernel.documents import stamping
folder = Path(sys.argv[1])
parts = [stamping.Part(p.stem, p) for p in sorted(folder.glob("*.pdf"))]
pages = stamping.bind(parts, folder / "bound.out", watermark="示例单位 11月23日")
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())  # ru_maxrss would be the parent's
print(pages, int(peak.group(1)) // 1024)
"""


def test_a_hundred_pages_stay_below_150_megabytes(tmp_path: Path) -> None:
    """Ten scans of ten pages, 2 MB of incompressible image a page, bound in a process of its own."""
    for n in range(10):
        scan(tmp_path / f"{n}.pdf", pages=10)
    command = [sys.executable, "-c", BINDING, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    pages, megabytes = map(int, done.stdout.split())
    assert pages == 100
    assert (tmp_path / "bound.out").stat().st_size > 190_000_000
    assert megabytes < 150, f"{megabytes} MB"


def scan(path: Path, *, pages: int) -> None:
    """A PDF whose every page is an image no compression makes smaller."""
    with pikepdf.new() as document:
        for _ in range(pages):
            page = document.add_blank_page(page_size=(595, 842))
            image = document.make_stream(os.urandom(2_000_000))
            image.stream_dict = pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1000, Height=2000,
                ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=image))
            page.contents_add(document.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q"))
        document.save(path)


def test_a_file_that_is_no_pdf_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "x.pdf"
    broken.write_bytes(b"%PDF-1.7\nsynthetic")
    with pytest.raises(stamping.Unreadable, match="文件损坏"):
        stamping.count_pages(broken)


LOOP = b"""%PDF-1.7
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj
trailer << /Size 4 /Root 1 0 R >>
%%EOF
"""


def test_files_that_cannot_be_bound_are_named_and_sink_no_pack(chencang: Office, meeting: Meeting) -> None:
    item = meeting.entries.all()[0].agenda_item
    attach(item, "循环.pdf", LOOP)
    attach(item, "无页.pdf", pdf(0))
    pack = built(chencang, meeting)
    remarks = {row["name"]: row["remark"] for row in pack.manifest}
    assert remarks["循环.pdf"] == "文件损坏，无法打开"
    assert remarks["无页.pdf"] == "没有一页可以装订"
    assert remarks["加密.pdf"] == "设有打开密码"
    assert pack.pdf and pack.bundle
    with zipfile.ZipFile(io.BytesIO(files.read(pack.bundle))) as archive:
        assert {"附件/循环.pdf", "附件/无页.pdf", "附件/加密.pdf"} <= set(archive.namelist())
        assert "没有一页可以装订" in archive.read("清单.txt").decode()


def test_a_paper_of_too_many_pages_is_not_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamping, "MOST_PAGES", 2)
    (tmp_path / "x.pdf").write_bytes(pdf(3))
    with pytest.raises(stamping.Unreadable, match="共3页，超过2页"):
        stamping.prove(tmp_path / "x.pdf")


def test_a_paper_that_takes_too_long_is_not_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamping, "PATIENCE", 0.001)
    (tmp_path / "x.pdf").write_bytes(pdf(1))
    with pytest.raises(stamping.Unreadable, match="过于复杂"):
        stamping.prove(tmp_path / "x.pdf")


def test_packs_of_an_older_agenda_say_so(chencang: Office, meeting: Meeting) -> None:
    built(chencang, meeting)
    page = browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()
    assert "议程第1版" in page and "已过时" not in page
    workflows.meetings.perform(meeting, "postpone", by=chencang.staff, comment="另有安排")
    assert "已过时" in browser(chencang.staff).get(meeting.get_absolute_url()).content.decode()
