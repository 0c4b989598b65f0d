"""The notice as lines with numbering, clauses and parts; and its sentences. Knows nothing about joint meetings."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import TypeVar

from members.notices.broken import is_broken, rejoin
from members.notices.cleaning import is_noise, normalise, printed_lines, repeated, without_scanned_blanks
from members.notices.columns import with_cells
from members.notices.evidence import Evidence, Found
from members.notices.folding import fold_script, fold_width
from members.notices.wrapping import unwrapped

T = TypeVar("T")
HAN = "一二三四五六七八九十"

# Numbering styles from the outermost inwards: 一、 （一） 1. （1） ①. Chapters and articles are outermost, too.
MARKERS = (
    (1, re.compile(rf"(第[{HAN}\d]{{1,3}}[章条])\s*")),
    (1, re.compile(rf"([{HAN}]{{1,3}})\s*[、.,:]\s*")),
    (2, re.compile(rf"\(([{HAN}]{{1,3}})\)\s*[、.,]?\s*")),
    (4, re.compile(r"(\d{1,2}\.\d{1,2})[.、]?\s*(?=[\u4e00-\u9fff])(?![万亿元倍个百千年月日])")),
    (3, re.compile(r"(\d{1,2}) +(?=[\u4e00-\u9fff]{2,12}$)")),
    (3, re.compile(r"(\d{1,2})\s*(?:[.、．)]|,(?!\d))\s*(?!\d)")),
    (4, re.compile(r"(\(\d{1,2}\)|[①-⑳])\s*[、.]?\s*")),
)
ANNEX = re.compile(rf"附\s*件\s*([{HAN}\d]{{0,2}})\s*[:.]?\s*(.*)$")
# A scanner's full stop stands behind a Chinese character; 一.职责 and 附件.名单 are no ends of sentences.
FULL_STOP = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十件表录])|(?<=[\u4e00-\u9fff]\))(?<![一二三四五六七八九十]\)))"
    r"( ?)\.(?=[\u4e00-\u9fff (《“〔]|$)",
    re.M,
)
SENTENCE_END = re.compile(r"[。!?]")
LONGEST_SENTENCE = 4_000  # the longest printed list of members has a tenth of it; longer "sentences" are damaged


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the folded text; `body` begins after its number, `clause` is its place such as 三（一） or 附件1五."""

    index: int  # in `Document.lines`
    start: int
    end: int
    text: str
    level: int  # 0: without number
    number: str
    body: int  # position of the first character after the number
    clause: str
    annex: str  # "" in the notice itself
    is_table: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the folded text."""

    start: int
    end: int
    text: str
    line: Line


class Document:
    """`printed` is the normalised text as printed, `text` the same folded; every position fits both.

    `simplified` keeps the printed widths: long texts are taken from it, so that their punctuation stays as printed.
    """

    def __init__(self, raw: str) -> None:
        lines = normalise(unwrapped(printed_lines(raw)))
        endless = repeated(lines)
        noise = [line in endless or is_noise(self._fold(line)[0]) for line in lines]
        self.dropped = tuple(compress(lines, noise))
        kept = with_cells([line for line, drop in zip(lines, noise, strict=True) if not drop])
        self.printed = without_scanned_blanks("\n".join(rejoin(kept) if is_broken(kept) else kept))
        self.simplified, self.traditional = fold_script(self.printed)
        self.text = FULL_STOP.sub(r"\1。", fold_width(self.simplified))

    @staticmethod
    def _fold(line: str) -> tuple[str, bool]:
        return fold_script(fold_width(line))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line with number, clause and annex."""
        return tuple(_lines(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> Line:
        """Return the line that holds `position`."""
        return self.lines[max(0, bisect_right(self._starts, position) - 1)]

    @cached_property
    def _titles(self) -> list[Line]:
        """For every line the title above it: the last numbered line, or the first line of its annex."""
        titles: list[Line] = []
        title: Line | None = None
        for line in self.lines:
            before = self.lines[line.index - 1] if line.index else line
            if title is None or line.annex != before.annex:
                title = line
            elif title.annex and ANNEX.match(title.text):  # the word 附件 alone is no title
                title = before
            titles.append(title)
            title = line if line.level else title
        return titles

    def title_above(self, line: Line) -> Line:
        """Return the last numbered line above, failing this the title of the annex (or of the notice)."""
        return self._titles[line.index]

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence; a table row is one sentence. What is far too long to be one is left out."""
        return (sentence for sentence in self._all_sentences() if sentence.end - sentence.start <= LONGEST_SENTENCE)

    def _all_sentences(self) -> Iterator[Sentence]:
        for line in self.lines:
            at = line.start if line.is_table else line.body
            for match in () if line.is_table else SENTENCE_END.finditer(self.text, at, line.end):
                yield Sentence(at, match.end(), self.text[at : match.end()], line)
                at = match.end()
            if at < line.end:
                yield Sentence(at, line.end, self.text[at : line.end], line)

    def as_printed(self, value: str, start: int) -> str | None:
        """Return a value read at or behind `start` in its printed characters; None when it is not there as a whole."""
        at = self.text.find(value, start)
        return self.printed[at : at + len(value)] if at >= 0 else None

    def found(self, value: T, start: int, end: int, confidence: float) -> Found[T]:
        """Return the value with the quotation `start`..`end` and its clause."""
        return Found(value, Evidence(start, end, self.printed[start:end], self.line_at(start).clause, confidence))


def blank(text: str) -> str:
    """Return the text with every kind of blank taken out."""
    return re.sub(r"\s", "", text)


def _lines(text: str) -> Iterator[Line]:
    path: list[tuple[int, str]] = []
    annex, signed = "", False
    for index, (start, raw) in enumerate(_parts(text)):
        line = raw.replace("\t", " ")
        if found := _annex(line, signed):
            annex, path = found, []
        level, number, skip = _marker(line)
        if level:
            path = [step for step in path if step[0] < level] + [(level, number)]
        signed = signed or bool(SIGNED.match(line.strip()))
        clause = annex + "".join(_step(*step) for step in path)
        yield Line(index, start, start + len(raw), line, level, number, start + skip, clause, annex, "\t" in raw)


ARTICLE = re.compile(rf"第[{HAN}\d]{{1,3}}条\s+(?=\(?[{HAN}\d]{{1,3}}[)、.])")


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield position and text of each line; 第六条 （一）县教育局… is the article and its first number."""
    at = 0
    for raw in text.split("\n"):
        article = ARTICLE.match(raw)
        split = article.end() if article and _marker(raw[article.end() :])[0] > 1 else 0
        if split:
            yield at, raw[:split]
        yield at + split, raw[split:]
        at += len(raw) + 1


SIGNED = re.compile(
    r"(?:20\d\d|二[〇○ОOo0零Ｏ][〇○ОOo0零一二][〇○ОOo0零一二三四五六七八九])\s*年[^。,]{2,12}日(?!.*印发)"
)


def _annex(line: str, signed: bool) -> str:
    """An annex begins with 附件 on a line of its own, or anywhere after the date of the signature."""
    match = ANNEX.match(line)
    if match and (not match[2].strip() or (signed and len(match[2]) < 60 and not match[2].endswith("。"))):
        return f"附件{match[1]}"
    return ""


def _marker(line: str) -> tuple[int, str, int]:
    for level, pattern in MARKERS:
        if match := pattern.match(line):
            return level, match[1], match.end()
    return 0, "", 0


def _step(level: int, number: str) -> str:
    return {2: f"（{number}）"}.get(level, number)
