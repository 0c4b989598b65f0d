"""What the lines of an uploaded roster mean: units by any of their names, posts, dates, and every fault of a row."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from members.models import Jurisdiction, MemberUnit, Role
from members.models.appointment import UNIT_ROLES
from members.models.user import plain_name
from members.roster_file import Line

LIMITS = {"姓名": 60, "职务": 60, "联系电话": 40, "电子邮箱": 254, "依据文件": 120, "登录名": 150}
REQUIRED = ("岗位", "姓名", "职务", "起始日期")
ROLES = {role.label: role for role in Role}
DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00")
YEARS = range(1950, 2100)
PHONE = re.compile(r"[0-9+()\-*#转、,;/ ]*[0-9][0-9+()\-*#转、,;/ ]*")


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is understood: the post as `roster.enter_post` takes it."""

    number: int
    post: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """Every name by which a body's units are written, and what is said of the names that mean none of today."""

    units: dict[str, list[MemberUnit]] = field(default_factory=dict)
    past: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> MemberUnit | str | None:
        """Return the unit, or what is wrong with its name; None for no name."""
        if not name:
            return None
        found = self.units.get(name, [])
        if len(found) > 1:
            return f"“{name}”可能是{'、'.join(map(str, found))}，请写单位全称"
        return found[0] if found else self.past.get(name, f"没有“{name}”这个单位，请按名册中的单位名称填写")


def names_of(body: Jurisdiction) -> Names:
    """Return the names of `body`'s units: a full name means its unit, a short name or alias whoever goes by it."""
    names = Names()
    units = list(MemberUnit.ever.filter(jurisdiction=body).prefetch_related("former_names"))
    for unit in units:
        for former in unit.former_names.all():
            names.past[former.name] = f"“{former.name}”现为“{unit}”，请按现在的名称填写"
    for unit in [unit for unit in units if unit.has_ended]:
        names.past.setdefault(unit.name, f"“{unit}”已撤销，不能再登记任职")
    there = [unit for unit in units if not unit.has_ended]
    for unit in there:
        for name in {unit.short_name, *unit.other_names}:
            names.units.setdefault(name, []).append(unit)
    names.units.update({unit.name: [unit] for unit in there})
    return names


def rows_of(lines: Iterable[Line], names: Names) -> tuple[list[Row], list[str]]:
    """Return the rows, and every fault of them as a sentence with its row; a row stands in the file once."""
    rows: list[Row] = []
    faults: list[str] = []
    seen: dict[tuple[Any, ...], int] = {}
    for line in lines:
        post, wrong = _post(line, names)
        key = tuple(post[name] for name in ("unit", "role", "name", "login", "starts_on"))
        if not wrong and (first := seen.setdefault(key, line.number)) != line.number:
            wrong = [f"与第{first}行是同一任职，请只保留一行"]
        faults += [f"第{line.number}行：{each}。" for each in wrong]
        rows.append(Row(line.number, post))
    return rows, faults


def _post(line: Line, names: Names) -> tuple[dict[str, Any], list[str]]:
    text = {name: line.text(name) for name in ("单位", "副职", "联系电话", *LIMITS, *REQUIRED)}
    plain = {name: "".join(unicodedata.normalize("NFKC", text[name]).split()) for name in ("副职", "岗位", "登录名")}
    faults = [f"“{name}”{what}" for name, what in line.unreadable.items() if name in {*text, "终止日期"}]
    faults += [f"“{name}”没有填写" for name in REQUIRED if not text[name] and name not in line.unreadable]
    faults += [f"“{name}”超过{most}个字" for name, most in LIMITS.items() if len(text[name]) > most]
    role, unit = ROLES.get(text["岗位"]) or ROLES.get(_wide(plain["岗位"])), names.find("".join(text["单位"].split()))
    if isinstance(unit, str):
        faults, unit = [*faults, unit], None
    faults += _of_post(text, plain, role, unit, has_faults=bool(faults))
    starts_on, ends_on = (_date(line, name, faults) for name in ("起始日期", "终止日期"))
    if starts_on and ends_on and ends_on < starts_on:
        faults.append("终止日期早于起始日期")
    return {
        "unit": unit, "role": role, "name": plain_name(text["姓名"]),
        "login": plain["登录名"], "post": text["职务"], "phone": unicodedata.normalize("NFKC", text["联系电话"]),
        "email": text["电子邮箱"], "is_deputy": plain["副职"] == "是", "starts_on": starts_on, "ends_on": ends_on,
        "document": text["依据文件"],
    }, faults  # fmt: skip


def _of_post(
    text: dict[str, str], plain: dict[str, str], role: Role | None, unit: MemberUnit | None, *, has_faults: bool
) -> list[str]:
    faults = []
    if text["岗位"] and role is None:
        faults.append(f"没有“{text['岗位']}”这个岗位，可填：{'、'.join(ROLES)}")
    if role and not has_faults and (role in UNIT_ROLES) != bool(unit):
        faults.append(f"“{role.label}”{'须填写单位' if role in UNIT_ROLES else '属于整个联席会议，单位请留空'}")
    if plain["副职"] not in {"", "是", "否"}:
        faults.append("“副职”请填“是”或留空")
    if text["电子邮箱"] and not _is_email(text["电子邮箱"]):
        faults.append(f"“电子邮箱”“{text['电子邮箱'][:40]}”不是邮箱地址")
    phone = unicodedata.normalize("NFKC", text["联系电话"])
    if phone and not PHONE.fullmatch(phone):
        faults.append(f"“联系电话”“{phone[:40]}”不是电话号码")
    return faults


def _wide(text: str) -> str:
    """Brackets as the posts are printed: 乡镇（街道）经办人."""
    return text.replace("(", "（").replace(")", "）")


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _date(line: Line, name: str, faults: list[str]) -> date | None:
    value = line.cells.get(name, "")
    if value == "" or name in line.unreadable:
        return None
    day = (value.date() if isinstance(value, datetime) else value) if isinstance(value, date) else _typed(value)
    if day is None:
        faults.append(f"“{name}”“{str(value)[:20]}”不是日期，请写成2026-01-31这样")
    elif day.year not in YEARS:
        faults.append(f"“{name}”的年份{day.year}不对，请核对")
        return None
    return day


def _typed(text: str) -> date | None:
    plain = unicodedata.normalize("NFKC", text)
    plain = plain if plain.endswith("00:00:00") else "".join(plain.split())
    for form in DATE_FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None
