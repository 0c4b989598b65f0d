"""From a document to pages: which line stands on which row of which page. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jointmeeting.kernel.documents import closing
from jointmeeting.kernel.documents.breaker import Breaker
from jointmeeting.kernel.documents.content import (
    STYLE_OF_LEVEL,
    Attachment,
    Block,
    Listing,
    OfficialDocument,
    Paragraph,
    Table,
)
from jointmeeting.kernel.documents.grid import Advance, Line, Run, break_lines, half_or_full
from jointmeeting.kernel.documents.heads import beside, first_row
from jointmeeting.kernel.documents.page import (
    BLOCK_BOTTOM,
    BLOCK_HEIGHT,
    BLOCK_TOP,
    CELLS,
    EM,
    EM_2,
    EM_4,
    IMPRINT_ABOVE,
    IMPRINT_ROW,
    PITCH,
    ROWS,
    SIDE_INDENT,
)
from jointmeeting.kernel.documents.sides import FEWEST_ON_LAST_SIDE, Item, Placed, PlacedGrid, Side, fill, with_company
from jointmeeting.kernel.documents.tables import break_table
from jointmeeting.kernel.documents.titles import break_title

FEWEST_ROWS_OF_TEXT = 2  # 7.3.2, 7.3.3: the first side shows text, else 主送 moves to the 版记
MOST_IMPRINT_ROWS = int(BLOCK_HEIGHT / IMPRINT_ROW)
SMALL_CELLS = CELLS * EM / EM_4  # the width of the block in 4号


@dataclass(frozen=True, slots=True)
class Page:
    """One side: its lines and tables, and whether it carries the 版记."""

    number: int
    lines: tuple[Placed, ...]
    tables: tuple[PlacedGrid, ...] = ()
    has_imprint: bool = False

    @property
    def is_numbered(self) -> bool:
        """Sides with text carry a number; a side that is blank or has only the 版记 carries none (GB/T 9704 7.5)."""
        return bool(self.lines or self.tables)

    @property
    def used(self) -> int:
        """Return how many rows are covered, counted from the top."""
        last_line = max((placed.row + 1 for placed in self.lines), default=0)
        return max((last_line, *(table.row + table.rows for table in self.tables)))


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document, ready to be drawn. The 版记 in 4号: `imprint` above the inner rule, `issuer` below it."""

    pages: tuple[Page, ...]
    imprint: tuple[Line, ...]
    issuer: tuple[str, ...]


def lay_out(document: OfficialDocument, *, advance: Advance = half_or_full) -> Layout:
    """Place every line; the 版记 ends on the last, even side. Raises ValueError when the 版记 does not fit one side.

    Where the 版记 would stand behind a blank side, or behind one with a line or two, as few of the last paragraphs as
    will do are set closer, where that spares a line each.
    """
    breaker = Breaker(advance)
    found = _lay_out(document, breaker)
    for closer in range(1, len(breaker.gains) + 1) if _is_wasteful(found) else ():
        other = _lay_out(document, Breaker(advance, frozenset(breaker.gains[-closer:])))
        if not _is_wasteful(other):
            return other
    return found


def _is_wasteful(layout: Layout) -> bool:
    """Tell whether the 版记 stands alone behind a side that is blank or nearly so."""
    *before, last = layout.pages
    return len(before) > 1 and not last.is_numbered and len(before[-1].lines) < FEWEST_ON_LAST_SIDE


def _lay_out(document: OfficialDocument, breaker: Breaker) -> Layout:
    advance = breaker.advance
    recipients = _recipients(document.recipients, advance)
    title = _title(document.title, advance)
    top = first_row(document.head, advance)
    is_crowded = top + len(title) + len(recipients) + FEWEST_ROWS_OF_TEXT > ROWS
    imprint = _imprint(document, advance, with_recipients=is_crowded)
    is_letter = document.head is not None and document.head.is_letter
    has_issuer = bool(document.issued_by) and not is_letter  # 10.1
    issuer = beside(document.issued_by, document.imprint_date, advance, SMALL_CELLS) if has_issuer else ()
    if (rows := len(imprint) + len(issuer)) > MOST_IMPRINT_ROWS:
        raise ValueError(f"抄送机关过多：版记排{rows}行，一面最多{MOST_IMPRINT_ROWS}行，请合并为统称。")
    items = [*title, *([] if is_crowded else recipients), *_text(document, breaker)]
    sides = with_company(fill(items, top), top)
    for attachment in _bound(document.attachments):
        sides += with_company(fill(_attachment(attachment, document.attachments, breaker), 0), 0)
    pages = tuple(_page(number, side) for number, side in enumerate(sides, 1))
    if rows:
        pages = _with_imprint(pages, rows, on_any_side=is_letter)
    return Layout(pages, tuple(imprint), issuer)


def _page(number: int, side: Side) -> Page:
    lines = tuple(item for item in side if isinstance(item, Placed) and item.line.runs)
    return Page(number, lines, tuple(item for item in side if isinstance(item, PlacedGrid)))


def _title(text: str, advance: Advance) -> list[Line]:
    """Return the lines of a title and the empty one below it (7.3.1)."""
    lines = [Line((Run(t, "mark"),), kind="title", keeps_with_next=True) for t in _broken_title(text, advance) if t]
    return [*lines, closing.EMPTY] if lines else []


def _broken_title(text: str, advance: Advance) -> tuple[str, ...]:
    return break_title(text, CELLS * EM / EM_2, advance=advance)


def _recipients(names: Sequence[str], advance: Advance) -> list[Line]:
    """Return 主送机关 flush left with a full-width colon (7.3.2)."""
    return break_lines([Run(f"{'，'.join(names)}：")], first_indent=0, advance=advance) if names else []


def _text(document: OfficialDocument, breaker: Breaker) -> list[Item]:
    """Return the text and what follows it on its last side."""
    items = list(_blocks(document.body, breaker))
    note = closing.attachment_note(document.attachments, breaker.advance)
    items += note if items else note[1:]
    attendance = [line for entry in document.attendance for line in closing.listing(entry, breaker)]
    if attendance and items:
        items.append(closing.EMPTY)  # 10.3 空一行
    items += attendance
    if document.signature:
        items = _company_of_signature(items)
        items += closing.signature(document.signature, breaker.advance, keeps_with_next=bool(document.note))
    return items + closing.note(document.note, breaker.advance)


def _company_of_signature(items: list[Item]) -> list[Item]:
    """Let the last two lines of text move on with the signature: no side shows a signature alone (7.3.5.5)."""
    return [
        replace(item, keeps_with_next=True) if isinstance(item, Line) and n >= len(items) - 2 else item
        for n, item in enumerate(items)
    ]


def _bound(attachments: Sequence[Attachment]) -> Iterator[Attachment]:
    return (attachment for attachment in attachments if attachment.body)


def _attachment(attachment: Attachment, all_of_them: Sequence[Attachment], breaker: Breaker) -> list[Item]:
    """Return an attachment: 附件 and its number in 3号黑体 on the first row, its title on the third (7.3.7)."""
    number = str(all_of_them.index(attachment) + 1) if len(all_of_them) > 1 else ""
    label = Line((Run(f"附件{number}", "black"),), keeps_with_next=True)
    return [label, closing.EMPTY, *_title(attachment.title, breaker.advance), *_blocks(attachment.body, breaker)]


def _blocks(blocks: Sequence[Block], breaker: Breaker) -> Iterator[Item]:
    for block in blocks:
        if isinstance(block, Table):
            if block.caption:
                yield Line((Run(block.caption, "black"),), kind="caption", keeps_with_next=True)
            if (grid := break_table(block, breaker.advance)).rows:
                yield grid
        elif isinstance(block, Listing):
            yield from closing.listing(block, breaker)
        else:
            yield from _paragraph(block, breaker)


def _paragraph(paragraph: Paragraph, breaker: Breaker) -> list[Line]:
    runs = styled(paragraph)
    lines = breaker(runs)
    is_heading = all(run.style != "body" for run in runs)
    return [replace(line, keeps_with_next=True) for line in lines] if is_heading else lines


def styled(paragraph: Paragraph) -> list[Run]:
    """Return the runs of a paragraph: a heading up to its first full stop, then text (7.3.3)."""
    text = paragraph.text.strip()
    style = STYLE_OF_LEVEL.get(paragraph.level)
    if style is None:
        return [Run(text)] if text else []
    heading, stop, rest = text.partition("。")
    runs = [Run(heading + stop, style), Run(rest)] if rest else [Run(text, style)]
    return [run for run in runs if run.text]


def _imprint(document: OfficialDocument, advance: Advance, *, with_recipients: bool) -> list[Line]:
    """Break 主送 and 抄送 in 4号: one character free on each side, hanging after the colon (7.4.2)."""
    lists = [("主送", document.recipients if with_recipients else ()), ("抄送", document.copies_to)]
    cells = SMALL_CELLS - SIDE_INDENT
    lines: list[Line] = []
    for label, names in lists:
        runs = [Run(f"{label}：{'，'.join(names)}。")] if names else []
        lines += break_lines(runs, first_indent=SIDE_INDENT, indent=SIDE_INDENT + 3, advance=advance, cells=cells)
    return lines


def _with_imprint(pages: tuple[Page, ...], rows: int, *, on_any_side: bool) -> tuple[Page, ...]:
    """Add the 版记: on the last side when it is even and has room, else on the next even side (7.4.1, 7.5).

    A letter's stands on the last side whatever its number (10.1).
    """
    last = pages[-1]
    is_even = last.number % 2 == 0
    ink = BLOCK_TOP + last.used * PITCH - (PITCH - EM)
    if (is_even or on_any_side) and ink + IMPRINT_ABOVE <= BLOCK_BOTTOM - rows * IMPRINT_ROW:
        return (*pages[:-1], replace(last, has_imprint=True))
    if is_even and not on_any_side:
        pages = (*pages, Page(last.number + 1, ()))
    return (*pages, Page(len(pages) + 1, (), has_imprint=True))
