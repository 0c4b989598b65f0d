"""The Word copy, read back from its XML: the content of the print, its page, its styles."""

import io
import zipfile
from datetime import UTC
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from jointmeeting.kernel.documents.content import OfficialDocument, Paragraph, Table
from jointmeeting.kernel.documents.word import word_copy
from jointmeeting.kernel.documents.word_styles import ORDER
from jointmeeting.samples.minutes import CREATED, SAMPLES
from jointmeeting.samples.papers import PAPERS, notice, sign_in_sheet

DOCUMENTS = {name: lambda make=make: make().official() for name, make in SAMPLES.items()} | PAPERS


@cache
def copy(name: str) -> bytes:
    document: OfficialDocument = DOCUMENTS[name]()
    return word_copy(document, created=CREATED)


def opened(name: str) -> Any:
    return docx.Document(io.BytesIO(copy(name)))


def text_of(file: Any) -> str:
    parts = [file.element.body, file.sections[0].first_page_header._element]  # a letter's mark stands in the header
    return "".join(node.text or "" for part in parts for node in part.iter(qn("w:t")))


def named(file: Any, start: str) -> Any:
    return next(paragraph for paragraph in file.paragraphs if paragraph.text.strip("　").startswith(start))


@pytest.mark.parametrize("name", ["minutes-20-sides", "minutes-attachments", *PAPERS])
def test_the_copy_carries_the_same_text(name: str) -> None:
    document: OfficialDocument = DOCUMENTS[name]()
    text = text_of(opened(name))
    for place, part, _ in document.places():
        if place in {"主送机关", "抄送", "签发人"}:
            assert all(item in text for item in part.split("、"))
        elif "表格" in place:
            continue
        else:
            assert "".join(part.split()).strip() in text.replace(" ", ""), place
    for block in (b for body in (document.body, *(a.body for a in document.attachments)) for b in body):
        for row in block.rows if isinstance(block, Table) else ():
            assert all(part in text for cell in row for part in cell.split("\n"))


@pytest.mark.parametrize("name", ["minutes-02-sides", "minutes-every-level", "通知"])
def test_the_page_is_that_of_the_standard(name: str) -> None:  # 5.1, 5.2.1
    for section in opened(name).sections:
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.05)
        edges = section.top_margin, section.left_margin, section.bottom_margin, section.right_margin
        assert [edge.mm for edge in edges] == pytest.approx([37, 28, 35, 26], abs=0.05)


def test_lines_are_exact_and_28_characters_fit() -> None:  # 5.2.2, 5.2.3
    normal = opened("minutes-02-sides").styles["Normal"]
    assert normal.font.size == Pt(16)
    assert normal.paragraph_format.line_spacing == Pt(28.95)
    assert 22 * 28.95 <= 225 / 25.4 * 72 < 22 * 29.0
    closer = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + closer) <= 156 / 25.4 * 72 < 29 * (16 + closer)
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_levels_have_their_fonts_and_are_headings() -> None:  # 7.3.3
    file = opened("minutes-every-level")
    expected = {"一、": ("Heading 1", "字体 black"), "（一）监测范围": ("Heading 2", "字体 kai")}
    for start, (style, font) in expected.items():
        paragraph = named(file, start)
        assert (paragraph.style.name, paragraph.runs[0].style.name) == (style, font)
        assert paragraph._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    mixed = named(file, "（二）")
    assert [run.style.name for run in mixed.runs] == ["字体 kai", "Default Paragraph Font"]
    assert mixed.runs[0].text == "（二）监测方式。"
    names = {s.name: s.element.rPr.rFonts.get(qn("w:eastAsia")) for s in file.styles if s.name.startswith("字体 ")}
    assert names["字体 black"] == "黑体"
    assert names["字体 kai"] == "楷体_GB2312"


def test_the_head_is_red_fits_the_block_and_ends_with_a_rule() -> None:  # 7.2.4, 7.2.5, 7.2.7, 10.3
    for name in ("minutes-02-sides", "minutes-long-name"):
        file = opened(name)
        mark = file.paragraphs[0]
        properties = mark.runs[0]._r.rPr
        assert properties.find(qn("w:color")).get(qn("w:val")) == "E60012"
        assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
        narrow = properties.find(qn("w:w"))
        width = (
            mark.runs[0].font.size.mm
            * len(mark.text)
            * (int(narrow.get(qn("w:val"))) / 100 if narrow is not None else 1)
        )
        assert 140 < width <= 156
    number = named(file, "〔2026〕1号")
    assert [p.text for p in file.paragraphs[1:3]] == ["", ""]
    assert number.alignment == 1
    issue = next(p for p in file.paragraphs if p.text.endswith("2026年6月4日　"))
    (rule,) = issue._p.pPr.find(qn("w:pBdr"))
    assert (rule.get(qn("w:color")), rule.get(qn("w:sz"))) == ("E60012", "18")  # eighths of a point: 0.8 mm


def test_attendance_hangs_after_the_colon() -> None:  # 10.3
    indent = named(opened("minutes-02-sides"), "出席：")._p.pPr.ind
    assert (indent.get(qn("w:leftChars")), indent.get(qn("w:hangingChars"))) == ("500", "300")


def test_the_imprint_stands_at_the_foot_of_an_even_page() -> None:  # 7.4
    for name, is_alone in (("minutes-long-name", True), ("通知", False)):
        file = opened(name)
        table = file.tables[-1]
        place = table._tbl.tblPr.find(qn("w:tblpPr"))
        assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
        borders = {b.tag.split("}")[1]: b.get(qn("w:sz")) for b in table._tbl.tblPr.find(qn("w:tblBorders"))}
        assert (borders["top"], borders["insideH"], borders["bottom"]) == ("8", "6", "8")  # 0.35 and 0.25 mm
        assert table.rows[0].cells[0].text.startswith("抄送：")
        assert table.rows[0].cells[0].text.endswith("。")
        assert table.rows[-1].cells[-1].text.endswith("日印发")
        assert (file.sections[-1].start_type == 3) == is_alone  # evenPage
        if is_alone:
            assert "PAGE" not in file.sections[-1].footer._element.xml


def test_page_numbers_stand_outside_seven_millimetres_below_the_block() -> None:  # 7.5
    file = opened("minutes-02-sides")
    section = file.sections[0]
    assert file.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.jc.get(qn("w:val")) == side
        assert paragraph._p.pPr.ind.get(qn(f"w:{side}Chars")) == "100"
        assert "PAGE" in paragraph._p.xml
        assert "".join(run.text for run in paragraph.runs) == "—  —"
    assert 297 - section.footer_distance.mm - 14 / 72 * 25.4 / 2 == pytest.approx(262 + 7, abs=0.1)


def test_tables_repeat_their_heading_and_tear_no_row() -> None:
    (table,) = opened("签到表").tables
    block = sign_in_sheet().body[0]
    assert isinstance(block, Table)
    assert [cell.text for cell in table.rows[0].cells] == [column.title for column in block.columns]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True] + [False] * 32
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    form = opened("任务交办单").tables[0]
    assert form.rows[2].cells[1]._tc is form.rows[2].cells[3]._tc  # the last cell takes the rest


def test_attachments_begin_pages_and_the_signature_has_its_place() -> None:  # 7.3.4, 7.3.5, 7.3.7
    file = opened("通知")
    assert named(file, "附件1").paragraph_format.page_break_before
    assert named(file, "附件：1.会议议程")._p.pPr.ind.get(qn("w:leftChars")) == "200"
    assert named(file, "2.参会回执")._p.pPr.ind.get(qn("w:leftChars")) == "500"
    date = named(file, "2026年5月28日")
    assert float(date._p.pPr.ind.get(qn("w:leftChars"))) / 100 + 6.5 == pytest.approx(24, abs=0.6)  # 右空四字


@pytest.mark.parametrize("name", ["minutes-attachments", "通知", "任务交办单"])
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(copy(name))) as archive:
        assert archive.testzip() is None
    for kind, order in ORDER.items():
        places = [qn(f"w:{child}") for child in order.split()]
        for properties in opened(name).element.iter(qn(kind)):
            found = [places.index(child.tag) for child in properties]
            assert found == sorted(found)
            assert len(found) == len(set(found))


def test_what_describes_the_file_is_the_documents_own() -> None:
    properties = opened("通知").core_properties
    assert properties.title == notice().title
    assert properties.author == "示例市社会救助联席会议办公室"
    assert properties.created.replace(tzinfo=UTC) == CREATED
    assert properties.comments == ""


def test_a_letter_has_its_mark_and_double_rules() -> None:  # 10.1
    section = opened("函").sections[0]
    assert section.different_first_page_header_footer
    assert section.header_distance.mm == pytest.approx(30, abs=0.05)
    (mark,) = section.first_page_header.paragraphs
    assert mark.text == "示例市社会救助联席会议办公室"
    assert mark._p.pPr.find(qn("w:pBdr"))[0].get(qn("w:val")) == "thickThinSmallGap"
    assert int(mark._p.pPr.ind.get(qn("w:left"))) / 1440 * 25.4 == pytest.approx(-7, abs=0.05)
    foot = section.first_page_footer.paragraphs[0]._p.pPr
    assert foot.find(qn("w:pBdr"))[0].get(qn("w:val")) == "thinThickSmallGap"
    assert int(foot.find(qn("w:framePr")).get(qn("w:y"))) / 1440 * 25.4 == pytest.approx(275.3, abs=0.1)
    assert "PAGE" not in section.first_page_footer._element.xml


def test_markup_in_the_text_stays_text() -> None:
    evil = "<w:p/>&amp;]]>\x00\ud800\uffff"
    document = OfficialDocument(f"关于{evil}的通知", (Paragraph(evil), Paragraph(evil, 1)))
    text = text_of(docx.Document(io.BytesIO(word_copy(document, created=CREATED))))
    assert text.count("<w:p/>&amp;]]>") == 3
