"""The line breaker, the title and the sides: pure, measured in cells."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointmeeting.kernel.documents.grid import LARGEST_STRETCH, Line, Run, break_lines, half_or_full, printable
from jointmeeting.kernel.documents.layout import Layout, lay_out
from jointmeeting.kernel.documents.minutes import MinutesDocument, Paragraph
from jointmeeting.kernel.documents.page import CELLS, MAY_START, NO_LINE_END, NO_LINE_START, ROWS
from jointmeeting.kernel.documents.sides import FEWEST_ON_LAST_SIDE
from jointmeeting.kernel.documents.titles import break_title
from jointmeeting.samples.minutes import minutes

HAN = "会议强调要进一步压实责任各成员单位按照原则救助䶮㛃𬭎"
ALPHABET = HAN * 4 + "，。、；：？！）》”’（《“‘〔〕·…—％% .,:/-0123456789abcXYZ　é" + "\u0301\ufe00\U000e0100"
WORDS = st.text(ALPHABET, max_size=160) | st.lists(
    st.sampled_from(
        [
            "——",
            "……",
            "2026年6月30日",
            "12,846",
            "https://www.a.gov.cn/b?c=d",
            "）》。”",
            "“《（",
            "word ",
            "x" * 70,
        ]
    )
    | st.text(HAN, min_size=1, max_size=9),
    max_size=40,
).map("".join)
INSIDE = re.compile(r"[\w.,:/%\-?=é\u0301\ufe00\U000e0100]{2}", re.A)  # of a word, a number or an address
STYLES = st.sampled_from(["body", "black", "kai"])
PARAGRAPHS = st.lists(st.builds(Run, WORDS, STYLES), max_size=4)


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def breakable(text: str) -> bool:
    """Tell whether some place inside `text`, not inside a word or a number, allows a line to end there."""
    no_start, no_end = NO_LINE_START | set(" \u0301\ufe00\U000e0100─"), NO_LINE_END | {" "}
    pairs = itertools.pairwise(text.replace("——", "─"))
    return any(b not in no_start and a not in no_end and not INSIDE.fullmatch(a + b) for a, b in pairs)


@given(PARAGRAPHS, st.integers(0, 6), st.integers(0, 6))
@settings(max_examples=500, deadline=None)
def test_lines_keep_the_text_the_width_and_the_edges(runs: list[Run], first: int, other: int) -> None:
    lines = break_lines(runs, first_indent=first, indent=other)
    assert "".join(texts(lines)) == "".join(printable(run.text) for run in runs)
    for before, line in zip([None, *lines], lines, strict=False):
        assert line.indent + line.width <= CELLS + 1 + 1e-6
        assert line.spacing <= LARGEST_STRETCH
        assert line.indent + line.width + line.spacing * len(line.text.rstrip(" ")) <= CELLS + 1
        if line.indent + line.width > CELLS + 1e-6:  # only a squeezed closing mark goes over
            assert line.text.rstrip(" ")[-1] in NO_LINE_START
        is_cut = before is not None and INSIDE.fullmatch(before.text[-1] + line.text[0])
        starts_badly = line.text[0] in NO_LINE_START and not line.text.startswith(tuple(MAY_START))
        if before is not None and starts_badly and not is_cut:
            assert not breakable(before.text), "a forbidden mark begins a line although there was another way"
        is_last = line is lines[-1]
        if not is_last and line.text.rstrip(" ")[-1] in NO_LINE_END:
            assert not breakable(line.text), "a forbidden mark ends a line although there was another way"


@given(PARAGRAPHS)
@settings(max_examples=200, deadline=None)
def test_styles_stay_with_their_characters(runs: list[Run]) -> None:
    printed = [(c, run.style) for line in break_lines(runs) for run in line.runs for c in run.text]
    assert printed == [(c, run.style) for run in runs for c in printable(run.text)]


def test_28_cells_and_an_indent_of_two() -> None:
    first, second, third = break_lines([Run("字" * 60)])
    assert (len(first.text), first.indent, first.spacing) == (26, 2, 0)
    assert (len(second.text), second.indent, second.is_full) == (28, 0, True)
    assert len(third.text) == 6


def test_a_closing_mark_is_squeezed_in() -> None:
    first, second = break_lines([Run("字" * 28 + "，后")], first_indent=0)
    assert first.text == "字" * 28 + "，"
    assert first.spacing == pytest.approx(-1 / 28)
    assert second.text == "后"


def test_a_mark_followed_by_another_takes_a_character_along() -> None:
    first, second = break_lines([Run("字" * 28 + "。”后")], first_indent=0)
    assert (len(first.text), second.text) == (27, "字。”后")
    assert first.spacing == pytest.approx(1 / 26)


def test_an_opening_mark_moves_to_the_next_line() -> None:
    assert texts(break_lines([Run("字" * 27 + "《条例》")], first_indent=0))[1].startswith("《")


@pytest.mark.parametrize("pair", ["——", "……"])
def test_double_marks_are_never_split(pair: str) -> None:
    for before in range(24, 30):
        assert any(pair in text for text in texts(break_lines([Run("字" * before + pair + "字" * 5)], first_indent=0)))


def test_numbers_and_words_stay_whole_but_long_addresses_break_after_a_separator() -> None:
    assert texts(break_lines([Run("字" * 26 + "12,846户")], first_indent=0))[1] == "12,846户"
    address = "https://www.yueqing.gov.cn/col/col1322/index.html?uid=12345&pageNum=2"
    lines = break_lines([Run("详见" + address + "。")])
    assert "".join(texts(lines)) == "详见" + address + "。"
    assert all(line.text[-1] in "/.-_?&=@:#" for line in lines[:-1])
    for endless in ("x" * 300, "." * 300, "e\u0301" * 300):
        assert all(line.indent + line.width <= CELLS for line in break_lines([Run(endless)]))


def test_a_last_line_is_not_stretched_unless_no_character_fits() -> None:
    assert not break_lines([Run("字" * 26)], first_indent=0)[0].is_full
    assert break_lines([Run("字" * 27 + "1")], first_indent=0)[0].is_full


def test_real_advances_count() -> None:
    wide = break_lines([Run("1" * 3 + "字" * 26)], first_indent=0, advance=lambda c, style: 1.0)
    assert len(wide[0].text) == 28


def test_odd_characters_are_set_and_not_split() -> None:
    assert printable("a\tb\nc\x00\ud800\u3000") == "a b c\ufffd\ufffd\u3000"
    assert printable("Ａ１") == "Ａ１"  # NFKC would have changed them
    ideograph = "葛\U000e0100"
    assert texts(break_lines([Run("字" * 27 + ideograph * 2)], first_indent=0)) == ["字" * 27 + ideograph, ideograph]
    assert half_or_full("\U000e0100") == 0


def test_no_text_gives_no_line() -> None:
    assert break_lines([]) == break_lines([Run("")]) == []


def test_spaces_hang_over_the_edge() -> None:
    first, second = break_lines([Run("字" * 28 + " \t 后")], first_indent=0)
    assert (first.text, first.spacing, second.text) == ("字" * 28 + " ", 0, "后")


def test_names_in_a_list_stay_whole() -> None:
    lines = break_lines([Run("市民政局王小磊、" * 12)], first_indent=5, indent=5, whole_tail=3)
    assert all(line.text.count("王小磊") == line.text.count("王") for line in lines)


def test_titles_break_between_words_and_evenly() -> None:
    assert break_title("示例市社会救助联席会议2026年第一次全体会议纪要", 20) == (
        "示例市社会救助联席会议",
        "2026年第一次全体会议纪要",
    )
    assert break_title("第一行\n第二行", 20) == ("第一行", "第二行")
    assert break_title("短标题", 20) == ("短标题",)
    assert break_title("", 20) == ("",)
    assert [len(line) for line in break_title("2" * 100, 20)] == [33, 33, 34]


@given(st.text(HAN + "《》（）、2026年", min_size=1, max_size=90))
@settings(max_examples=200, deadline=None)
def test_titles_keep_their_text_and_width(text: str) -> None:
    lines = break_title(text, 20)
    assert "".join(lines) == text
    assert all(sum(map(half_or_full, line)) <= 20 for line in lines)


def sides(count: int, *, copies: int = 4) -> Layout:
    """Lay out a document of `count` body lines, each a paragraph, without attendance."""
    body = tuple(Paragraph("字") for _ in range(count))
    return lay_out(MinutesDocument("纪要", "办", "标题", body, (), ("市府办",) * copies, "办").official())


@pytest.mark.parametrize("count", range(1, 70))
def test_a_side_that_the_text_leaves_is_full(count: int) -> None:
    body = tuple(Paragraph("字") for _ in range(count))
    names = "、".join(f"市示例{n}局（示例·{n:02}）" for n in range(32))
    layout = lay_out(
        MinutesDocument("纪要", "办", "标题", body, (("出席", names), ("请假", "市示例局")), (), "办").official()
    )
    text = [page for page in layout.pages if page.lines]
    assert all(sum(bool(placed.line.runs) for placed in page.lines) >= 20 for page in text[1:-1])


@pytest.mark.parametrize("count", range(1, 120))
def test_the_imprint_is_on_the_last_even_side_whatever_the_length(count: int) -> None:
    layout = sides(count)
    pages = layout.pages
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert len(pages) % 2 == 0
    assert [page.has_imprint for page in pages] == [False] * (len(pages) - 1) + [True]
    assert sum(len(page.lines) for page in pages) == count + 1  # and the title
    text = [page for page in pages if page.lines]
    assert all(placed.row < ROWS for page in text for placed in page.lines)
    assert len(pages) - len(text) <= 2
    if len(text) > 1:
        assert len(text[-1].lines) >= FEWEST_ON_LAST_SIDE
    if pages[-1].lines:
        assert pages[-1].lines[-1].row + 1 + 2 <= ROWS  # room for the 版记


def test_a_side_is_left_blank_where_the_imprint_has_no_room() -> None:
    found = {tuple(bool(page.lines) for page in sides(count).pages) for count in range(1, 60)}
    assert found == {(True, False), (True, True), (True, True, False, False), (True, True, True, False),
                     (True, True, True, True)}  # fmt: skip


def test_blank_sides_have_no_number() -> None:
    pages = next(layout for n in range(1, 40) if len((layout := sides(n)).pages) == 4).pages
    assert [page.is_numbered for page in pages] == [True, True, False, False]


def test_a_heading_is_never_the_last_line_of_a_side() -> None:
    for count in range(30):
        body = (*(Paragraph("字") for _ in range(count)), Paragraph("一、标题", 1), Paragraph("文"))
        pages = lay_out(MinutesDocument("纪要", "办", "标题", body, (), (), "办").official()).pages
        assert all(page.lines[-1].line.text != "一、标题" for page in pages if page.lines)


def test_headings_only_do_not_loop() -> None:
    body = tuple(Paragraph("一、标题", 1) for _ in range(100))
    assert len(lay_out(MinutesDocument("纪要", "办", "标题", body, (), (), "办").official()).pages) == 6


def test_levels_have_their_styles_and_text_after_a_heading_is_body() -> None:
    body = (
        Paragraph("一、黑体", 1),
        Paragraph("（一）楷体。正文。", 2),
        Paragraph("1.仿宋", 3),
        Paragraph("（1）仿宋", 4),
    )
    page = lay_out(MinutesDocument("纪要", "办", "标题", body, (), (), "办").official()).pages[0]
    runs = [[(run.text, run.style) for run in placed.line.runs] for placed in page.lines[1:]]
    assert runs == [
        [("一、黑体", "black")],
        [("（一）楷体。", "kai"), ("正文。", "body")],
        [("1.仿宋", "body")],
        [("（1）仿宋", "body")],
    ]


def test_attendance_hangs_at_the_first_character_after_the_colon() -> None:
    placed = [line for page in lay_out(minutes(0).official()).pages for line in page.lines]
    start = next(n for n, line in enumerate(placed) if line.line.text.startswith("出席："))
    assert placed[start].row in {0, placed[start - 1].row + 2}  # one empty line above
    assert placed[start].line.indent == 2
    assert placed[start].line.runs[0] == Run("出席：", "black")
    assert placed[start + 1].line.indent == 5


def test_empty_paragraphs_and_an_empty_document() -> None:
    empty = MinutesDocument("纪要", "办", "标题", (Paragraph(""), Paragraph("　 ", 1)), (), (), "办")
    assert [len(page.lines) for page in lay_out(empty.official()).pages] == [1, 0]  # the title


def test_too_many_copies_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="抄送机关过多"):
        sides(3, copies=300)


def test_paragraphs_are_set_closer_only_where_that_spares_a_blank_side() -> None:
    long = Paragraph("字" * (26 + 28 + 2))  # three lines, or two of 27 and 29

    def pages(above: int) -> Layout:
        body = (*(Paragraph("字") for _ in range(above)), long, Paragraph("字"))
        return lay_out(MinutesDocument("纪要", "办", "标题", body, (), ("市府办",), "办").official())

    closer = {above: any(p.line.spacing < 0 for page in pages(above).pages for p in page.lines) for above in range(45)}
    spared = [above for above, is_closer in closer.items() if is_closer]
    assert spared
    for above in spared:
        assert pages(above).pages[-1].lines  # the 版记 shares its side with text
        assert len(pages(above + 1).pages) == len(pages(above).pages) + 2  # one line more, and the side is blank
    assert all(-1 / 25 <= p.line.spacing <= 0.25 for page in pages(spared[0]).pages for p in page.lines)
