"""The line breaker: text into lines of 28 cells, every full line flush on both sides. Pure.

WeasyPrint stretches spaces only and Chinese has none, so the letter spacing of each full line is computed here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from jointmeeting.kernel.documents.page import CELLS, NO_LINE_END, NO_LINE_START, SQUEEZABLE, UNBREAKABLE

Advance = Callable[[str], float]

_TOKEN = re.compile("|".join(map(re.escape, UNBREAKABLE)) + r"|[0-9A-Za-z.,:/%@+\-]+|.", re.S)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style: body (仿宋), black (黑体), kai (楷体)."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the grid. `indent` and `width` in cells, `spacing` in cells after each character but the last."""

    runs: tuple[Run, ...]
    indent: float = 0.0
    width: float = 0.0
    spacing: float = 0.0

    @property
    def text(self) -> str:
        """Return the characters of the line without its indent."""
        return "".join(run.text for run in self.runs)

    @property
    def is_full(self) -> bool:
        """Tell whether the line is stretched to the right edge."""
        return self.spacing != 0 or self.indent + self.width >= CELLS


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    style: str
    width: float


def half_or_full(character: str) -> float:
    """Return the usual advance in cells: half for Latin and digits, one for everything Chinese."""
    return 0.5 if ord(character) < 0x2000 and character not in "“”‘’—…·" else 1.0


def break_lines(
    runs: Sequence[Run], *, first_indent: float = 2, indent: float = 0, advance: Advance = half_or_full,
    cells: float = CELLS,
) -> list[Line]:  # fmt: skip
    """Break one paragraph; `first_indent` and `indent` in cells, the latter for every line but the first."""
    lines: list[Line] = []
    tokens = list(_tokens(runs, advance, cells - max(first_indent, indent)))
    while tokens:
        margin = first_indent if not lines else indent
        taken = _fit(tokens, cells - margin)
        lines.append(_line(tokens[:taken], margin, cells, is_last=taken == len(tokens)))
        tokens = tokens[taken:]
    return lines


def _tokens(runs: Sequence[Run], advance: Advance, room: float) -> Iterator[_Token]:
    for run in runs:
        for match in _TOKEN.finditer(run.text.replace("\n", "")):
            text = match.group()
            width = sum(map(advance, text))
            pieces = [text] if width <= room else list(text)
            for piece in pieces:
                yield _Token(piece, run.style, sum(map(advance, piece)))


def _fit(tokens: Sequence[_Token], room: float) -> int:
    """Return how many tokens stand on the next line: at least one, no forbidden mark at either edge."""
    count, width = 0, 0.0
    while count < len(tokens) and width + tokens[count].width <= room + 1e-9:
        width += tokens[count].width
        count += 1
    if count == len(tokens):
        return count
    if _squeezes(tokens, count):
        return count + 1
    return _back_to_allowed(tokens, max(count, 1))


def _squeezes(tokens: Sequence[_Token], count: int) -> bool:
    """Tell whether one closing mark beyond the edge may be squeezed in: nothing forbidden follows it."""
    if tokens[count].text not in SQUEEZABLE:
        return False
    return count + 1 == len(tokens) or tokens[count + 1].text[0] not in NO_LINE_START


def _back_to_allowed(tokens: Sequence[_Token], count: int) -> int:
    best = count
    while best > 1 and (tokens[best].text[0] in NO_LINE_START or tokens[best - 1].text[-1] in NO_LINE_END):
        best -= 1
    allowed = tokens[best].text[0] not in NO_LINE_START and tokens[best - 1].text[-1] not in NO_LINE_END
    return best if allowed else count


def _line(tokens: Sequence[_Token], indent: float, cells: float, *, is_last: bool) -> Line:
    width = sum(token.width for token in tokens)
    count = sum(len(token.text) for token in tokens)
    room = cells - indent
    stretch = not is_last or width > room
    spacing = (room - width) / (count - 1) if stretch and count > 1 else 0.0
    return Line(tuple(_runs(tokens)), indent, width, spacing)


def _runs(tokens: Sequence[_Token]) -> Iterator[Run]:
    text, style = "", tokens[0].style
    for token in tokens:
        if token.style != style:
            yield Run(text, style)
            text, style = "", token.style
        text += token.text
    yield Run(text, style)


def balance(text: str, per_line: int) -> list[str]:
    """Break a title into the fewest lines of at most `per_line` characters, as even as possible, the longest first."""
    rows = -(-len(text) // per_line)
    size = -(-len(text) // max(rows, 1))
    cut = [text[n : n + size] for n in range(0, len(text), size)]
    return cut or [""]
