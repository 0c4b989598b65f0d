"""An uploaded roster as lines: opens the workbook, says which cells hold no plain text or date (formulas, merged ones).

Knows neither units nor persons: what the lines mean is `roster_rows`.
"""

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

MOST_ROWS = 2000
MOST_LINES = 20_000  # written or blank; a sheet formatted to its end has a million
MOST_COLUMNS = 60
MOST_BYTES = 50 * 1024 * 1024  # unpacked
# What a broken, locked or foreign workbook makes openpyxl raise; its XML parsers' faults are SyntaxErrors.
UNREADABLE = (BadZipFile, zlib.error, KeyError, ValueError, OSError, IndexError, EOFError, SyntaxError, RuntimeError,
              TypeError, AttributeError)  # fmt: skip
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
TOO_MANY = f"一次最多导入{MOST_ROWS}行，请分几个文件导入。"


class BadRows(Exception):
    """The file cannot be taken; `lines` are Chinese sentences, each with its row."""

    def __init__(self, *lines: str) -> None:
        super().__init__("；".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Line:
    """One written line: what stands under each heading (text, a date, or "" for nothing), and what cannot be read."""

    number: int
    cells: dict[str, str | date]
    unreadable: dict[str, str] = field(default_factory=dict)  # heading → what is wrong with the cell

    def text(self, heading: str) -> str:
        """Return what stands there as text."""
        return str(self.cells.get(heading, ""))


def lines_of(content: bytes, *, required: Collection[str], known: Collection[str]) -> Iterator[Line]:
    """Return the written lines of the first sheet. Raises BadRows for a file that is no roster, or too long a one."""
    try:
        rows, merged = _sheet(content)
    except UNREADABLE:
        raise BadRows("这个文件打不开，可能已损坏或者加了密码。请用“导出Excel”得到的表格填写后上传。") from None
    heads = [_text(cell.value) for cell in (rows[0] if rows else ())]
    if missing := [name for name in required if name not in heads]:
        raise BadRows(f"第1行缺少表头：{'、'.join(missing)}。请用“导出Excel”得到的表格填写。")
    if twice := [name for name in known if heads.count(name) > 1]:
        raise BadRows(f"第1行有重复的表头：{'、'.join(twice)}。请用“导出Excel”得到的表格填写。")
    covered = _covered(merged, heads)
    found = [(number, row) for number, row in enumerate(rows[1:], 2) if any(_is_written(cell) for cell in row)]
    if len(found) > MOST_ROWS or len(rows) > MOST_LINES:
        raise BadRows(TOO_MANY)
    return (_line(number, row, heads, covered.get(number, {})) for number, row in found)


def _sheet(content: bytes) -> tuple[list[tuple[Any, ...]], list[str]]:
    """Return the cells of the first sheet line by line, and its merged ranges (A2:A4)."""
    with ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise BadRows(TOO_MANY)
        sheet: Any = load_workbook(BytesIO(content), read_only=True).worksheets[0]
        rows = list(islice(sheet.iter_rows(max_col=MOST_COLUMNS), MOST_LINES + 1))
        ranges = MERGED.findall(archive.read(sheet._worksheet_path))
    return rows, [each.decode() for each in ranges]


def _covered(merged: list[str], heads: list[str]) -> dict[int, dict[str, str]]:
    """Return row → heading → what is wrong, for the cells a merged range covers: they hold nothing of their own."""
    found: dict[int, dict[str, str]] = {}
    for each in merged:
        left, top, right, bottom = range_boundaries(each)
        for number in range(top, min(bottom, MOST_LINES) + 1):
            for column in range(left, min(right, len(heads)) + 1):
                if (number, column) != (top, left):
                    found.setdefault(number, {})[heads[column - 1]] = "是合并单元格，请取消合并后逐格填写"
    return found


def _line(number: int, row: tuple[Any, ...], heads: list[str], covered: dict[str, str]) -> Line:
    cells = {head: _value(cell.value) for head, cell in zip(heads, row, strict=False) if head}
    wrong = {head: _wrong(cell) for head, cell in zip(heads, row, strict=False) if head and _wrong(cell)}
    return Line(number, cells, wrong | covered)


def _is_written(cell: Any) -> bool:
    return cell.value is not None and _text(cell.value) != ""


def _wrong(cell: Any) -> str:
    kind = getattr(cell, "data_type", "")  # a blank cell has none
    if kind == "f":
        return "是公式，请复制该列后用“选择性粘贴”改为数值"
    return f"的公式出错（{cell.value}），请重新填写" if kind == "e" else ""


def _value(value: Any) -> str | date:
    return value if isinstance(value, date) else _text(value)


def _text(value: Any) -> str:
    """Return what was typed: whole numbers without decimals (telephones), line breaks and control characters gone."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value)
    shown = (" " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join("".join(shown).split())
