"""Filling sides with lines and tables, 22 rows a side. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jointmeeting.kernel.documents.grid import Line
from jointmeeting.kernel.documents.page import ROWS
from jointmeeting.kernel.documents.tables import Grid

FEWEST_ON_LAST_SIDE = 3  # lines: one or two names alone on a side look lost
FEWEST_ON_FULL_SIDE = 20  # printed lines: a side that the text leaves must still look full (5.2.3 asks for 22)

Item = Line | Grid


@dataclass(frozen=True, slots=True)
class Placed:
    """A line on a row."""

    row: int
    line: Line
    rows = 1


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """Part of a table whose box begins at a row."""

    row: int
    grid: Grid

    @property
    def rows(self) -> int:
        """Return how many rows of the page it covers."""
        return self.grid.pitches


Side = list[Placed | PlacedGrid]


def fill(items: Sequence[Item], first_row: int) -> list[list[Item]]:
    """Fill sides from the top; a heading moves on with the text it announces, an empty line never opens a side."""
    sides: list[list[Item]] = []
    rest, room = list(items), ROWS - first_row
    while rest:
        side, rest = _side(rest, room)
        if not side and room == ROWS:  # nothing may stand there and yet something must
            side, rest = rest[:1], rest[1:]
        sides.append(_without_empty_edges(side))
        rest, room = _without_empty_edges(rest, end=False), ROWS
    return sides or [[]]


def _side(items: Sequence[Item], room: int) -> tuple[list[Item], list[Item]]:
    """Return what fits into `room` rows, and the rest."""
    count = 0
    while count < len(items) and room > 0:
        item = items[count]
        if isinstance(item, Grid):
            taken, left = item.take(room)
            if taken is None:
                break
            if left is not None:
                return [*items[:count], taken], [left, *items[count + 1 :]]
            room -= taken.pitches
        else:
            room -= 1
        count += 1
    kept = count
    while 0 < kept < len(items) and _keeps(items[kept - 1]):
        kept -= 1
    kept = kept or count
    return list(items[:kept]), list(items[kept:])


def _keeps(item: Item) -> bool:
    return isinstance(item, Line) and item.keeps_with_next


def _without_empty_edges(items: Sequence[Item], *, end: bool = True) -> list[Item]:
    first = next((n for n, item in enumerate(items) if not _is_empty(item)), len(items))
    last = next((n for n in range(len(items), first, -1) if not _is_empty(items[n - 1])), first)
    return list(items[first : last if end else len(items)])


def _is_empty(item: Item) -> bool:
    return isinstance(item, Line) and not item.runs


def with_company(sides: list[list[Item]], first_row: int) -> list[Side]:
    """Number the rows; a last side of one or two lines gets company, while the side before stays full."""
    if len(sides) > 1 and all(isinstance(item, Line) for item in (*sides[-1], *sides[-2])):
        *_, before, last = sides
        moved = max(FEWEST_ON_LAST_SIDE - len(last), 0)
        if len(sides) > 2:
            moved = min(moved, max(sum(not _is_empty(line) for line in before) - FEWEST_ON_FULL_SIDE, 0))
        if moved and len(before) > moved + FEWEST_ON_LAST_SIDE and not _keeps(before[-moved - 1]):
            sides = [*sides[:-2], before[:-moved], [*before[-moved:], *last]]
            sides[-2:] = [_without_empty_edges(side) for side in sides[-2:]]
    return [list(_rows(side, first_row if not n else 0)) for n, side in enumerate(sides)]


def _rows(side: Sequence[Item], row: int) -> Iterator[Placed | PlacedGrid]:
    for item in side:
        placed = PlacedGrid(row, item) if isinstance(item, Grid) else Placed(row, item)
        yield placed
        row += placed.rows
