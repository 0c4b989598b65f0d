"""What stands below the text: 附件说明, 出席名单, 署名 and 成文日期, 附注, as lines. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from jointmeeting.kernel.documents.breaker import Breaker
from jointmeeting.kernel.documents.content import Attachment, Listing, Signature
from jointmeeting.kernel.documents.grid import Advance, Line, Run, break_lines, printable
from jointmeeting.kernel.documents.page import CELLS, INDENT, SEAL_DATE_INDENT, SEAL_ROWS_ABOVE, UNSEALED_INDENT

LONGEST_NAME = 3  # characters of a name that are not split in a list
ATTACHMENTS_LABEL = "附件："
EMPTY = Line((), keeps_with_next=True)


def listing(entry: Listing, breaker: Breaker) -> list[Line]:
    """Return a label in 黑体 and its text, hanging at the first character after the colon (10.3)."""
    label = f"{entry.label.strip()}："
    width = sum(breaker.advance(character, "black") for character in printable(label))
    runs = [Run(label, "black"), Run(entry.text.strip())]
    return breaker(runs, indent=INDENT + width, whole_tail=LONGEST_NAME)


def attachment_note(attachments: Sequence[Attachment], advance: Advance) -> list[Line]:
    """Return 附件：1.… below an empty line, turns aligned with the name, no closing marks (7.3.4)."""
    lines: list[Line] = []
    start = INDENT + len(ATTACHMENTS_LABEL)
    for n, attachment in enumerate(attachments, 1):
        number = f"{n}." if len(attachments) > 1 else ""
        hanging = start + sum(advance(character, "body") for character in number)
        text = f"{number}{''.join(attachment.title.split())}"
        runs = [Run(ATTACHMENTS_LABEL + text if n == 1 else text)]
        first = INDENT if n == 1 else start
        lines += break_lines(runs, first_indent=first, indent=hanging, advance=advance)
    return [EMPTY, *lines] if lines else []


def signature(signed: Signature, advance: Advance, *, keeps_with_next: bool = False) -> list[Line]:
    """Return 署名 and 成文日期 with the empty lines above them (7.3.5.1 with a seal, 7.3.5.2 without)."""
    organ, date = printable(signed.organ.strip()), printable(signed.date.strip())
    names = break_lines([Run(organ)], first_indent=0, cells=CELLS - UNSEALED_INDENT, advance=advance)
    width = max((line.width for line in names), default=0.0)
    days = sum(advance(character, "body") for character in date)
    if signed.has_seal:
        date_at = CELLS - SEAL_DATE_INDENT - days
        middle = date_at + days / 2
        placed = [_at(line, min(middle - line.width / 2, CELLS - line.width)) for line in names]
        above = SEAL_ROWS_ABOVE
    else:
        organ_at = CELLS - UNSEALED_INDENT - width
        date_at = organ_at + UNSEALED_INDENT
        if days > width:
            date_at = CELLS - UNSEALED_INDENT - days
            organ_at = date_at - UNSEALED_INDENT
        placed, above = [_at(line, organ_at) for line in names], 1
    dated = [_at(line, date_at) for line in break_lines([Run(date)], first_indent=0, advance=advance)]
    *others, last = [*[EMPTY] * above, *placed, *dated]
    return [*(replace(line, keeps_with_next=True) for line in others), replace(last, keeps_with_next=keeps_with_next)]


def _at(line: Line, indent: float) -> Line:
    return replace(line, indent=max(indent, 0.0), spacing=0.0)


def note(text: str, advance: Advance) -> list[Line]:
    """Return 附注 in brackets on the line below the date (7.3.6)."""
    return break_lines([Run(f"（{text.strip().strip('（）')}）")], advance=advance) if text.strip() else []
