"""The list of assignments as a spreadsheet: text stays text, dates are dates."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from duties.lights import light_of
from duties.models import Assignment

HEADS = {
    "工作事项": 32,
    "来源类别": 14,
    "来源": 28,
    "牵头单位": 20,
    "配合单位": 30,
    "责任人": 12,
    "依据职责": 12,
    "交办日期": 12,
    "原定时限": 12,
    "办理时限": 12,
    "状态": 10,
    "灯": 28,
    "要求": 60,
}


def assignments_workbook(rows: Iterable[Assignment]) -> tuple[bytes, int]:
    """Return the XLSX file and how many assignments it holds, one a row in the order given."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("工作事项")
    sheet.freeze_panes = "B2"
    for index, width in enumerate(HEADS.values()):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    head = [WriteOnlyCell(sheet, value=name) for name in HEADS]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in _values(row)])
        count += 1
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue(), count


def tables_workbook(tables: Mapping[str, Iterable[Sequence[str | int]]]) -> bytes:
    """Return the XLSX file of `tables` (title → rows, the head first), a sheet each."""
    book = Workbook(write_only=True)
    for title, rows in tables.items():
        sheet = book.create_sheet(title)
        sheet.column_dimensions["A"].width = 28
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _values(row: Assignment) -> list[Any]:
    return [
        row.title,
        row.get_source_kind_display(),
        row.source,
        row.lead_unit.name,
        "、".join(part.label for part in row.parts.all()),
        row.responsible.name if row.responsible else "",
        row.duty.number if row.duty else "",
        row.assigned_on,
        row.original_due_on,
        row.due_on,
        row.get_state_display(),
        light_of(row).sentence,
        row.text,
    ]


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; text that begins like a formula stays text."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
