"""Measuring a printed sheet: rows, edges, marks and rules of a PDF, in millimetres from the paper's top left corner."""

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber

MM = 25.4 / 72
EM, EM_4, EM_2 = 156 / 28, 14 * MM, 22 * MM  # 3号, 4号, 2号
BASELINE = 0.88  # of an em below the upper edge of a character


@dataclass(frozen=True)
class Row:
    """Characters on one baseline. `top` is the upper edge of the character box, `right` measured from the left."""

    text: str
    top: float
    left: float
    right: float
    size: float = EM


@dataclass(frozen=True)
class Rule:
    """A line drawn across the sheet."""

    top: float
    bottom: float
    left: float
    right: float
    is_red: bool


@dataclass(frozen=True)
class Side:
    """One side of paper."""

    number: int
    size: tuple[float, float]
    body: tuple[Row, ...]  # 3号
    large: tuple[Row, ...]  # 2号: titles
    small: tuple[Row, ...]  # 4号: tables, 版记 and page number
    red: tuple[Row, ...]
    every: tuple[Row, ...]  # all that is not red, each with the size of its first character
    rules: tuple[Rule, ...]

    @property
    def text(self) -> tuple[Row, ...]:
        """Body rows without the number, organ and date above the red rule."""
        red = [rule.bottom for rule in self.rules if rule.is_red]
        return tuple(row for row in self.body if not red or row.top > red[0])

    @property
    def folio(self) -> Row | None:
        """The page number below the block."""
        return next((row for row in self.small if row.top > 262), None)


def measure(pdf: bytes) -> list[Side]:
    """Return every side of the document."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [_side(page) for page in document.pages]


def fonts(pdf: bytes) -> set[str]:
    """Return the names of all fonts that are used."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return {char["fontname"] for page in document.pages for char in page.chars}


def _side(page: Any) -> Side:
    chars = [char for char in page.chars if char["text"].strip()]
    black = [char for char in chars if not _is_red(char["non_stroking_color"])]
    return Side(
        page.page_number,
        (float(page.width) * MM, float(page.height) * MM),
        tuple(_rows(page, black, EM)),
        tuple(_rows(page, black, EM_2)),
        tuple(_rows(page, black, EM_4)),
        tuple(_rows(page, [char for char in chars if _is_red(char["non_stroking_color"])], None)),
        tuple(_rows(page, black, None)),
        tuple(_rules(page)),
    )


def _rows(page: Any, chars: list[Any], size: float | None) -> Iterator[Row]:
    lines: dict[float, list[Any]] = defaultdict(list)
    for char in chars:
        if size is None or abs(char["size"] * MM - size) < 0.05:
            lines[round(char["matrix"][5], 1)].append(char)
    for baseline, line in sorted(lines.items(), reverse=True):
        line.sort(key=lambda char: char["x0"])
        height = size or line[0]["size"] * MM
        yield Row(
            "".join(char["text"] for char in line),
            (float(page.height) - baseline) * MM - BASELINE * height,
            line[0]["x0"] * MM,
            line[-1]["x1"] * MM,
            height,
        )


def _rules(page: Any) -> Iterator[Rule]:
    for rect in page.rects:
        if rect["width"] * MM > 100:
            edges = (rect["top"] * MM, rect["bottom"] * MM, rect["x0"] * MM, rect["x1"] * MM)
            yield Rule(*edges, _is_red(rect["non_stroking_color"]))


def _is_red(colour: Any) -> bool:
    return isinstance(colour, list | tuple) and len(colour) == 3 and colour[0] > 0.8 and max(colour[1:]) < 0.3
