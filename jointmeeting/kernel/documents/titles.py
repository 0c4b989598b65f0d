"""Breaking a title (标题): few lines, words whole, lengths even. Pure.

GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜，间距恰当.
"""

import re
from collections.abc import Iterator

from jointmeeting.kernel.documents.grid import Advance, half_or_full, printable
from jointmeeting.kernel.documents.page import NO_LINE_END, NO_LINE_START

# Words of a joint meeting's titles that are never split; a drafter may also break a title himself, with a line end.
_WHOLE = re.compile(
    r"[0-9A-Za-z.]+[年月日号次期届季]?|第[一二三四五六七八九十百0-9]+[次届期号季]度?|——|……"
    r"|社会救助|联席会议|全体会议|专题会议|联络员|工作会议|成员单位|会议纪要|办公室|困难群众|家庭经济|经济状况|核对"
    r"|基本生活|保障|低保|特困|临时救助|关于|工作|纪要|通知|[一-龥]{1,3}[省市县区](?=[一-龥])"
)


def break_title(text: str, cells: float, *, advance: Advance = half_or_full) -> tuple[str, ...]:
    """Return the lines of a title, each at most `cells` wide; line ends in `text` are kept as they are."""
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        lines += _balanced(printable(part.strip()), cells, advance)
    return tuple(lines)


def _balanced(text: str, cells: float, advance: Advance) -> list[str]:
    widths = [advance(character, "mark") for character in text]
    if sum(widths) <= cells:
        return [text]
    allowed = list(_places(text))
    for wanted in (allowed, list(range(1, len(text)))):
        if cuts := _best(widths, wanted, cells):
            edges = [0, *cuts, len(text)]
            return [text[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    return [text]


def _places(text: str) -> Iterator[int]:
    """Yield where a title may be broken: between words, with no forbidden mark at an edge."""
    inside = {place for found in _WHOLE.finditer(text) for place in range(found.start() + 1, found.end())}
    for place in range(1, len(text)):
        if place not in inside and text[place] not in NO_LINE_START and text[place - 1] not in NO_LINE_END:
            yield place


def _best(widths: list[float], allowed: list[int], cells: float) -> list[int]:
    """Return the cuts that give the fewest lines and, among those, the most even ones; nothing if no cuts will do."""
    end = len(widths)
    places = [0, *allowed, end]
    total = [0.0]
    for width in widths:
        total.append(total[-1] + width)
    even = total[-1] / -(-total[-1] // cells)
    best: dict[int, tuple[int, float, list[int]]] = {0: (0, 0.0, [])}
    for place in places[1:]:
        options = []
        for before in places:
            length = total[place] - total[before]
            if before < place and before in best and length <= cells:
                lines, uneven, cuts = best[before]
                options.append((lines + 1, uneven + (length - even) ** 2, [*cuts, place]))
        if options:
            best[place] = min(options)
    return best[end][2][:-1] if end in best else []
