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
# A column of these words is the role column, whatever stands above it.
ROLE_WORD = re.compile(
    r"(?:(?:常务|第一|执行)?[总副]*(?:召集人|组长)|成员(?:单位)?|办公室(?:副?主任)?|副?主任|秘书长|联络员)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column."""

    line: Line
    cells: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row; blocks printed side by side stand one below the other."""

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
            body = [(row, cells(document, row)) for row in block[index + 1 :]]
            columns = _with_role(columns, [found for _, found in body])
            return Table(columns, tuple(_rows(columns, body)))
    return None


def cells(document: Document, line: Line) -> list[Entry]:
    """Return the cells of a row, empty ones too."""
    found, at = [], line.start
    for text in document.text[line.start : line.end].split("\t"):
        found.append(Entry(text.strip(), at, at + len(text)))
        at += len(text) + 1
    return found


def _with_role(columns: tuple[str, ...], body: list[list[Entry]]) -> tuple[str, ...]:
    """Name the column that holds 总召集人, 召集人, 成员 the role column."""
    for index in range(len(columns) if "role" not in columns else 0):
        held = [re.sub(r"\s", "", row[index].text) for row in body if index < len(row) and row[index].text]
        if len(held) >= 2 and all(map(ROLE_WORD.fullmatch, held)):
            return (*columns[:index], "role", *columns[index + 1 :])
    return columns


def _rows(columns: tuple[str, ...], body: list[tuple[Line, list[Entry]]]) -> Iterator[Row]:
    """Yield the rows of the first block, then of those beside it; a role printed once stands for the rows below it."""
    width = _block_width(columns)
    for at in range(0, len(columns), width):
        role: Entry | None = None
        for line, found in body:
            row = _by_column(found[at : at + width], columns[at : at + width])
            role = row.get("role", role)
            if role and row.keys() - {"number", "role"}:
                row["role"] = role
            if row:
                yield Row(line, row)


def _block_width(columns: tuple[str, ...]) -> int:
    """Return how many columns a block has: 序号 单位 序号 单位 are two blocks of two."""
    size = len(columns)
    widths = (width for width in range(1, size) if size % width == 0 and columns[:width] * (size // width) == columns)
    return next((width for width in widths if "" not in columns[:width]), size)


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
