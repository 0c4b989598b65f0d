"""A table somebody pasted (附表): text as Excel and Word copy it, into the table that is set. Pure.

The text is what is kept: a row a line, cells apart by tabs; the first row heads the columns. A row above it with one
cell only is the caption. Typed by hand, `|` may stand for the tab.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jointmeeting.kernel.documents.content import Column, Table
from jointmeeting.kernel.documents.grid import LONG_LATIN, half_or_full
from jointmeeting.kernel.documents.page import BLOCK_WIDTH, EM_4, TABLE_PADDING

LEAST_COLUMNS, MOST_COLUMNS, MOST_ROWS, LONGEST_CELL, LONGEST_CAPTION = 2, 8, 60, 200, 60
WIDEST = 16.0  # cells of 4号: what a column asks for at most, longer text is broken
LOOSE = 1.1  # cells: a line with less room than that to the edge would be stretched to it
SHORT = 6.0  # cells: a column of nothing longer is centred
DIGITS = 1.5  # cells: figures of three digits are centred, a column of numbers 1, 2, 3 is
_FRAME = re.compile(r"^[|｜](.*)[|｜]$")  # bars at both ends divide nothing
_FIGURE = re.compile(r"[-+]?[\d,]*\.?\d+[%％‰]?")
_WHOLE = re.compile(r"[0-9A-Za-z.,:/%@+\-_]+|.", re.S)  # what a line is not broken in
INSTEAD = "较大的表格请另存为PDF，作为附件添加。"


class Unreadable(ValueError):
    """The text is no table that can be set; the message says in Chinese where and what to do."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table as text; every row has as many cells as the heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """Return the one text that is kept for these cells."""
        out = io.StringIO()
        above = [(self.caption,)] if self.caption else []
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows([*above, self.head, *self.rows])
        return out.getvalue().removesuffix("\n")

    @property
    def reading(self) -> str:
        """Return it as a person reads it in a text: a row a line, cells apart by a bar."""
        rows = [" | ".join(cell.replace("\n", "") for cell in row) for row in (self.head, *self.rows)]
        return "\n".join([self.caption, *rows] if self.caption else rows)

    @property
    def table(self) -> Table:
        """Return it as it is set: columns as wide as what stands in them asks for."""
        columns = list(zip(self.head, *self.rows, strict=True))
        shares = _shares([_needed(cells) for cells in columns], [_wished(cells) for cells in columns])
        set_as = (Column(cells[0], share, _align(cells)) for cells, share in zip(columns, shares, strict=True))
        return Table(tuple(set_as), self.rows, self.caption)


def read(text: str) -> Pasted | None:
    """Return the table in `text`, None where there is none. Raises `Unreadable`."""
    rows = [row for row in _cells(text) if any(row)]
    caption = ""
    if len(rows) > 1 and len([cell for cell in rows[0] if cell]) == 1 and rows[0][0]:
        caption, rows = rows[0][0], rows[1:]
    if not rows:
        return None
    used = max(n for row in rows for n, cell in enumerate(row, 1) if cell)  # a selection often reaches too far
    rows = [row[:used] for row in rows]
    _ensure_shape(caption, rows)
    return Pasted(caption, tuple(rows[0]), tuple(map(tuple, rows[1:])))


def tables(text: str) -> list[Table]:
    """Return the table in `text` as the blocks of a document: one, or none. Raises `Unreadable`."""
    found = read(text)
    return [found.table] if found else []


def _cells(text: str) -> list[list[str]]:
    """Return rows of cells; Excel puts a cell with line ends in quotes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in lines:
        try:
            rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t", strict=True))
        except csv.Error:  # a straight quotation mark that begins a cell and is no quoting
            rows = list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    else:
        rows = [re.split(r"[|｜]", _FRAME.sub(r"\1", line.strip())) for line in lines.split("\n")]
    return [["\n".join(part.strip() for part in cell.strip().split("\n")) for cell in row] for row in rows]


def _ensure_shape(caption: str, rows: Sequence[Sequence[str]]) -> None:
    columns, offset = len(rows[0]), 2 if caption else 1
    if columns < LEAST_COLUMNS:
        raise Unreadable("附表没有分栏。请从Excel或者Word中选中表格复制、粘贴；手工输入的，各栏之间用“|”隔开。")
    if columns > MOST_COLUMNS:
        raise Unreadable(f"附表有{columns}栏，竖排的版心最多排{MOST_COLUMNS}栏。请合并或者减少栏目。{INSTEAD}")
    if len(caption) > LONGEST_CAPTION:
        raise Unreadable(f"附表的表名超过{LONGEST_CAPTION}字，请精简。")
    if len(rows) == 1:
        raise Unreadable("附表只有表头，没有内容。请连同内容一起粘贴，或者清空本栏。")
    if len(rows) - 1 > MOST_ROWS:
        raise Unreadable(f"附表有{len(rows) - 1}行，正文中最多排{MOST_ROWS}行。{INSTEAD}")
    for number, row in enumerate(rows, offset):
        _ensure_row(number, row, columns)
    needed = sum(map(_needed, zip(*rows, strict=True)))
    if needed > BLOCK_WIDTH:
        raise Unreadable(
            f"附表至少要{needed:.0f}毫米宽，版心只有{BLOCK_WIDTH:.0f}毫米。请减少栏目，或者缩短长的数字和字母。{INSTEAD}"
        )


def _ensure_row(number: int, row: Sequence[str], columns: int) -> None:
    if len(row) != columns:
        raise Unreadable(
            f"附表第{number}行有{len(row)}栏，表头有{columns}栏。每行的栏数应当相同，空格子也要留出；请补齐后重新粘贴。"
        )
    for place, cell in enumerate(row, 1):
        if len(cell) > LONGEST_CELL:
            raise Unreadable(f"附表第{number}行第{place}栏超过{LONGEST_CELL}字，请精简。{INSTEAD}")


def _width(text: str) -> float:
    return sum(half_or_full(character) for character in text)


def _needed(cells: Sequence[str]) -> float:
    """Return the millimetres below which a figure or word of the column would stand out of it."""
    whole = max((_width(part) for cell in cells for part in _WHOLE.findall(cell)), default=0.0)
    return max(2.0, min(whole, LONG_LATIN) + 0.5) * EM_4 + 2 * TABLE_PADDING


def _wished(cells: Sequence[str]) -> float:
    """Return the millimetres in which the column's texts stand on one line and its heading on two, up to a limit."""
    head, *texts = cells
    longest = max((_width(line) for cell in texts for line in cell.split("\n")), default=0.0)
    return min(max(longest, _width(head) / 2) + LOOSE, WIDEST) * EM_4 + 2 * TABLE_PADDING


def _shares(needed: Sequence[float], wished: Sequence[float]) -> list[float]:
    """Return widths in millimetres that fill the block: what each needs, then what they wish, the modest first."""
    widths, spare = list(needed), BLOCK_WIDTH - sum(needed)
    modest = sorted(range(len(widths)), key=lambda n: wished[n] - needed[n])
    for left, n in zip(range(len(widths), 0, -1), modest, strict=True):
        given = min(max(wished[n] - needed[n], 0.0), spare / left)
        widths[n] += given
        spare -= given
    return [round(width + spare / len(widths), 1) for width in widths]


def _align(cells: Sequence[str]) -> Literal["left", "centre", "right"]:
    """Return how a column stands: figures of several digits at the right, short words centred, text at the left."""
    said = [cell for cell in cells[1:] if cell]
    longest = max((_width(line) for cell in said for line in cell.split("\n")), default=0.0)
    if longest > DIGITS and all(_FIGURE.fullmatch(cell) for cell in said):
        return "right"
    return "centre" if longest <= SHORT else "left"
