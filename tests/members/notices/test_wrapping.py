"""A notice whose lines were broken at one width, as by a mail program, reads as the notice itself."""

from pathlib import Path

import pytest

from members.notices import read
from members.notices.wrapping import unwrapped

HERE = Path(__file__).parent
CLOSING = "，。、；：）》”！？"  # never begins a line
WHOLE = (
    "articles",
    "many-members",
    "minutes-rules",
    "repealing",
    "rotating",
    "township",
    "province-rules",
    "wechat-copy",
)


def wrapped(text: str, width: int, indent: str = "", between: str = "\n") -> str:
    """Break every paragraph at `width` characters."""
    paragraphs = []
    for line in filter(None, text.split("\n")):
        rest, lines = indent + line, []
        while rest:
            size = width
            while rest[size : size + 1] and rest[size] in CLOSING:
                size += 1
            lines.append(rest[:size])
            rest = rest[size:]
        paragraphs.append("\n".join(lines))
    return between.join(paragraphs)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("width", [20, 28, 35, 40])
@pytest.mark.parametrize(("indent", "between"), [("\u3000\u3000", "\n"), ("", "\n\n"), ("\u3000\u3000", "\n\n")])
def test_marked_paragraphs_are_put_together(name: str, width: int, indent: str, between: str) -> None:
    text = (HERE / "samples" / f"{name}.txt").read_text()
    whole, broken = read(text).to_json(), read(wrapped(text, width, indent, between)).to_json()
    for field in ("title", "doc_number", "member_units", "conveners", "minutes", "issue_date", "regular_as_printed"):
        assert broken[field] == whole[field], field


@pytest.mark.parametrize("name", ["articles", "many-members", "minutes-rules", "township"])
@pytest.mark.parametrize("width", [20, 28, 35, 40])
def test_unmarked_paragraphs_are_put_together(name: str, width: int) -> None:
    text = (HERE / "samples" / f"{name}.txt").read_text()
    whole, broken = read(text).to_json(), read(wrapped(text, width)).to_json()
    assert broken["member_units"] == whole["member_units"]
    assert broken["regular_meetings_per_year"] == whole["regular_meetings_per_year"]


def test_a_list_whose_rows_reach_the_edge_stays_a_list() -> None:
    rows = ["试验甲（市教育局党组成员、办公室主任）", "试验乙（市财政局党组成员、办公室主任）"]
    text = wrapped("联席会议由市民政局牵头，市教育局、市财政局、市公安局参加，每年召开两次全体会议。", 19).split("\n")
    assert unwrapped([*text, *rows])[-2:] == rows


def test_a_figure_cut_at_the_edge_is_one_figure() -> None:
    lines = wrapped(
        "联席会议成员单位共有民政局、财政局等2026个，另外还有三十个。\n联席会议由市民政局牵头，市教育局、市财政局参加会议。",
        20,
    )
    assert "2026个" in "".join(unwrapped(lines.split("\n"))[:1])
