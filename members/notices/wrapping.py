"""Lines that a mail program or an old editor broke at one number of characters or columns, joined again.

Such a text has an exact edge: what is shorter ends its paragraph, what reaches it goes on. Where paragraphs are
indented or set apart by empty lines they alone decide; where neither is so, the words at the edge do (see `broken`).
"""

import re
from collections import Counter
from collections.abc import Callable

from members.notices.broken import BEGINS_ANEW, ENDS, SET_OUT, TITLE_ENDS, columns
from members.notices.cleaning import is_noise

NARROWEST, WIDEST = 16, 60  # characters a line
HANGING = 3  # closing punctuation that never begins a line is left at the end of the one before
FEWEST_SHORT = 3
CLEAR = 0.8  # of the edge; a single broken line counts where no other comes near it
LONGEST_REST = 8  # characters of a post that a set-out line leaves to the next
INDENT = ("\u3000\u3000", "    ", "\t")
BLANKS = " \t\u3000\u00a0"

MAY_HANG = re.compile(r"[，。、；：？！）》”’,.;:?!)]$")
REST = re.compile(rf"[\u4e00-\u9fff]{{1,{LONGEST_REST}}}")
ARTICLE = re.compile(r"^\s*(?:第.{1,3}[章条]|[（(].{1,3}[)）])\s*")
LIST_ROW = re.compile(r"[（(].*[）)]$")  # 试验甲（市教育局副局长） in a list of its kin

Measure = Callable[[str], int]


def unwrapped(lines: list[str]) -> list[str]:
    """Return the lines with the paragraphs put together again; a text without an exact edge is returned as it is."""
    plain = [line if line.strip(BLANKS) else "" for line in lines]
    edge = _edge([line for line in plain if line and "\t" not in line.strip(BLANKS) and not is_noise(line)])
    if edge is None:
        return lines
    measure, size = edge
    apart, indented = _set_apart(plain, measure, size), _indented(plain, measure, size)
    if _is_ragged(plain, measure, size) or not (apart or indented or _is_clear(plain, measure, size)):
        return lines
    joined: list[str] = []
    before = ""  # the last printed line; empty lines are kept, nothing is joined over them
    for line in plain:
        if (
            before
            and line
            and measure(before) >= size
            and _goes_on(before, line, apart, indented, measure(line) >= size)
        ):
            joined[-1] += f" {line}" if _between_words(joined[-1], line) else line
        else:
            joined.append(line)
        before = line
    return joined


def _between_words(before: str, after: str) -> bool:
    """Latin words keep the blank that the line end stood for; figures are cut anywhere."""
    return bool(re.search("[A-Za-z]$", before) and re.match("[A-Za-z]", after))


def _goes_on(before: str, line: str, apart: bool, indented: bool, is_full: bool) -> bool:
    if "\t" in before.strip(BLANKS) or "\t" in line.strip(BLANKS):
        return False
    if indented:
        return not line.startswith(INDENT) and (not TITLE_ENDS.search(before) or line.startswith("的"))
    if apart:
        return True
    rows = LIST_ROW.search(before) and LIST_ROW.search(line)
    signs = ENDS.search(before) and not is_full and not MAY_HANG.search(line)  # a signature below a full last line
    alone = _stands_alone(before) and not (SET_OUT.match(before.strip(BLANKS)) and REST.fullmatch(line))
    return not (rows or signs or alone or BEGINS_ANEW.match(line.strip(BLANKS)))


def _stands_alone(line: str) -> bool:
    """Tell whether nothing runs on behind a line even where it reaches the edge: a title, a set-out line, a caption."""
    return bool(
        TITLE_ENDS.search(line) or SET_OUT.match(ARTICLE.sub("", line).strip(BLANKS)) or line.endswith(("：", ":"))
    )


def _edge(lines: list[str]) -> tuple[Measure, int] | None:
    """Return how lines were measured and the size that a full one has; None when there is no such size."""
    measures: tuple[Measure, ...] = (len, columns)
    found = [(count, size, measure) for measure in measures for size, count in _full(lines, measure)]
    _, size, measure = max(found, key=lambda row: row[0], default=(0, 0, len))
    return (measure, size) if size else None


def _full(lines: list[str], measure: Measure) -> list[tuple[int, int]]:
    """Return the size of a full line and how many there are; a line at the edge must break a sentence."""
    factor = 1 if measure is len else 2
    longest = max(map(measure, lines), default=0)
    sizes = Counter(measure(line) for line in lines if not MAY_HANG.search(line))
    likely = [(count, size) for size, count in sizes.items() if size >= longest - HANGING * factor]
    if not likely or not NARROWEST * factor <= longest <= WIDEST * factor:
        return []
    count, size = max(likely)
    breaks = [
        after for line, after in zip(lines, lines[1:], strict=False) if measure(line) >= size and _breaks(line, after)
    ]
    return [(size, count)] if len(breaks) >= 2 or any(map(ENDS.search, breaks)) else []


def _is_clear(lines: list[str], measure: Measure, size: int) -> bool:
    """Tell whether two lines break at the edge, or one does and no other comes near it."""
    broken = sum(measure(line) >= size and not ENDS.search(line) for line in lines)
    return broken >= 2 or sum(measure(line) >= size * CLEAR for line in lines) == 1


def _is_ragged(lines: list[str], measure: Measure, size: int) -> bool:
    """Tell whether sentences break as often just short of the edge: a printed page, which `broken` joins as a whole."""
    near = size - HANGING * (1 if measure is len else 2)
    pairs = zip(lines, lines[1:], strict=False)
    broken = [line for line, after in pairs if after and measure(line) >= near and _breaks(line, after)]
    short = sum(measure(line) < size and not MAY_HANG.search(line) for line in broken)
    return short > 1 and 2 * short > sum(measure(line) >= size for line in broken)


def _breaks(line: str, after: str) -> bool:
    return not (ENDS.search(line) or _stands_alone(line) or BEGINS_ANEW.match(after.strip(BLANKS)))


def _set_apart(lines: list[str], measure: Measure, size: int) -> bool:
    """Tell whether an empty line stands behind nearly every line that does not reach the edge."""
    short = [after for line, after in zip(lines, lines[1:], strict=False) if line and measure(line) < size]
    return len(short) >= FEWEST_SHORT and sum(not after for after in short) >= 0.8 * len(short)


def _indented(lines: list[str], measure: Measure, size: int) -> bool:
    """Tell whether paragraphs are indented: of the lines behind a short one nearly all are."""
    printed = [line for line in lines if line]
    begins = [after for line, after in zip(printed, printed[1:], strict=False) if measure(line) < size]
    return len(begins) >= FEWEST_SHORT and sum(after.startswith(INDENT) for after in begins) >= 0.6 * len(begins)
