"""The rows of the red head: number, signers, organ and date. Pure. Rows count from the top of the text block."""

from math import ceil

from jointmeeting.kernel.documents.content import Head
from jointmeeting.kernel.documents.grid import Advance, printable
from jointmeeting.kernel.documents.page import (
    BLOCK_TOP,
    BLOCK_WIDTH,
    CELLS,
    EM,
    LETTER_GAP,
    LETTER_MARK_TOP,
    LETTER_RULE_BELOW,
    LETTER_RULE_GAP,
    LETTER_RULE_THICK,
    LETTER_RULE_THIN,
    MARK_GAP_ROWS,
    MARK_LARGEST,
    MARK_NARROWEST,
    MARK_TALLEST_WHEN_NARROWED,
    MARK_TOP,
    PITCH,
    SIDE_INDENT,
    TITLE_GAP_ROWS,
)
from jointmeeting.kernel.documents.titles import break_title

NUMBER_ROW = ceil((MARK_TOP + MARK_LARGEST) / PITCH) + MARK_GAP_ROWS  # the mark's lower edge lies in row 4
HALF_A_LINE = PITCH / 2  # a letter's title goes to the line of the grid that is nearest
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


def mark_size(mark: str, advance: Advance, room: float = BLOCK_WIDTH) -> tuple[float, float]:
    """Return the size of the mark in millimetres and its horizontal scale: smaller first, then narrower (7.2.4)."""
    wide = width_of(mark, advance, "mark") or 1.0
    size = min(room / wide, MARK_LARGEST)
    if size < MARK_TALLEST_WHEN_NARROWED:
        size = min(MARK_TALLEST_WHEN_NARROWED, room / wide / MARK_NARROWEST)
    return size, min(1.0, room / (wide * size))


def corner(head: Head) -> list[tuple[str, str]]:
    """Return 份号, 密级, 紧急程度 in their order, with the roles of their fonts (7.2.1–7.2.3)."""
    rows = [(head.copy_number, "body"), (head.secrecy, "black"), (head.urgency, "black")]
    return [row for row in rows if row[0]]


def letter_top(head: Head, advance: Advance) -> float:
    """Return the upper edge of what stands below a letter's first double rule, from the paper's top (10.1)."""
    rule = LETTER_RULE_THICK + LETTER_RULE_GAP + LETTER_RULE_THIN
    return LETTER_MARK_TOP + mark_size(head.mark, advance)[0] + LETTER_RULE_BELOW + rule + LETTER_GAP


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
    """Return the row of the title's first line: two empty lines below the head (7.3.1, 10.1)."""
    if head is None:
        return 0
    if head.is_letter:
        above = letter_top(head, advance) + (max(len(corner(head)), 1) - 1) * PITCH + EM
        return ceil((above + (PITCH - EM) + TITLE_GAP_ROWS * PITCH - HALF_A_LINE - BLOCK_TOP) / PITCH)
    return issue_row(head, advance) + 1 + TITLE_GAP_ROWS
