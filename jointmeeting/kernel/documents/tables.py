"""Tables: cells into lines, rows into what fits on a side. Pure. Lengths in millimetres.

A table is as wide as the text block. One row of one line is a pitch high, so that tables keep the rhythm of the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from jointmeeting.kernel.documents.content import Column, Table
from jointmeeting.kernel.documents.grid import Advance, Line, Run, break_lines
from jointmeeting.kernel.documents.page import BLOCK_WIDTH, EM, EM_4, PITCH, ROWS, TABLE_LINE, TABLE_PADDING


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands in the width of the table, its lines in cells of 4号, how they are aligned."""

    left: float
    width: float
    lines: tuple[Line, ...]
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side."""

    cells: tuple[Cell, ...]

    @property
    def height(self) -> float:
        """Return the height: a pitch for one line, and the table's own pitch for each further one."""
        return PITCH + (max(len(cell.lines) for cell in self.cells) - 1) * TABLE_LINE

    def split(self, lines: int) -> tuple["Row", "Row"]:
        """Return the first `lines` lines of every cell as one row and the rest as another."""
        first = tuple(replace(cell, lines=cell.lines[:lines]) for cell in self.cells)
        return Row(first), Row(tuple(replace(cell, lines=cell.lines[lines:]) for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of one table that stand together on a side; the first `headings` of them are its heading."""

    rows: tuple[Row, ...]
    headings: int = 0

    @property
    def height(self) -> float:
        """Return the height of the ruled box."""
        return sum(row.height for row in self.rows)

    @property
    def pitches(self) -> int:
        """Return how many rows of the page the box covers, white space above and below it included."""
        return ceil((self.height + PITCH - EM) / PITCH - 1e-9)

    def take(self, room: int) -> tuple["Grid | None", "Grid | None"]:
        """Return what fits into `room` rows of the page, and what is left with the heading again.

        Nothing is taken when no row fits; a row that no side could hold is split.
        """
        if self.pitches <= room:
            return self, None
        left = room * PITCH - (PITCH - EM) - sum(row.height for row in self.rows[: self.headings])
        taken: list[Row] = []
        rest = list(self.rows[self.headings :])
        while rest and rest[0].height <= left + 1e-6:
            left -= rest[0].height
            taken.append(rest.pop(0))
        fits = int((left - PITCH) / TABLE_LINE) + 1 if left >= PITCH else 0
        if rest and fits and rest[0].height > self._largest():
            first, rest[0] = rest[0].split(fits)
            taken.append(first)
        heading = self.rows[: self.headings]
        return (
            Grid((*heading, *taken), self.headings) if taken else None,
            Grid((*heading, *rest), self.headings) if rest else None,
        )

    def _largest(self) -> float:
        """Return the tallest row a side can hold below the heading."""
        return ROWS * PITCH - (PITCH - EM) - sum(row.height for row in self.rows[: self.headings]) + 1e-6


def break_table(table: Table, advance: Advance) -> Grid:
    """Return the table with its cells broken into lines."""
    whole = sum(column.share for column in table.columns)
    widths = [BLOCK_WIDTH * column.share / whole for column in table.columns]
    heading = tuple(column.title for column in table.columns)
    centred = [replace(column, align="centre", is_label=True) for column in table.columns]
    rows = [_row(heading, centred, widths, advance)] if any(heading) else []
    headings = len(rows)
    rows += [_row(cells, table.columns, widths, advance) for cells in table.rows]
    return Grid(tuple(rows), headings)


def _row(texts: Sequence[str], columns: Sequence[Column], widths: Sequence[float], advance: Advance) -> Row:
    return Row(tuple(_cells(texts, columns, widths, advance)))


def _cells(
    texts: Sequence[str], columns: Sequence[Column], widths: Sequence[float], advance: Advance
) -> Iterator[Cell]:
    lefts = [0.0, *accumulate(widths)]
    for n, (text, column) in enumerate(zip(texts or ("",), columns, strict=False)):
        end = n + 1 if n + 1 < len(texts) else len(columns)  # the last cell takes what is left
        width = lefts[end] - lefts[n]
        style = "black" if column.is_label else "body"
        room = (width - 2 * TABLE_PADDING) / EM_4
        lines: list[Line] = []
        for part in text.split("\n"):
            lines += break_lines([Run(part, style)], first_indent=0, advance=advance, cells=room) or [Line(())]
        yield Cell(lefts[n], width, tuple(lines), column.align)
