"""The rows of the red head: number, signers, organ and date. Pure. Rows count from the top of the text block."""

from math import ceil

from jointmeeting.kernel.documents.content import Head
from jointmeeting.kernel.documents.grid import Advance, printable
from jointmeeting.kernel.documents.page import (
    CELLS,
    MARK_GAP_ROWS,
    MARK_LARGEST,
    MARK_TOP,
    PITCH,
    SIDE_INDENT,
    TITLE_GAP_ROWS,
)
from jointmeeting.kernel.documents.titles import break_title

NUMBER_ROW = ceil((MARK_TOP + MARK_LARGEST) / PITCH) + MARK_GAP_ROWS  # the mark's lower edge lies in row 4
SPACE_BETWEEN = 2.0  # cells kept free between an organ and the date on one line


def width_of(text: str, advance: Advance, role: str = "body") -> float:
    """Return the width of a text in its own characters."""
    return sum(advance(character, role) for character in printable(text))


def beside(organ: str, date: str, advance: Advance, cells: float = CELLS) -> tuple[str, ...]:
    """Return the lines of an organ's name that stand left of a date, one cell free at either edge; even lengths."""
    if not organ.strip():
        return ("",) if date else ()
    taken = width_of(date, advance) + SPACE_BETWEEN if date else 0.0
    return break_title(organ.strip(), cells - 2 * SIDE_INDENT - taken, advance=advance)


def signer_lines(head: Head) -> list[tuple[str, ...]]:
    """Return the names behind 签发人 two a line (7.2.6)."""
    return [head.signers[n : n + 2] for n in range(0, len(head.signers), 2)]


def number_row(head: Head) -> int:
    """Return the row of the number: that of the last signer where there are any (7.2.5)."""
    return NUMBER_ROW + max(len(signer_lines(head)) - 1, 0)


def issue_row(head: Head, advance: Advance) -> int:
    """Return the row above the red rule: the last of organ and date where there are any, else the number."""
    return number_row(head) + len(beside(head.organ, head.date, advance))


def first_row(head: Head | None, advance: Advance) -> int:
    """Return the row of the title's first line."""
    return issue_row(head, advance) + 1 + TITLE_GAP_ROWS if head else 0
