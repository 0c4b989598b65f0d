"""A layout as texts and rules with their places: the one drawing that the PDF and the preview on a page both show.

Lengths in millimetres from the paper's top left corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.content import Head, OfficialDocument
from jointmeeting.kernel.documents.grid import Advance, Line, Run, printable
from jointmeeting.kernel.documents.heads import (
    NUMBER_ROW,
    beside,
    corner,
    issue_row,
    letter_top,
    mark_size,
    number_row,
    signer_lines,
    width_of,
)
from jointmeeting.kernel.documents.layout import Layout, Page, lay_out
from jointmeeting.kernel.documents.sides import PlacedGrid
from jointmeeting.kernel.documents.tables import Cell


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text. `kind`: line, mark, title or folio; `left` and `top` of the characters' boxes.

    `width` is what it takes when drawn, `spacing` is put after each character, `narrowed` is its horizontal scale.
    """

    runs: tuple[Run, ...]
    left: float
    top: float
    size: float
    width: float
    kind: Literal["line", "mark", "title", "folio"] = "line"
    spacing: float = 0.0
    narrowed: float = 1.0

    @property
    def content(self) -> str:
        """Return its characters."""
        return "".join(run.text for run in self.runs)

    @property
    def baseline(self) -> float:
        """Return where the characters stand."""
        return self.top + p.BASELINE * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled box."""

    left: float
    top: float
    width: float
    height: float
    is_red: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of paper."""

    number: int
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]


def draw(document: OfficialDocument, *, advance: Advance) -> tuple[Sheet, ...]:
    """Return every side. Raises ValueError with a Chinese sentence when the document cannot be laid out."""
    layout = lay_out(document, advance=advance)
    return tuple(_sheet(page, layout, document, advance) for page in layout.pages)


def _sheet(page: Page, layout: Layout, document: OfficialDocument, advance: Advance) -> Sheet:
    marks: list[Text | Rule] = []
    if page.number == 1 and document.head:
        marks += _head(document.head, advance)
    marks += [_placed(placed.line, p.row_top(placed.row), advance) for placed in page.lines]
    for table in page.tables:
        marks += _table(table)
    is_first_of_letter = page.number == 1 and document.head is not None and document.head.is_letter
    if page.is_numbered and not is_first_of_letter:  # 10.1 首页不显示页码
        marks.append(_folio(page.number, advance))
    if page.has_imprint:
        marks += _imprint(document, layout, advance)
    texts = tuple(mark for mark in marks if isinstance(mark, Text))
    return Sheet(page.number, texts, tuple(mark for mark in marks if isinstance(mark, Rule)))


def _placed(line: Line, top: float, advance: Advance) -> Text:
    if line.kind == "text":
        return _line(line, p.BLOCK_LEFT, top, p.EM)
    size = p.EM_2 if line.kind == "title" else p.EM
    width = sum(width_of(run.text, advance, run.style) for run in line.runs) * size
    left = p.BLOCK_LEFT + (p.BLOCK_WIDTH - width) / 2
    kind: Literal["title", "line"] = "title" if line.kind == "title" else "line"
    return Text(line.runs, left, top + (p.EM - size) / 2, size, width, kind)


def _line(line: Line, left: float, top: float, size: float) -> Text:
    gaps = max(len(printable(line.text).rstrip(" ")) - 1, 0)
    width = (line.width + line.spacing * gaps) * size
    return Text(line.runs, left + line.indent * size, top, size, width, spacing=line.spacing * size)


def _plain(text: str, left: float, top: float, size: float, advance: Advance, room: float, role: str = "body") -> Text:
    """Return a text on one line, narrowed where it is wider than `room`."""
    width = width_of(text, advance, role) * size
    narrowed = room / width if width > room + 1e-6 else 1.0
    return Text((Run(printable(text), role),), left, top, size, width * narrowed, narrowed=narrowed)


def _head(head: Head, advance: Advance) -> Iterator[Text | Rule]:
    if head.is_letter:
        yield from _letter_head(head, advance)
        return
    for n, (text, role) in enumerate(corner(head)):
        yield _plain(text, p.BLOCK_LEFT, p.row_top(n), p.EM, advance, p.BLOCK_WIDTH, role)
    yield _mark(head.mark, p.BLOCK_TOP + p.MARK_TOP, advance)
    yield from _number(head, advance)
    above_rule = p.row_top(issue_row(head, advance))
    lines = beside(head.organ, head.date, advance)
    yield from _organ_and_date(lines, head.date, above_rule, p.PITCH, p.EM, advance)
    yield Rule(p.BLOCK_LEFT, above_rule + p.EM + p.RULE_BELOW, p.BLOCK_WIDTH, p.RULE_HEIGHT, is_red=True)


def _letter_head(head: Head, advance: Advance) -> Iterator[Text | Rule]:
    """Draw a letter's mark, its two double rules, the corner's lines and the number at the right (10.1)."""
    top = letter_top(head, advance)
    yield _mark(head.mark, p.LETTER_MARK_TOP, advance)
    first = top - p.LETTER_GAP - p.LETTER_RULE_THIN - p.LETTER_RULE_GAP - p.LETTER_RULE_THICK
    last = p.LETTER_RULE_BOTTOM - p.LETTER_RULE_THICK
    for place, thickness in (
        (first, p.LETTER_RULE_THICK),
        (top - p.LETTER_GAP - p.LETTER_RULE_THIN, p.LETTER_RULE_THIN),
        (last - p.LETTER_RULE_GAP - p.LETTER_RULE_THIN, p.LETTER_RULE_THIN),
        (last, p.LETTER_RULE_THICK),
    ):
        left = (p.PAPER_WIDTH - p.LETTER_RULE_WIDTH) / 2
        yield Rule(left, place, p.LETTER_RULE_WIDTH, thickness, is_red=True)
    for n, (text, role) in enumerate(corner(head)):
        yield _plain(text, p.BLOCK_LEFT, top + n * p.PITCH, p.EM, advance, p.BLOCK_WIDTH, role)
    number = _plain(head.number, 0, top, p.EM, advance, p.BLOCK_WIDTH)
    yield _moved(number, p.BLOCK_RIGHT - number.width)


def _number(head: Head, advance: Advance) -> Iterator[Text]:
    """Centre the number (7.2.5); beside 签发人 it stands at the left, on the line of the last name (7.2.6)."""
    lines = signer_lines(head)
    number = _plain(head.number, 0, p.row_top(number_row(head)), p.EM, advance, p.BLOCK_WIDTH)
    if not lines:
        yield _moved(number, p.BLOCK_LEFT + (p.BLOCK_WIDTH - number.width) / 2)
        return
    yield _moved(number, p.BLOCK_LEFT + p.SIDE_INDENT * p.EM)
    shown = ["　".join(names) for names in lines]
    widest = max(width_of(text, advance, "kai") for text in shown) + 4  # 签发人：
    left = p.BLOCK_RIGHT - (p.SIDE_INDENT + widest) * p.EM
    for n, text in enumerate(shown):
        runs = (*((Run("签发人："),) if n == 0 else ()), Run(text, "kai"))
        start = left if n == 0 else left + 4 * p.EM
        width = (width_of(text, advance, "kai") + (4 if n == 0 else 0)) * p.EM
        yield Text(runs, start, p.row_top(NUMBER_ROW + n), p.EM, width)


def _moved(text: Text, left: float) -> Text:
    return Text(text.runs, left, text.top, text.size, text.width, text.kind, text.spacing, text.narrowed)


def _mark(mark: str, top: float, advance: Advance) -> Text:
    size, narrowed = mark_size(mark, advance)
    width = width_of(mark, advance, "mark") * size * narrowed
    left = p.BLOCK_LEFT + (p.BLOCK_WIDTH - width) / 2
    return Text((Run(printable(mark), "mark"),), left, top, size, width, "mark", 0.0, narrowed)


def _organ_and_date(
    lines: tuple[str, ...], date: str, top: float, pitch: float, size: float, advance: Advance
) -> Iterator[Text]:
    """Set an organ's lines upwards from `top`, its date on the last of them; one cell free at either edge."""
    inset = p.SIDE_INDENT * size
    for n, line in enumerate(lines):
        yield _plain(line, p.BLOCK_LEFT + inset, top - (len(lines) - 1 - n) * pitch, size, advance, p.BLOCK_WIDTH)
    if date:
        width = width_of(date, advance) * size
        yield _plain(date, p.BLOCK_RIGHT - inset - width, top, size, advance, p.BLOCK_WIDTH)


def _folio(number: int, advance: Advance) -> Text:
    """Return the page number: 4号 half-width 宋体 with a dash each side, odd right, even left (7.5)."""
    text = f"— {number} —"
    width = width_of(text, advance, "song") * p.EM_4
    top = p.BLOCK_BOTTOM + p.PAGE_NUMBER_BELOW - p.EM_4 / 2
    inset = p.SIDE_INDENT * p.EM_4
    left = p.BLOCK_RIGHT - inset - width if number % 2 else p.BLOCK_LEFT + inset
    return Text((Run(text, "song"),), left, top, p.EM_4, width, "folio")


def _imprint(document: OfficialDocument, layout: Layout, advance: Advance) -> Iterator[Text | Rule]:
    """Draw the 版记 upwards from the lower edge of the block (7.4)."""
    lines, issuer = layout.imprint, layout.issuer
    inset = (p.IMPRINT_ROW - p.EM_4) / 2
    last = p.BLOCK_BOTTOM - p.IMPRINT_ROW
    inner = p.BLOCK_BOTTOM - len(issuer) * p.IMPRINT_ROW
    top = inner - len(lines) * p.IMPRINT_ROW
    for n, line in enumerate(lines):
        yield _line(line, p.BLOCK_LEFT, top + n * p.IMPRINT_ROW + inset, p.EM_4)
    if document.head and document.head.is_letter:
        return  # 10.1: a letter's 版记 has neither rules nor issuer
    if issuer:
        yield from _organ_and_date(issuer, document.imprint_date, last + inset, p.IMPRINT_ROW, p.EM_4, advance)
    yield Rule(p.BLOCK_LEFT, top, p.BLOCK_WIDTH, p.IMPRINT_THICK)
    if lines and issuer:
        yield Rule(p.BLOCK_LEFT, inner, p.BLOCK_WIDTH, p.IMPRINT_THIN)
    yield Rule(p.BLOCK_LEFT, p.BLOCK_BOTTOM - p.IMPRINT_THICK, p.BLOCK_WIDTH, p.IMPRINT_THICK)


def _table(placed: PlacedGrid) -> Iterator[Text | Rule]:
    """Draw the rows of a table with their rules: thick outside, thin inside."""
    top = start = p.row_top(placed.row)
    for n, row in enumerate(placed.grid.rows):
        for cell in row.cells:
            yield from _cell(cell, top, row.height)
            if cell.left:
                yield Rule(p.BLOCK_LEFT + cell.left, top, p.TABLE_RULE, row.height)
        thick = p.TABLE_RULE if n else p.TABLE_BORDER
        yield Rule(p.BLOCK_LEFT, top, p.BLOCK_WIDTH, thick)
        top += row.height
    yield Rule(p.BLOCK_LEFT, top - p.TABLE_BORDER, p.BLOCK_WIDTH, p.TABLE_BORDER)
    for left in (p.BLOCK_LEFT, p.BLOCK_RIGHT - p.TABLE_BORDER):
        yield Rule(left, start, p.TABLE_BORDER, top - start)


def _cell(cell: Cell, top: float, height: float) -> Iterator[Text]:
    """Draw the lines of a cell in the middle of its height."""
    above = (height - (len(cell.lines) - 1) * p.TABLE_LINE - p.EM_4) / 2
    for n, line in enumerate(cell.lines):
        if line.runs:
            free = cell.width - 2 * p.TABLE_PADDING - (line.width * p.EM_4 if not line.spacing else cell.width)
            before = max(free, 0) * {"left": 0.0, "centre": 0.5, "right": 1.0}[cell.align]
            left = p.BLOCK_LEFT + cell.left + p.TABLE_PADDING + before
            yield _line(line, left, top + above + n * p.TABLE_LINE, p.EM_4)
