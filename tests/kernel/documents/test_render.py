"""The printed sheet, measured on the PDF itself against GB/T 9704-2012."""

import io
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.fonts import directories, families
from jointmeeting.kernel.documents.minutes import MinutesDocument, Paragraph, canonical, digest
from jointmeeting.kernel.documents.page import NO_LINE_END, NO_LINE_START
from jointmeeting.kernel.documents.render import Unprintable, _fetcher, render_minutes
from jointmeeting.samples.minutes import CREATED, minutes, with_attachments, with_table
from jointmeeting.samples.papers import notice
from tests.kernel.documents.measure import BASELINE, EM, EM_2, EM_4, Side, fonts, measure
from tests.kernel.documents.test_fonts import renamed

PITCH = 1.875 * EM
LENGTHS = {1: (1, 0), 2: (1, 32), 3: (4, 32), 4: (10, 32), 5: (14, 32)}  # sides of text → paragraphs, people


@cache
def pdf(paragraphs: int, people: int = 32) -> bytes:
    return render_minutes(minutes(paragraphs, people=people), created=CREATED)


@cache
def sides(paragraphs: int, people: int = 32) -> tuple[Side, ...]:
    return tuple(measure(pdf(paragraphs, people)))


every_length = pytest.mark.parametrize("lengths", LENGTHS.values(), ids=[f"{n}-sides" for n in LENGTHS])


@every_length
def test_paper_and_block(lengths: tuple[int, int]) -> None:  # 5.1, 5.2.1
    for side in sides(*lengths):
        assert side.size == pytest.approx((210, 297), abs=0.1)
        for row in side.text:
            assert row.left >= 28 - 0.05
            assert row.right <= 184 + 0.2  # the letter spacing of a squeezed line is rounded
            assert row.top >= 37 - 0.1
            assert row.top + EM <= 262 + 0.2


def test_a_full_side_has_22_rows_on_the_grid() -> None:  # 5.2.3
    full = [side for side in sides(*LENGTHS[5]) if len(side.text) == 22]
    assert len(full) >= 2
    for side in full:
        tops = [row.top for row in side.text]
        assert tops[0] == pytest.approx(37, abs=0.1)
        assert tops[-1] + EM == pytest.approx(262, abs=0.2)
    for side in sides(*LENGTHS[5]):
        for row in side.text:
            assert (row.top - 37) / PITCH == pytest.approx(round((row.top - 37) / PITCH), abs=0.02)


def test_full_lines_have_28_cells_and_end_flush() -> None:  # 5.2.3
    rows = [row for side in sides(*LENGTHS[5]) for row in side.text]
    assert any(row.text.isalpha() and row.left < 28.1 for row in rows) or max(len(row.text) for row in rows) >= 28
    long = [row for row in rows if row.right > 184 - EM]
    assert len(long) > 30
    assert all(row.right == pytest.approx(184, abs=0.25) for row in long)


@every_length
def test_no_forbidden_mark_at_an_edge(lengths: tuple[int, int]) -> None:  # 9
    for side in sides(*lengths):
        for row in (*side.text, *side.small):
            if not row.text.startswith("—"):
                assert row.text[0] not in NO_LINE_START, row.text
                assert row.text[-1] not in NO_LINE_END, row.text


def test_head() -> None:  # 10.3, 7.2.5, 7.2.7, 7.3.1
    first = sides(*LENGTHS[2])[0]
    (mark,) = first.red
    assert mark.text == "示例市社会救助联席会议纪要"
    assert mark.top == pytest.approx(37 + 35, abs=1)
    assert (mark.left, mark.right) == pytest.approx((28, 184), abs=0.5)
    number, issue = first.body[:2]
    assert number.text == "〔2026〕1号"
    assert (number.left + number.right) / 2 == pytest.approx(106, abs=1.5)  # the brackets' ink is not centred
    assert issue.text == "示例市社会救助联席会议办公室2026年6月4日"
    assert (issue.left, issue.right) == pytest.approx((28 + EM, 184 - EM), abs=0.2)
    (rule,) = [rule for rule in first.rules if rule.is_red]
    assert (rule.left, rule.right) == pytest.approx((28, 184), abs=0.1)
    assert rule.top == pytest.approx(issue.top + EM + 4, abs=0.2)
    assert first.text, "the first side must show body text (7.3.3)"


@pytest.mark.parametrize("mark", ["纪要", "示例市社会救助和困难群众基本生活保障工作联席会议纪要", "纪要" * 30])
def test_every_mark_fits_the_block(mark: str) -> None:
    (row,) = measure(render_minutes(minutes(1, people=0, mark=mark), created=CREATED))[0].red
    assert row.text == mark
    assert row.left >= 27.5
    assert row.right <= 184.5
    assert (row.left + row.right) / 2 == pytest.approx(106, abs=0.5)
    assert row.top == pytest.approx(72, abs=1)


def test_a_long_organ_does_not_touch_the_date() -> None:
    document = replace(minutes(1, people=0), organ="示例市社会救助工作联席会议办公室" * 2)
    first, second = measure(render_minutes(document, created=CREATED))[0].body[1:3]
    assert first.text == "示例市社会救助工作联席会议办公室"
    assert second.text == "示例市社会救助工作联席会议办公室2026年6月4日"
    assert (second.left, second.right) == pytest.approx((28 + EM, 184 - EM), abs=0.3)


@every_length
def test_the_imprint_closes_the_last_even_side(lengths: tuple[int, int]) -> None:  # 7.4
    found = sides(*lengths)
    assert len(found) % 2 == 0
    last = found[-1]
    black = sorted((rule for rule in last.rules if not rule.is_red), key=lambda rule: rule.top)
    assert [rule.bottom - rule.top for rule in black] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
    assert all((rule.left, rule.right) == pytest.approx((28, 184), abs=0.1) for rule in black)
    assert black[-1].bottom == pytest.approx(262, abs=0.1)
    assert not any(not rule.is_red for side in found[:-1] for rule in side.rules)
    rows = [row for row in last.small if row.top < 262]
    assert rows[0].text.startswith("抄送：市委办公室，")
    assert rows[0].left == pytest.approx(28 + EM_4, abs=0.2)
    assert rows[1].left == pytest.approx(28 + 4 * EM_4, abs=0.2)
    assert rows[-2].text.endswith("。")
    assert rows[-1].text == "示例市社会救助联席会议办公室2026年6月4日印发"
    assert (rows[-1].left, rows[-1].right) == pytest.approx((28 + EM_4, 184 - EM_4), abs=0.3)


@every_length
def test_page_numbers(lengths: tuple[int, int]) -> None:  # 7.5
    for side in sides(*lengths):
        folio = side.folio
        if not side.text:
            assert folio is None
            continue
        assert folio is not None
        assert folio.text == f"—{side.number}—"
        assert folio.top + EM_4 / 2 == pytest.approx(262 + 7, abs=1.0)
        edge = 184 - EM_4 - folio.right if side.number % 2 else folio.left - 28 - EM_4
        assert edge == pytest.approx(0, abs=0.5)


def test_attendance_hangs() -> None:  # 10.3
    rows = [row for side in sides(*LENGTHS[2]) for row in side.text]
    start = next(n for n, row in enumerate(rows) if row.text.startswith("出席："))
    assert rows[start].left == pytest.approx(28 + 2 * EM, abs=0.2)
    hanging = rows[start + 1 : next(n for n, row in enumerate(rows) if row.text.startswith("请假："))]
    assert len(hanging) > 10
    assert all(row.left == pytest.approx(28 + 5 * EM, abs=0.7) for row in hanging)  # a bracket's ink stands off


def test_every_font_is_an_embedded_subset_with_unicode() -> None:
    content = pdf(*LENGTHS[3])
    assert all("+" in name for name in fonts(content))
    reader = PdfFileReader(io.BytesIO(content))
    embedded = [font for font in _font_objects(reader) if font["/Subtype"] == "/Type0"]
    assert {str(font["/BaseFont"]).split("+")[1] for font in embedded} >= {"GB9704-FandolFang", "GB9704-FandolHei"}
    for font in embedded:
        assert "/ToUnicode" in font
        assert "/FontFile3" in font["/DescendantFonts"][0]["/FontDescriptor"]


def _font_objects(reader: PdfFileReader) -> list[Any]:
    found = {}
    for page in range(int(reader.root["/Pages"]["/Count"])):
        reference, _ = reader.find_page_for_modification(page)  # type: ignore[no-untyped-call]
        for name, font in reference.get_object()["/Resources"]["/Font"].items():
            found[name] = font.get_object()
    return list(found.values())


def test_the_text_can_be_read_back_rare_names_and_all() -> None:
    document = minutes(*LENGTHS[3][:1])
    with pdfplumber.open(io.BytesIO(pdf(*LENGTHS[3]))) as file:
        read = "".join("".join(char["text"] for char in page.chars) for page in file.pages)
    read = read.replace(" ", "").replace("\xa0", "")
    for paragraph in document.paragraphs:
        assert isinstance(paragraph, Paragraph)
        assert paragraph.text in "".join(row.text for side in sides(*LENGTHS[3]) for row in side.text)
    assert all(name in read for name in ("测试㛃", "测试䶮", "测试𬭎", "测试·甲乙丙"))


def test_the_preview_shows_the_lines_that_are_printed() -> None:
    document = minutes(*LENGTHS[4][:1])
    sheets, printed = official.preview(document.official()), sides(*LENGTHS[4])
    assert [sheet.number for sheet in sheets] == [side.number for side in printed]
    for sheet, side in zip(sheets, printed, strict=True):
        shown = [text for text in sheet.texts if text.kind != "mark" and abs(text.size - EM_2) > 0.05]
        rows = defaultdict(list)
        for text in shown:
            rows[round(text.baseline, 2)].append(text)
        lines = [rows[place] for place in sorted(rows)]
        expected = sorted((*side.body, *side.small), key=lambda row: row.top + BASELINE * row.size)
        assert ["".join(text.content for text in line).replace(" ", "") for line in lines] == [
            row.text for row in expected
        ]
        for line, row in zip(lines, expected, strict=True):
            assert line[0].left == pytest.approx(row.left, abs=0.75)  # a bracket's ink stands off
            assert line[-1].left + line[-1].width == pytest.approx(row.right, abs=0.75)
            assert line[0].baseline == pytest.approx(row.top + BASELINE * row.size, abs=0.2)
    assert [text.content for text in sheets[0].texts if text.kind == "mark"] == [document.mark]


def test_the_same_document_gives_the_same_bytes_and_another_one_others() -> None:
    content = pdf(*LENGTHS[3])
    assert render_minutes(minutes(4), created=CREATED) == content
    assert render_minutes(minutes(4), created=CREATED + timedelta(days=1)) != content
    assert render_minutes(minutes(4).numbered(number="〔2026〕2号", date="2026年6月4日"), created=CREATED) != content


def test_archival_parts_are_there() -> None:
    content = pdf(*LENGTHS[2])
    reader = PdfFileReader(io.BytesIO(content))
    assert reader.root["/Lang"] == "zh-CN"
    assert reader.root["/OutputIntents"]
    metadata = reader.root["/Metadata"].data.decode()
    assert "示例市社会救助联席会议2026年第一次全体会议纪要" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata or 'pdfaid:part="3"' in metadata
    assert "U</pdfaid:conformance>" in metadata or 'pdfaid:conformance="U"' in metadata
    assert not reader.encrypted
    assert b"/JavaScript" not in content
    attached = reader.root["/AF"][0]
    assert attached["/AFRelationship"] == "/Data"
    assert attached["/UF"] == "minutes.json"
    assert attached["/EF"]["/F"].data == canonical(minutes(1).to_json())


@pytest.mark.parametrize("document", [minutes(2).official(), notice()], ids=["minutes", "notice"])
def test_what_pdf_a_forbids_is_absent(document: official.OfficialDocument) -> None:  # ISO 19005-3
    content = official.render(document, created=CREATED)
    reader = PdfFileReader(io.BytesIO(content))
    assert content.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in content.splitlines()[1][1:5])  # 6.1.2: the comment of binary bytes
    assert len(reader.trailer["/ID"]) == 2
    (intent,) = reader.root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].data[36:40] == b"acsp"  # an ICC profile
    assert reader.root["/MarkInfo"]["/Marked"] if "/MarkInfo" in reader.root else True
    for forbidden in ("/AA", "/OpenAction", "/NeedsRendering", "/Requirements"):
        assert forbidden not in reader.root
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0].get_object()  # type: ignore[no-untyped-call]
        assert not {"/AA", "/PresSteps"} & set(page)
        states = page["/Resources"].get("/ExtGState", {})
        assert all(state.get("/SMask", "/None") == "/None" for state in map(states.__getitem__, states))
        assert set(page["/Resources"].get("/XObject", {})) == set()  # no pictures at all
        assert "/Annots" not in page or not page["/Annots"]
    for font in _font_objects(reader):
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font


def test_content_is_set_as_it_is_written() -> None:
    evil = "<script>alert(1)</script>&amp;</div><img src=file:///etc/passwd>\"'{{ x }}{% y %}"
    document = MinutesDocument(
        mark="<b>纪要</b>", organ=evil[:20], title="<i>标题</i>", paragraphs=(Paragraph(evil), Paragraph(evil, 1)),
        attendance=(("<u>", evil),), copies_to=(evil,), issued_by="<p>", number="<n>", date="<d>",
    )  # fmt: skip
    found = measure(render_minutes(document, created=CREATED))
    text = "".join(row.text for side in found for row in side.text)
    assert text.count(evil.replace(" ", "")) == 3
    assert evil.replace(" ", "") in "".join(row.text for row in found[-1].small)
    assert found[0].red[0].text == "<b>纪要</b>"
    assert found[0].body[0].text == "<n>"


def test_nothing_outside_is_fetched() -> None:
    for address in ("file:///etc/passwd", "http://127.0.0.1/", "data:text/css,x"):
        with pytest.raises(Exception, match="refer to nothing outside"):
            _fetcher({}).fetch(address)


def test_odd_characters_do_not_break_the_sheet() -> None:
    odd = "空\x00格\ud800、\u200b\ue000、กข、a  b\tc、葛\U000e0100、👍、" + "https://example.gov.cn/" * 20
    document = replace(minutes(0, people=0), paragraphs=(Paragraph(""), Paragraph(odd), Paragraph("　")))
    with pytest.raises(Unprintable, match="正文第2段"):
        render_minutes(document, created=CREATED)
    marked = official.legible(document.official())
    assert "空〓格〓、〓〓、〓〓、" in str(marked.body)
    assert "U+0E01" in str(marked.body[-1])
    found = measure(official.render(marked, created=CREATED))
    assert all(row.right < 184.5 for side in found for row in side.text if "https" in row.text)


def test_the_offices_own_font_is_used(tmp_path: Path) -> None:
    renamed(families(directories())["FandolKai"].path, tmp_path / "own.otf", "FangSong_GB2312")
    content = render_minutes(minutes(1, people=0), created=CREATED, office_fonts=tmp_path)
    assert any("FangSong" in name for name in fonts(content))
    assert not any("FandolFang" in name for name in fonts(content))
    rows = [row for side in measure(content) for row in side.text]
    assert all(row.right == pytest.approx(184, abs=0.25) for row in rows if row.right > 184 - EM)


def test_canonical_form_and_hash() -> None:
    document = minutes(3)
    assert MinutesDocument.from_json(document.to_json()) == document
    assert document.sha256() == digest(document.to_json()) == digest(dict(reversed(document.to_json().items())))
    assert document.sha256() != replace(document, title="另一标题").sha256()
    for rich in (with_table(), with_attachments(), replace(document, has_seal=True)):
        assert MinutesDocument.from_json(rich.to_json()) == rich
    assert canonical({"b": 1, "a": "会"}) == '{"a":"会","b":1}'.encode()
    with pytest.raises(TypeError):
        MinutesDocument.from_json({**document.to_json(), "unknown": 1})


def test_the_date_of_issue_may_differ() -> None:
    assert replace(minutes(0), issued_on="2026年6月8日").official().imprint_date == "2026年6月8日印发"
    assert minutes(0).official().imprint_date == "2026年6月4日印发"
    assert minutes(0).numbered(number="", date="").official().imprint_date == ""
