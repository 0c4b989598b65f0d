"""The line breaker: text into lines of 28 cells, every full line flush on both sides. Pure.

WeasyPrint stretches spaces only and Chinese has none, so the letter spacing of each full line is computed here. The
lines of a paragraph, put together, are always its `printable` text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jointmeeting.kernel.documents.page import (
    CELLS,
    INDENT,
    MAY_START,
    NO_LINE_END,
    NO_LINE_START,
    SQUEEZABLE,
    UNBREAKABLE,
)

Advance = Callable[[str, str], float]  # (character, style) → cells

LONG_LATIN = 8.0  # cells: a longer string (an address on the web) may be broken after a separator
LARGEST_GAP = 4.0  # cells: what a line may lose before such a string is broken
LARGEST_STRETCH = 0.25  # cells a character: beyond it a line stays ragged rather than fall apart
_SLACK = 1e-9

_MARKS = r"\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef\u200d"  # belong to what precedes
_COMBINING = re.compile(f"[{_MARKS}]")
_LATIN = rf"[0-9A-Za-z\u00c0-\u024f.,:/%@+\-_#&=?~*'{_MARKS}]"
_WHOLE = "|".join(map(re.escape, UNBREAKABLE))
_TAIL = r"[^、，；。（）\s]"  # of an item in a list of names
_SEPARATORS = frozenset("/.-_?&=@:#")


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
    kind: str = "text"  # title: 2号小标宋, centred; caption: 3号黑体, centred
    keeps_with_next: bool = False  # a heading never stands last on a side

    @property
    def text(self) -> str:
        """Return the characters of the line without its indent."""
        return "".join(run.text for run in self.runs)

    @property
    def is_full(self) -> bool:
        """Tell whether the line reaches the right edge."""
        return self.spacing != 0 or self.indent + self.width >= CELLS


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    style: str
    width: float

    @property
    def starts_badly(self) -> bool:
        return (self.text[0] in NO_LINE_START and self.text not in MAY_START) or self.text == " "

    @property
    def ends_badly(self) -> bool:
        return self.text[-1] in NO_LINE_END

    @property
    def clusters(self) -> int:
        return len(_COMBINING.sub("", self.text)) or 1


def half_or_full(character: str, style: str = "body") -> float:
    """Return the usual advance in cells: half for Latin and digits, one for everything Chinese, none for marks."""
    if _COMBINING.match(character):
        return 0.0
    return 0.5 if ord(character) < 0x2000 and character not in "“”‘’—…·" else 1.0


def printable(text: str) -> str:
    """Return what is set of `text`: NFC (never NFKC), line ends and tabs as one space, U+FFFD for what has no shape."""
    spaced = re.sub(r"[^\S\u3000]+", " ", unicodedata.normalize("NFC", text))
    return "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cs"} or c in "\ufffe\uffff" else c for c in spaced)


def break_lines(
    runs: Sequence[Run],
    *,
    first_indent: float = INDENT,
    indent: float = 0,
    advance: Advance = half_or_full,
    cells: float = CELLS,
    whole_tail: int = 0,
    tighter: float = 0,
) -> list[Line]:
    """Break one paragraph; `first_indent` and `indent` in cells, the latter for every line but the first.

    No line is wider than `cells`, or than one more where a closing mark is squeezed in. No text gives no line. The
    last `whole_tail` characters of each item in a list stay together: there stands somebody's name. `tighter` lets
    every line take that part of a character more (at most 1), set closer (5.2.3 特定情况可以作适当调整).
    """
    lines: list[Line] = []
    pattern = _pattern(whole_tail)
    tokens = [_token(m.group(), r.style, advance) for r in runs for m in pattern.finditer(printable(r.text))]
    start = 0
    while start < len(tokens):
        margin = indent if lines else first_indent
        end = _fit(tokens, start, cells - margin + tighter, advance, marks=1 - tighter)
        lines.append(_line(tokens[start:end], margin, cells, is_last=end == len(tokens)))
        start = end
    return lines


@cache
def _pattern(whole_tail: int) -> re.Pattern[str]:
    tail = f"{_TAIL}{{1,{whole_tail}}}(?=[、，；。（）]|$)|" if whole_tail else ""
    return re.compile(rf"(?:{_WHOLE}|{tail}{_LATIN}+|.)[{_MARKS}]*", re.S)


def _token(text: str, style: str, advance: Advance) -> _Token:
    return _Token(text, style, sum(advance(character, style) for character in text))


def _fit(tokens: list[_Token], start: int, room: float, advance: Advance, *, marks: float) -> int:
    """Return where the line that begins at `start` ends; a string too long for it is split in place."""
    end, width = start, 0.0
    while end < len(tokens) and width + tokens[end].width <= room + _SLACK:
        width += tokens[end].width
        end += 1
    if end == len(tokens):
        return end
    if tokens[end].text == " " and (hanging := _hang(tokens, end)):
        return hanging
    if cut := _split(tokens[end], room, room - width, advance):
        tokens[end : end + 1] = cut
        return end + 1
    if _squeezes(tokens, end, width, room + marks):
        return end + 1
    return _back_to_allowed(tokens, start, end)


def _hang(tokens: Sequence[_Token], end: int) -> int:
    """Return the end behind spaces that hang over the edge, or 0 when no line may end there."""
    while end < len(tokens) and tokens[end].text == " ":
        end += 1
    return end if end == len(tokens) or _allows(tokens, end) else 0


def _allows(tokens: Sequence[_Token], end: int) -> bool:
    """Tell whether a line may end before `end`: no forbidden mark stands at either edge."""
    last = end - 1
    while last and tokens[last].text == " ":
        last -= 1
    return not tokens[end].starts_badly and not tokens[last].ends_badly


def _split(token: _Token, room: float, left: float, advance: Advance) -> list[_Token]:
    """Cut a long string into what fits into `left` cells and the rest; nothing when it had better stay whole."""
    if token.width <= LONG_LATIN or (token.width <= room and left <= LARGEST_GAP):
        return []
    at_separator, allowed, anywhere, width = 0, 0, 0, 0.0
    for place, character in enumerate(token.text[:-1], 1):
        width += advance(character, token.style)
        if width > left + _SLACK:
            break
        if _COMBINING.match(token.text[place]):
            continue
        anywhere = place
        if token.text[place] not in NO_LINE_START:
            allowed = place
            at_separator = place if character in _SEPARATORS else at_separator
    must = token.width > room and left > room - LARGEST_GAP  # a line of its own would not hold it either
    fitting = at_separator or ((allowed or anywhere) if must else 0)
    if not fitting:
        return []
    pieces = token.text[:fitting], token.text[fitting:]
    return [_token(piece, token.style, advance) for piece in pieces]


def _squeezes(tokens: Sequence[_Token], end: int, width: float, room: float) -> bool:
    """Tell whether one closing mark beyond the edge may be squeezed in: nothing forbidden follows it."""
    if tokens[end].text not in SQUEEZABLE or width + tokens[end].width > room:
        return False
    return end + 1 == len(tokens) or not tokens[end + 1].starts_badly


def _back_to_allowed(tokens: Sequence[_Token], start: int, end: int) -> int:
    """Return the last allowed end at or before `end`; at least one token, and `end` when no end is allowed."""
    for best in range(end, start, -1):
        if _allows(tokens, best):
            return best
    return max(end, start + 1)


def _line(tokens: Sequence[_Token], indent: float, cells: float, *, is_last: bool) -> Line:
    seen = len(tokens)
    while seen > 1 and tokens[seen - 1].text == " ":
        seen -= 1
    width = sum(token.width for token in tokens[:seen])
    gaps = sum(token.clusters for token in tokens[:seen]) - 1
    spacing = (cells - indent - width) / gaps if gaps else 0.0
    if (is_last and cells - indent - width >= 1) or spacing > LARGEST_STRETCH:
        spacing = 0.0  # where a last line has no room for one more character, it is as full as any other
    return Line(tuple(_runs(tokens)), indent, width, 0.0 if abs(spacing) < _SLACK else spacing)


def _runs(tokens: Sequence[_Token]) -> Iterator[Run]:
    text, style = "", tokens[0].style
    for token in tokens:
        if token.style != style:
            yield Run(text, style)
            text, style = "", token.style
        text += token.text
    yield Run(text, style)
