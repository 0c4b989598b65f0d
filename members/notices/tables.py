"""Tables: rows are lines whose cells are separated by tabs, as pasted from Word or written by `word` and `web`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from members.notices.document import Document, Line
from members.notices.lists import Entry

# What a column holds, by the words of its heading. The order decides where two would fit.
COLUMNS = (
    ("duty", re.compile(r"职责|任务|分工内容|工作内容")),
    ("role", re.compile(r"^(?:联席会议|领导小组|会议|小组)(?:内)?(?:职务|身份|职位)$|^身份$|^类别$|^组成$")),
    ("name", re.compile(r"姓名|人员|^成员$")),
    ("post", re.compile(r"单位及职务|单位职务|职务|职位")),
    ("unit", re.compile(r"单位|部门")),
    ("number", re.compile(r"序号|编号")),
    ("other", re.compile(r"备注|电话|联系方式|联络员|科室")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column."""

    line: Line
    cells: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(document: Document) -> Iterator[Table]:
    """Yield every table whose heading names a unit or a person column."""
    block: list[Line] = []
    for line in (*document.lines, None):
        if line is not None and line.is_table:
            block.append(line)
            continue
        if block and (table := _table(document, block)):
            yield table
        block = []


def _table(document: Document, block: list[Line]) -> Table | None:
    for index, line in enumerate(block[:3]):
        columns = tuple(_column(cell.text) for cell in cells(document, line))
        if sum(column != "" for column in columns) >= 2 and {"unit", "name", "post"} & set(columns):
            rows = tuple(Row(row, _by_column(cells(document, row), columns)) for row in block[index + 1 :])
            return Table(columns, rows)
    return None


def cells(document: Document, line: Line) -> list[Entry]:
    """Return the cells of a row, empty ones too."""
    found, at = [], line.start
    for text in document.text[line.start : line.end].split("\t"):
        found.append(Entry(text.strip(), at, at + len(text)))
        at += len(text) + 1
    return found


def _by_column(found: list[Entry], columns: tuple[str, ...]) -> dict[str, Entry]:
    row: dict[str, Entry] = {}
    for column, cell in zip(columns, found, strict=False):
        if column and cell.text:
            row.setdefault(column, cell)
    return row


def _column(heading: str) -> str:
    word = re.sub(r"\s", "", heading)
    if len(word) > 14:
        return ""
    return next((column for column, pattern in COLUMNS if pattern.search(word)), "")
