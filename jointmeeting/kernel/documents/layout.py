"""From a document to pages: which line stands on which row of which page, and where the 版记 goes. Pure."""

from dataclasses import dataclass
from math import ceil

from jointmeeting.kernel.documents.grid import Advance, Line, Run, balance, break_lines, half_or_full
from jointmeeting.kernel.documents.minutes import MinutesDocument, Paragraph
from jointmeeting.kernel.documents.page import CELLS, EM, EM_2, EM_4, IMPRINT_ROW, PITCH, ROWS, TITLE_GAP_ROWS

NUMBER_ROW = 7  # two empty lines below the mark, whose lower edge lies in row 4
ISSUE_ROW = 8  # organ and date
TITLE_ROW = ISSUE_ROW + 1 + TITLE_GAP_ROWS
STYLES = {0: "body", 1: "black", 2: "kai"}
HANGING = 5  # indent 2 + 出席：


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on a row."""

    row: int
    line: Line


@dataclass(frozen=True, slots=True)
class Page:
    """One side: its lines, whether it has a number, whether it carries the 版记."""

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
    """Place every line; the 版记 ends on the last, even side."""
    title = tuple(balance(document.title, int(CELLS * EM / EM_2)))
    lines = _body(document, advance)
    copies = _copies(document, advance)
    first = TITLE_ROW + len(title) + 1
    pages = _pages(lines, first)
    return Layout(title, _with_imprint(pages, _imprint_rows(len(copies)), first), tuple(copies))


def _body(document: MinutesDocument, advance: Advance) -> list[Line]:
    lines: list[Line] = []
    for paragraph in document.paragraphs:
        lines += break_lines(_styled(paragraph), advance=advance)
    if document.attendance:
        lines.append(Line(()))
    for label, names in document.attendance:
        runs = [Run(f"{label}：", "black"), Run(names)]
        lines += break_lines(runs, first_indent=2, indent=HANGING, advance=advance)
    return lines


def _styled(paragraph: Paragraph) -> list[Run]:
    return [Run(paragraph.text, STYLES[paragraph.level])]


def _copies(document: MinutesDocument, advance: Advance) -> list[Line]:
    """Break 抄送 in 4号: one character free on each side, hanging after the colon."""
    if not document.copies_to:
        return []
    cells = CELLS * EM / EM_4 - 1
    return break_lines(
        [Run(f"抄送：{'，'.join(document.copies_to)}。")], first_indent=1, indent=4, advance=advance, cells=cells
    )


def _imprint_rows(copies: int) -> int:
    return ceil((copies + 1) * IMPRINT_ROW / PITCH) + 1


def _pages(lines: list[Line], first_row: int) -> list[tuple[Placed, ...]]:
    pages: list[tuple[Placed, ...]] = []
    row = first_row
    placed: list[Placed] = []
    for line in lines:
        if row == ROWS:
            pages.append(tuple(placed))
            row, placed = 0, []
        if line.runs or placed:  # an empty line never opens a page
            placed.append(Placed(row, line))
            row += 1
    pages.append(tuple(placed))
    return pages


def _with_imprint(sides: list[tuple[Placed, ...]], rows: int, first_row: int) -> tuple[Page, ...]:
    pages = [Page(n, lines) for n, lines in enumerate(sides, 1)]
    last = pages[-1]
    used = last.lines[-1].row + 1 if last.lines else first_row
    if last.number % 2 == 0 and used + rows <= ROWS:
        return (*pages[:-1], Page(last.number, last.lines, has_imprint=True))
    if last.number % 2 == 0:
        pages.append(Page(last.number + 1, ()))
    return (*pages, Page(len(pages) + 1, (), has_imprint=True))
