"""The roster as a spreadsheet: written for people, read back row by row, all or nothing."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from django.db import transaction
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from members.models import Appointment, Jurisdiction
from members.roster import ANOTHER, correct_post, end_post, enter_post, posts_on, readdress
from members.roster_file import BadRows, lines_of
from members.roster_rows import Row, names_of, rows_of
from members.rules import require

HEADS = {"单位": 26, "岗位": 18, "姓名": 14, "职务": 22, "联系电话": 16, "电子邮箱": 24, "副职": 8,
         "起始日期": 12, "终止日期": 12, "依据文件": 28}  # fmt: skip
LOGIN = "登录名"  # filled for those who share their name with another at the same place


def write(body: Jurisdiction, day: date) -> bytes:
    """Return the posts held on `day` as XLSX; the same columns are read back by `take`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("成员名册")
    sheet.freeze_panes = "A2"
    heads = {**HEADS, LOGIN: 16}
    for index, width in enumerate(heads.values()):
        sheet.column_dimensions[chr(ord("A") + index)].width = width
    head = [WriteOnlyCell(sheet, value=name) for name in heads]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    shared = _shared_names(body)
    for post in posts_on(body, day):
        login = post.user.username if (post.unit_id, post.user.name) in shared else ""
        sheet.append([_cell(sheet, value) for value in [*_values(post), login]])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _shared_names(body: Jurisdiction) -> set[tuple[int | None, str]]:
    """Return the names (unit, name) that several persons bear at one place."""
    people = Appointment.objects.filter(jurisdiction=body).values_list("unit", "user__name", "user").distinct()
    counted = Counter((unit, name) for unit, name, _ in people)
    return {key for key, number in counted.items() if number > 1}


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

    A row is known by place, post, name and first day; what else a known row says is put right. Raises BadRows with
    every fault found.
    """
    require(by, "roster.edit", body)
    lines = lines_of(content, required=HEADS, known=[*HEADS, LOGIN])
    rows, faults = rows_of(lines, names_of(body))
    if faults:
        raise BadRows(*faults)
    with transaction.atomic():
        changed, fresh = _apply(body, rows, by)
        audit.record("roster.import", body, by=by, details={"entered": fresh, "changed": changed})
    return fresh, changed


def _apply(body: Jurisdiction, rows: list[Row], by: Any) -> tuple[int, int]:
    """Change known posts first: whoever leaves makes room for whoever follows."""
    found = [(row, _known(body, row)) for row in rows]
    faults = [f"第{row.number}行：{post}" for row, post in found if isinstance(post, str)]
    known = [(row, post) for row, post in found if isinstance(post, Appointment)]
    fresh = [row for row, post in found if post is None]
    acts: list[tuple[Row, Callable[[], Any]]] = [(row, partial(_change, row, post, by)) for row, post in known]
    acts += [(row, partial(enter_post, body, by=by, **row.post)) for row in fresh]
    changed = 0
    for row, act in acts:
        try:
            with transaction.atomic():
                changed += act() is True
        except Refused as refusal:
            faults.append(f"第{row.number}行：{refusal.sentence}")
    if faults:
        raise BadRows(*faults)
    return changed, len(fresh)


def _known(body: Jurisdiction, row: Row) -> Appointment | str | None:
    """Return the post the row speaks of, None for a new one, or what is to be said where it may be either of two."""
    post = row.post
    if post["login"] == ANOTHER:
        return None
    same = {key: post[key] for key in ("unit", "role", "starts_on")}
    if post["login"]:
        same["user__username"] = post["login"]
    held = Appointment.objects.filter(jurisdiction=body, user__name=post["name"], **same)
    there = list(held.select_related("user", "unit", "jurisdiction")[:2])
    if len(there) > 1:
        logins = "、".join(held.values_list("user__username", flat=True))
        return f"同名的{post['name']}有{held.count()}条相同的任职（{logins}），请在“{LOGIN}”一列写明是哪一位。"
    return there[0] if there else None


def _change(row: Row, post: Appointment, by: Any) -> bool:
    """Put right what the row says otherwise; an empty cell says nothing. Tell whether anything changed."""
    wanted, changed = row.post, False
    if wanted["is_deputy"] != post.is_deputy:
        raise Refused("“副职”与名册中的登记不同。请先在名册中登记终止，再重新登记任职。")
    if wanted["ends_on"] and wanted["ends_on"] != post.ends_on:
        end_post(post, on=wanted["ends_on"], by=by)
        changed = True
    fields = {key: wanted[key] or getattr(post, key) for key in ("post", "phone", "document")}
    if any(value != getattr(post, key) for key, value in fields.items()):
        correct_post(post, ends_on=post.ends_on, reason="导入成员名册", by=by, **fields)
        changed = True
    return readdress(post.user, wanted["email"], by=by) or changed
