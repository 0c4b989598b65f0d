"""Papers other than minutes: notices, forms, circulars, reports, measured on the PDF and on the layout."""

from dataclasses import replace
from functools import cache

import pytest

from jointmeeting.kernel.documents.content import Column, Head, OfficialDocument, Paragraph, Table
from jointmeeting.kernel.documents.layout import lay_out
from jointmeeting.kernel.documents.official import Unprintable, missing, render
from jointmeeting.samples.minutes import CREATED
from jointmeeting.samples.papers import PAPERS, circular, letter, notice, sign_in_sheet, task_sheet, verification_report
from tests.kernel.documents.measure import EM, Row, Side, measure

PITCH = 1.875 * EM


@cache
def paper(name: str) -> tuple[Side, ...]:
    return tuple(measure(render(PAPERS[name](), created=CREATED)))


def row_of(sides: tuple[Side, ...], start: str) -> Row:
    return next(row for side in sides for row in side.body if row.text.startswith(start))


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_keeps_to_the_block(name: str) -> None:
    for side in paper(name):
        assert side.size == pytest.approx((210, 297), abs=0.1)
        for row in (*side.body, *(row for row in side.small if row != side.folio)):
            assert row.left >= 28 - 0.05
            assert row.right <= 184 + 0.25
            assert 37 - 0.1 <= row.top <= 262
        edges = (20, 190) if name == "函" else (28, 184)
        assert all((rule.left, rule.right) == pytest.approx(edges, abs=0.1) for rule in side.rules)


def test_recipients_stand_flush_left_with_a_colon_below_the_title() -> None:  # 7.3.2
    row = row_of(paper("通知"), "各成员单位")
    assert row.left == pytest.approx(28, abs=0.2)
    assert row.text == "各成员单位，各乡镇人民政府（街道办事处）："


def test_recipients_that_crowd_out_the_text_move_to_the_imprint() -> None:  # 7.3.2, 7.4.2
    crowd = tuple(f"示例市第{n}号成员单位及其所属机构" for n in range(30))
    layout = lay_out(replace(notice(), recipients=crowd))
    assert layout.imprint[0].text.startswith("主送：示例市第0号")
    assert next(line.text for line in layout.imprint if line.text.startswith("抄送：")) == "抄送：市政府办公室。"
    assert any(placed.line.text.startswith("经总召集人同意") for placed in layout.pages[0].lines)


def test_attachments_are_named_below_the_text_and_stand_on_sides_of_their_own() -> None:  # 7.3.4, 7.3.7
    sides = paper("通知")
    first, second = row_of(sides, "附件：1.会议议程"), row_of(sides, "2.参会回执")
    assert first.left == pytest.approx(28 + 2 * EM, abs=0.3)
    assert second.left == pytest.approx(28 + 5 * EM, abs=0.3)
    assert second.top - first.top == pytest.approx(PITCH, abs=0.1)
    for number, name in enumerate(("会议议程", "参会回执"), 1):
        side = sides[number + 1]
        label = next(row for row in side.body if row.text == f"附件{number}")
        assert (label.left, label.top) == pytest.approx((28, 37), abs=0.3)
        (title,) = side.large
        assert title.text == name
        assert (title.left + title.right) / 2 == pytest.approx(106, abs=0.5)
        assert title.top + title.size / 2 == pytest.approx(37 + 2 * PITCH + EM / 2, abs=0.5)  # the third row
        assert side.folio is not None  # numbers go on (7.5)
        assert side.folio.text == f"—{number + 2}—"


def test_one_attachment_has_no_number() -> None:  # 7.3.4
    only = replace(notice(), attachments=notice().attachments[:1])
    lines = [placed.line.text for page in lay_out(only).pages for placed in page.lines]
    assert "附件：会议议程" in lines
    assert "附件" in lines


def test_a_signature_under_a_seal() -> None:  # 7.3.5.1
    organ, date = row_of(paper("通知"), "示例市社会救助联席会议办公室"), row_of(paper("通知"), "2026年5月28日")
    assert date.right == pytest.approx(184 - 4 * EM, abs=0.3)
    assert (organ.left + organ.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=EM / 2)
    assert date.top - organ.top == pytest.approx(PITCH, abs=0.1)
    above = row_of(paper("通知"), "2.参会回执")
    assert organ.top - above.top == pytest.approx(3 * PITCH, abs=0.1)  # the seal's place


def test_a_signature_without_a_seal() -> None:  # 7.3.5.2
    organ, date = row_of(paper("通报"), "示例市社会救助联席会议办公室"), row_of(paper("通报"), "2026年7月6日")
    assert organ.right == pytest.approx(184 - 2 * EM, abs=0.3)
    assert date.left - organ.left == pytest.approx(2 * EM, abs=0.3)
    assert organ.top - row_of(paper("通报"), "请有逾期事项").top == pytest.approx(2 * PITCH + PITCH, abs=0.2)


def test_a_short_name_moves_left_for_a_longer_date() -> None:  # 7.3.5.2
    document = replace(circular(), signature=replace(circular().signature, organ="市救联办"))  # type: ignore[type-var]
    lines = {p.line.text: p.line for page in lay_out(document).pages for p in page.lines}
    date, organ = lines["2026年7月6日"], lines["市救联办"]
    assert date.indent + date.width == pytest.approx(26)
    assert organ.indent == pytest.approx(date.indent - 2)


@pytest.mark.parametrize("count", range(1, 60))
def test_a_signature_never_stands_alone_on_a_side(count: int) -> None:  # 7.3.5.5
    body = tuple(Paragraph(f"第{n}段") for n in range(count))
    for page in lay_out(replace(notice(), body=body, attachments=())).pages:
        texts = [placed.line.text for placed in page.lines]
        if "2026年5月28日" in texts:
            assert sum(text.startswith("第") for text in texts) >= min(count, 2)
            assert texts[-1].startswith("（联系人")  # nor does the note below it


def test_the_note_stands_in_brackets_below_the_date() -> None:  # 7.3.6
    note, date = row_of(paper("通知"), "（联系人"), row_of(paper("通知"), "2026年5月28日")
    assert note.text.endswith("）")
    assert note.top - date.top == pytest.approx(PITCH, abs=0.1)


def test_secrecy_and_urgency_stand_at_the_top_left_in_their_order() -> None:  # 7.2.1, 7.2.2, 7.2.3
    head = Head("示例市文件", number="示〔2026〕1号", copy_number="000001", secrecy="秘密★1年", urgency="特急")
    side = measure(render(OfficialDocument("关于某事的通知", (Paragraph("正文。"),), head), created=CREATED))[0]
    assert [row.text for row in side.body[:3]] == ["000001", "秘密★1年", "特急"]
    for n, row in enumerate(side.body[:3]):
        assert (row.left, row.top) == pytest.approx((28, 37 + n * PITCH), abs=0.35)


def test_signers_stand_beside_the_number() -> None:  # 7.2.5, 7.2.6
    head = Head("示例市文件", number="示〔2026〕1号", signers=("测试甲", "测试乙", "测试丙"))
    side = measure(render(OfficialDocument("关于某事的请示", (Paragraph("正文。"),), head), created=CREATED))[0]
    first, second = side.body[:2]
    assert first.text == "签发人：测试甲测试乙"
    assert first.right == pytest.approx(184 - EM, abs=0.3)
    assert second.text == "示〔2026〕1号测试丙"
    assert second.left == pytest.approx(28 + EM, abs=0.75)
    rule = next(rule for rule in side.rules if rule.is_red)
    assert rule.top == pytest.approx(second.top + EM + 4, abs=0.2)


def test_a_letter_has_double_rules_and_no_number_on_its_first_side() -> None:  # 10.1
    (side,) = paper("函")
    (mark,) = side.red
    assert mark.top == pytest.approx(30, abs=1)
    thick, thin, other_thin, other_thick = sorted(side.rules, key=lambda rule: rule.top)
    assert all(rule.is_red for rule in side.rules)
    assert thick.top == pytest.approx(30 + mark.size + 4, abs=0.1)
    assert thick.bottom - thick.top > thin.bottom - thin.top  # 上粗下细
    assert other_thick.bottom - other_thick.top > other_thin.bottom - other_thin.top  # 上细下粗
    assert other_thick.bottom == pytest.approx(297 - 20, abs=0.1)
    number = row_of((side,), "加急")
    assert number.text == "加急示社救联办函〔2026〕4号"
    assert (number.left, number.right) == pytest.approx((28, 184), abs=0.5)
    assert number.top == pytest.approx(thin.bottom + EM * 7 / 8, abs=0.3)
    (title,) = side.large
    assert title.top - (number.top + EM) == pytest.approx(2 * PITCH, abs=PITCH / 2)
    assert side.folio is None
    assert side.small[-1].text == "抄送：市政府办公室。"
    assert side.small[-1].top > 250


def test_the_sides_of_a_letter_after_the_first_are_numbered() -> None:  # 10.1, 7.5
    document = replace(letter(), body=tuple(Paragraph("正文。") for _ in range(40)))
    sides = measure(render(document, created=CREATED))
    assert [side.folio.text if side.folio else None for side in sides] == [None, "—2—", "—3—"]
    assert [row.text for row in sides[-1].small] == ["抄送：市政府办公室。", "—3—"]


def test_a_table_goes_on_over_sides_with_its_heading() -> None:
    sides = paper("签到表")
    assert len(sides) >= 2
    for side in sides:
        assert next(row for row in side.small if row.text.startswith("序号")).text == "序号单位姓名职务签名"
    numbers = [row.text for side in sides for row in side.small if row.left < 40 and row.text[0].isdigit()]
    assert len(numbers) == 32
    assert all(rule.bottom <= 262.1 for side in sides for rule in side.rules)


def test_the_last_cell_of_a_short_row_takes_the_rest() -> None:
    (side,) = measure(render(task_sheet(), created=CREATED))
    row = next(row for row in side.small if row.text.startswith("配合单位"))
    assert row.text == "配合单位市财政局、市医保局、市残联"


def test_no_row_is_lost_or_torn_whatever_stands_above() -> None:
    table = next(block for block in circular().body if isinstance(block, Table))
    for above in range(40):
        before = tuple(Paragraph("字") for _ in range(above))
        pages = lay_out(OfficialDocument("标题", (*before, table, Paragraph("完")))).pages
        rows = [row for page in pages for t in page.tables for row in t.grid.rows[t.grid.headings :]]
        assert [row.cells[0].lines[0].text for row in rows] == [row[0] for row in table.rows]
        assert all(t.row + t.rows <= 22 for page in pages for t in page.tables)
        for page in pages:
            spans = [(p.row, p.row + 1) for p in page.lines] + [(t.row, t.row + t.rows) for t in page.tables]
            assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))


def test_a_row_that_no_side_could_hold_is_split() -> None:
    table = Table(sign_in_sheet().body[0].columns, (("1", "很长的内容" * 600),))  # type: ignore[union-attr]
    pages = lay_out(OfficialDocument("标题", (table,))).pages
    assert len(pages) > 2
    texts = [line.text for page in pages for t in page.tables for r in t.grid.rows[1:] for line in r.cells[1].lines]
    assert "".join(texts) == "很长的内容" * 600


@pytest.mark.parametrize("above", range(0, 30, 3))
def test_tables_without_rows_stand_in_their_place(above: int) -> None:
    heading, nothing = Table((Column("姓名"), Column("结果")), ()), Table((Column(),), ())
    before = tuple(Paragraph("字") for _ in range(above))
    pages = lay_out(OfficialDocument("标题", (*before, heading, nothing, Paragraph("完")))).pages
    assert [len(table.grid.rows) for page in pages for table in page.tables] == [1]
    assert sum(len(page.lines) for page in pages) == 1 + above + 1
    assert all(placed.row < 22 for page in pages for placed in page.lines)


def test_inside_papers_have_no_imprint_and_may_end_on_an_odd_side() -> None:
    assert len(lay_out(task_sheet()).pages) == 1
    assert not any(page.has_imprint for page in lay_out(verification_report()).pages)


def test_a_document_with_a_character_no_font_has_is_refused_before_it_is_drawn() -> None:
    document = OfficialDocument("关于ก的通知", (Paragraph("正文。"),))
    assert [row.field for row in missing(document)] == ["标题"]
    with pytest.raises(Unprintable, match="“标题”中的字符“ก”（U\\+0E01）没有字体可以印出"):
        render(document, created=CREATED)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(notice(), created=CREATED) == render(notice(), created=CREATED)
