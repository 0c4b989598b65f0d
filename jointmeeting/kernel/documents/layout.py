"""From a document to pages: which line stands on which row of which page. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from jointmeeting.kernel.documents.grid import Advance, Line, Run, break_lines, half_or_full
from jointmeeting.kernel.documents.minutes import PARAGRAPH_ROLES, MinutesDocument, Paragraph
from jointmeeting.kernel.documents.page import (
    BLOCK_HEIGHT,
    CELLS,
    EM,
    EM_2,
    EM_4,
    IMPRINT_ROW,
    INDENT,
    MARK_GAP_ROWS,
    MARK_LARGEST,
    MARK_TOP,
    PITCH,
    ROWS,
    SIDE_INDENT,
    TITLE_GAP_ROWS,
)
from jointmeeting.kernel.documents.titles import break_title

NUMBER_ROW = ceil((MARK_TOP + MARK_LARGEST) / PITCH) + MARK_GAP_ROWS  # the mark's lower edge lies in row 4
ISSUE_ROW = NUMBER_ROW + 1  # organ and date
TITLE_ROW = ISSUE_ROW + 1 + TITLE_GAP_ROWS
FEWEST_ON_LAST_SIDE = 3  # lines: one or two names alone on a side look lost
FEWEST_ON_FULL_SIDE = 20  # printed lines: a side that the text leaves must still look full (5.2.3 asks for 22)
LONGEST_NAME = 3  # characters of a name that are not split in a list
MOST_COPY_ROWS = int(BLOCK_HEIGHT / IMPRINT_ROW) - 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on a row."""

    row: int
    line: Line


@dataclass(frozen=True, slots=True)
class Page:
    """One side: its lines, and whether it carries the 版记."""

    number: int
    lines: tuple[Placed, ...]
    has_imprint: bool = False

    @property
    def is_numbered(self) -> bool:
        """Sides with text carry a number; a side that is blank or has only the 版记 carries none (GB/T 9704 7.5)."""
        return bool(self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document, ready to be drawn."""

    title: tuple[str, ...]
    pages: tuple[Page, ...]
    copies: tuple[Line, ...]


def lay_out(document: MinutesDocument, *, advance: Advance = half_or_full) -> Layout:
    """Place every line; the 版记 ends on the last, even side. Raises ValueError when the 版记 does not fit one side."""
    title = break_title(document.title, CELLS * EM / EM_2, advance=advance)
    copies = _copies(document, advance)
    if len(copies) > MOST_COPY_ROWS:
        raise ValueError(f"抄送机关过多：版记排{len(copies)}行，一面最多{MOST_COPY_ROWS}行，请合并为统称。")
    first = TITLE_ROW + len(title) + 1
    sides = _balanced(_sides(_body(document, advance), first), first)
    return Layout(title, _with_imprint(sides, _imprint_rows(len(copies))), tuple(copies))


def _body(document: MinutesDocument, advance: Advance) -> list[Line]:
    lines: list[Line] = []
    for paragraph in document.paragraphs:
        runs = _styled(paragraph)
        broken = break_lines(runs, advance=advance)
        is_heading = all(run.style != "body" for run in runs)
        lines += [replace(line, keeps_with_next=True) for line in broken] if is_heading else broken
    if document.attendance and lines:
        lines.append(Line((), keeps_with_next=True))  # 10.3 空一行
    for label, names in document.attendance:
        runs = [Run(f"{label}：", "black"), Run(names.strip())]
        lines += break_lines(runs, indent=INDENT + len(label) + 1, advance=advance, whole_tail=LONGEST_NAME)
    return lines


def _styled(paragraph: Paragraph) -> list[Run]:
    """Return the runs of a paragraph: a heading up to its first full stop, then text (7.3.3)."""
    text = paragraph.text.strip()
    style = PARAGRAPH_ROLES.get(paragraph.level)
    if style is None:
        return [Run(text)] if text else []
    heading, stop, rest = text.partition("。")
    runs = [Run(heading + stop, style), Run(rest)] if rest else [Run(text, style)]
    return [run for run in runs if run.text]


def _copies(document: MinutesDocument, advance: Advance) -> list[Line]:
    """Break 抄送 in 4号: one character free on each side, hanging after the colon (7.4.2)."""
    if not document.copies_to:
        return []
    runs = [Run(f"抄送：{'，'.join(document.copies_to)}。")]
    cells = CELLS * EM / EM_4 - SIDE_INDENT
    return break_lines(runs, first_indent=SIDE_INDENT, indent=SIDE_INDENT + 3, advance=advance, cells=cells)


def _imprint_rows(copies: int) -> int:
    """Return the rows of the grid the 版记 covers, and one empty row above it."""
    return ceil((copies + 1) * IMPRINT_ROW / PITCH) + 1


def _sides(lines: list[Line], first_row: int) -> list[list[Line]]:
    """Fill sides from the top; a heading moves on with the text it announces, an empty line never opens a side."""
    sides: list[list[Line]] = []
    rest, room = lines, ROWS - first_row
    while rest:
        count = min(room, len(rest))
        while 0 < count < len(rest) and rest[count - 1].keeps_with_next:
            count -= 1
        sides.append(_without_empty_edges(rest[: count or min(room, len(rest))]))
        rest, room = rest[count or min(room, len(rest)) :], ROWS
    return sides or [[]]


def _without_empty_edges(lines: list[Line]) -> list[Line]:
    start = next((n for n, line in enumerate(lines) if line.runs), len(lines))
    end = next((n for n in range(len(lines), start, -1) if lines[n - 1].runs), start)
    return lines[start:end]


def _balanced(sides: list[list[Line]], first_row: int) -> list[list[Placed]]:
    """Number the rows; a last side of one or two lines gets company, while the side before stays full."""
    if len(sides) > 1:
        *_, before, last = sides
        moved = max(FEWEST_ON_LAST_SIDE - len(last), 0)
        if len(sides) > 2:
            moved = min(moved, max(sum(bool(line.runs) for line in before) - FEWEST_ON_FULL_SIDE, 0))
        if moved and len(before) > moved + FEWEST_ON_LAST_SIDE and not before[-moved - 1].keeps_with_next:
            sides = [*sides[:-2], before[:-moved], [*before[-moved:], *last]]
            sides[-2:] = map(_without_empty_edges, sides[-2:])
    return [list(_rows(side, first_row if not n else 0)) for n, side in enumerate(sides)]


def _rows(side: list[Line], first_row: int) -> Iterator[Placed]:
    for row, line in enumerate(side, first_row):
        yield Placed(row, line)


def _with_imprint(sides: list[list[Placed]], rows: int) -> tuple[Page, ...]:
    """Add the 版记: on the last side when it is even and has room, else on the next even side (7.4.1, 7.5)."""
    pages = [Page(number, tuple(lines)) for number, lines in enumerate(sides, 1)]
    last = pages[-1]
    is_even = last.number % 2 == 0
    used = last.lines[-1].row + 1 if last.lines else 0
    if is_even and used + rows <= ROWS:
        return (*pages[:-1], replace(last, has_imprint=True))
    if is_even:
        pages.append(Page(last.number + 1, ()))
    return (*pages, Page(len(pages) + 1, (), has_imprint=True))
