"""The roster as a spreadsheet: written for people, read back row by row, all or nothing."""

import zlib
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from members.models import Appointment, Jurisdiction, MemberUnit, Role
from members.models.appointment import UNIT_ROLES
from members.roster import end_post, enter_post, posts_on
from members.rules import require

HEADS = {"单位": 26, "岗位": 18, "姓名": 14, "职务": 22, "联系电话": 16, "电子邮箱": 24, "副职": 8,
         "起始日期": 12, "终止日期": 12, "依据文件": 28}  # fmt: skip
LIMITS = {"姓名": 60, "职务": 60, "联系电话": 40, "电子邮箱": 254, "依据文件": 120}
MOST_ROWS = 2000
ROLES = {role.label: role for role in Role}
DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
# What a broken, locked or foreign workbook makes openpyxl raise; its XML parsers' faults are SyntaxErrors.
UNREADABLE = (BadZipFile, zlib.error, KeyError, ValueError, OSError, IndexError, EOFError, SyntaxError, RuntimeError,
              TypeError, AttributeError)  # fmt: skip
Row = dict[str, Any]


class BadRows(Exception):
    """The file cannot be taken; `lines` are Chinese sentences, each with its row."""

    def __init__(self, *lines: str) -> None:
        super().__init__("；".join(lines))
        self.lines = lines


def write(body: Jurisdiction, day: date) -> bytes:
    """Return the posts held on `day` as XLSX; the same columns are read back by `take`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("成员名册")
    sheet.freeze_panes = "A2"
    for index, width in enumerate(HEADS.values()):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    head = [WriteOnlyCell(sheet, value=name) for name in HEADS]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for post in posts_on(body, day):
        sheet.append([_cell(sheet, value) for value in _values(post)])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _values(post: Appointment) -> list[Any]:
    place = post.unit.name if post.unit else ""
    deputy = "是" if post.is_deputy else ""
    return [place, post.get_role_display(), post.user.name, post.post, post.phone, post.user.email, deputy,
            post.starts_on, post.ends_on, post.document]  # fmt: skip


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell; text that begins like a formula stays text."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def take(body: Jurisdiction, content: bytes, *, by: Any) -> tuple[int, int]:
    """Enter every row of the spreadsheet, or none: return how many posts were entered and how many changed.

    A row is known by place, post, name and first day; a known row changes its end and contact only. Raises BadRows
    with every fault found.
    """
    require(by, "roster.edit", body)
    rows = list(_read(body, content))
    faults = [fault for row in rows for fault in row["faults"]]
    if faults:
        raise BadRows(*faults)
    with transaction.atomic():
        changed, fresh = _apply(body, rows, by)
        audit.record("roster.import", body, by=by, details={"entered": fresh, "changed": changed})
    return fresh, changed


def _apply(body: Jurisdiction, rows: list[Row], by: Any) -> tuple[int, int]:
    """Change known posts first: whoever leaves makes room for whoever follows."""
    known = [(row, post) for row in rows if (post := _known(body, row))]
    for_new = [row for row in rows if not any(row is other for other, _ in known)]
    faults: list[str] = []
    changed = sum(_change(row, post, faults, by) for row, post in known)
    for row in for_new:
        try:
            with transaction.atomic():
                enter_post(body, by=by, **row["post"])
        except Refused as refusal:
            faults.append(f"第{row['number']}行：{refusal.sentence}")
    if faults:
        raise BadRows(*faults)
    return changed, len(for_new)


def _known(body: Jurisdiction, row: Row) -> Appointment | None:
    post = row["post"]
    same = {key: post[key] for key in ("unit", "role", "starts_on")}
    return Appointment.objects.filter(jurisdiction=body, user__name=post["name"], **same).select_related("user").first()


def _change(row: Row, post: Appointment, faults: list[str], by: Any) -> int:
    wanted, count = row["post"], 0
    if wanted["ends_on"] and wanted["ends_on"] != post.ends_on:
        try:
            end_post(post, on=wanted["ends_on"], by=by)
        except Refused as refusal:
            faults.append(f"第{row['number']}行：{refusal.sentence}")
        count = 1
    if wanted["phone"] and wanted["phone"] != post.phone:
        post.phone, count = wanted["phone"], 1
        post.save(update_fields=["phone"])
    if wanted["email"] and wanted["email"] != post.user.email:
        post.user.email, count = wanted["email"], 1
        post.user.save(update_fields=["email"])
    return count


def _read(body: Jurisdiction, content: bytes) -> Iterator[Row]:
    try:
        sheet = load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets[0]
        lines = list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2))
    except UNREADABLE:
        raise BadRows("这个文件打不开，可能已损坏或者加了密码。请用“导出Excel”得到的表格填写后上传。") from None
    heads = [str(cell or "").strip() for cell in (lines[0] if lines else ())]
    if missing := [name for name in HEADS if name not in heads]:
        raise BadRows(f"第1行缺少表头：{'、'.join(missing)}。请用“导出Excel”得到的表格填写。")
    if len(lines) > MOST_ROWS + 1:
        raise BadRows(f"一次最多导入{MOST_ROWS}行，请分几个文件导入。")
    units = {unit.name: unit for unit in MemberUnit.doers.filter(jurisdiction=body)}
    for number, line in enumerate(lines[1:], 2):
        if any(cell not in (None, "") for cell in line):
            yield _row(number, dict(zip(heads, line, strict=False)), units)


def _row(number: int, cells: Row, units: dict[str, MemberUnit]) -> Row:
    """Check the shape of one row and say every fault of it."""
    text = {name: str(cells.get(name) if cells.get(name) is not None else "").strip() for name in HEADS}
    faults = [f"“{name}”没有填写" for name in ("岗位", "姓名", "职务", "起始日期") if not text[name]]
    if text["电子邮箱"] and not _is_email(text["电子邮箱"]):
        faults.append(f"“电子邮箱”“{text['电子邮箱'][:40]}”不是邮箱地址")
    faults += [f"“{name}”超过{most}个字" for name, most in LIMITS.items() if len(text[name]) > most]
    role, unit = ROLES.get(text["岗位"]), units.get(text["单位"])
    if text["岗位"] and role is None:
        faults.append(f"没有“{text['岗位']}”这个岗位，可填：{'、'.join(ROLES)}")
    if text["单位"] and unit is None:
        faults.append(f"没有“{text['单位']}”这个单位，请按名册中的单位名称填写")
    if role and not faults and (role in UNIT_ROLES) != bool(unit):
        faults.append(f"“{role.label}”{'须填写单位' if role in UNIT_ROLES else '属于整个联席会议，单位请留空'}")
    if text["副职"] not in {"", "是", "否"}:
        faults.append("“副职”请填“是”或留空")
    starts_on, ends_on = (_date(cells.get(name), name, faults) for name in ("起始日期", "终止日期"))
    if starts_on and ends_on and ends_on < starts_on:
        faults.append("终止日期早于起始日期")
    post = {"unit": unit, "role": role, "name": text["姓名"], "post": text["职务"], "phone": text["联系电话"],
            "email": text["电子邮箱"], "is_deputy": text["副职"] == "是", "starts_on": starts_on, "ends_on": ends_on,
            "document": text["依据文件"]}  # fmt: skip
    return {"number": number, "post": post, "faults": [f"第{number}行：{fault}。" for fault in faults]}


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _date(value: Any, name: str, faults: list[str]) -> date | None:
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    for form in DATE_FORMS:
        try:
            return datetime.strptime(str(value).strip(), form).date()
        except ValueError:
            continue
    faults.append(f"“{name}”不是日期，请写成2026-01-31这样")
    return None
