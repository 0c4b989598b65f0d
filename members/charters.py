"""Reading a charter (联席会议制度) strictly: from a TOML file or from the JSON kept in the database.

The record's shape is in `members.charter_schema`; reading is driven by its annotations, so that a new rule is one new
field there. Nothing here knows a particular county.
"""

import re
import tomllib
import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from members import charter_schema as schema

Steps = tuple[str | int, ...]
Annotation = Any  # what typing gives for a field: a class, a union, a Literal, tuple[X, ...], Rule[X]
DATABASE = "数据库中的制度记录"
TYPE_NAMES = {str: "文字", bool: "真假值", int: "整数", float: "小数", date: "日期", list: "数组", dict: "表"}
# The working rule that stands in for a notice's rule of another name; all others share the name.
STANDS_IN_FOR = {"regular_called_by": "convened_by", "regular_chaired_by": "chaired_by"}


class CharterError(ValueError):
    """A charter that cannot be read: file, line (0 for a database record) and a Chinese sentence."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.file, self.line, self.message = file, line, message
        where = f"第{line}行" if line else ""
        super().__init__(f"{file} {where}：{message}" if where else f"{file}：{message}")


class _Fault(Exception):
    """A fault at a place inside the document; becomes a CharterError once the line is known."""

    def __init__(self, steps: Steps, message: str) -> None:
        super().__init__(message)
        self.steps, self.message = steps, message


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterRecord(schema.NoticeRules):
    """A charter as read: the notice's rules (inherited, each a Rule or None), its units and texts, the second layer."""

    body: schema.BodyIdentity
    notice: schema.NoticeHead
    units: tuple[schema.UnitEntry, ...]
    units_named_not_members: tuple[schema.NamedUnit, ...] = ()
    member_persons: tuple[schema.MemberPerson, ...] = ()
    duties: tuple[schema.DutyText, ...] = ()
    information_categories: tuple[schema.InformationCategory, ...] = ()
    recurring_duties: tuple[schema.RecurringDuty, ...] = ()
    measures: tuple[schema.Measure, ...] = ()
    proposed: tuple[schema.Proposal, ...] = ()
    notes: tuple[schema.Note, ...] = ()
    working_rules: schema.WorkingRules = schema.WorkingRules()

    @property
    def is_in_force(self) -> bool:
        """False only where the notice is marked 已失效; such a body can be read, not worked with."""
        return self.notice.validity != "已失效"

    def unit_named(self, name: str) -> schema.UnitEntry | None:
        """Return the member unit that the notice calls `name`, under its listed name or one of its own variants."""
        return next((unit for unit in self.units if name == unit.name or name in unit.aliases), None)

    def duties_of(self, unit: str) -> tuple[schema.DutyText, ...]:
        """Return the duties of the member unit listed as `unit`, also those printed under a variant of its name."""
        entry = self.unit_named(unit)
        return tuple(duty for duty in self.duties if entry and self.unit_named(duty.unit) == entry)

    def categories_of(self, unit: str) -> tuple[schema.InformationCategory, ...]:
        """Return what the member unit listed as `unit` supplies for verification, stated and implied."""
        entry = self.unit_named(unit)
        return tuple(row for row in self.information_categories if entry and self.unit_named(row.unit) == entry)

    def to_json(self) -> dict[str, object]:
        """Return plain JSON types; silent fields and empty lists are left out."""
        return cast(dict[str, object], _plain(self))

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read what `to_json` gave. Raises CharterError (line 0) when the stored record does not fit the shape."""
        try:
            record = cast(Self, _build(cls, data, ()))
            _check(record)
        except _Fault as fault:
            raise CharterError(DATABASE, 0, fault.message) from None
        return record


def read_charter(path: Path) -> CharterRecord:
    """Read a charter file in UTF-8. Raises CharterError with file and line, OSError when it cannot be opened."""
    try:
        text = path.read_bytes().decode()
        record = cast(CharterRecord, _build(CharterRecord, tomllib.loads(text), ()))
        _check(record)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CharterError(path.name, line, "文件不是 UTF-8 编码，请另存为 UTF-8 后再载入。") from None
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(path.name, text, str(error)) from None
    except _Fault as fault:
        raise CharterError(path.name, _line_of(text, fault.steps), fault.message) from None
    return record


def _syntax_error(file: str, text: str, message: str) -> CharterError:
    """The parser tells the place only in its sentence: "… (at line 3, column 5)" or "… (at end of document)"."""
    found = re.search(r" \(at line (\d+), column \d+\)$", message)
    line = int(found[1]) if found else len(text.splitlines()) or 1
    detail = re.sub(r" \(at [^()]*\)$", "", message)
    return CharterError(file, line, f"TOML 格式有误（解析器提示：{detail}）。")


# Where a key stands


def _line_of(text: str, steps: Steps) -> int:
    """Return the line of the key at `steps`, else of the nearest table or key around it."""
    places: dict[Steps, int] = {}
    for number, place in _keys(text):
        for size in range(1, len(place) + 1):  # [[units]] is also where "units" itself begins
            places.setdefault(place[:size], number)
    return next((places[steps[:size]] for size in range(len(steps), 0, -1) if steps[:size] in places), 1)


def _keys(text: str) -> Iterator[tuple[int, Steps]]:
    """Yield line and full path of every table header and key; text between triple quotes is passed over."""
    counts: dict[Steps, int] = {}
    table: Steps = ()
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quote:
            quote = "" if quote in line else quote
            continue
        if header := re.match(r"\s*(\[\[?)([^\[\]]+)\]", line):
            table = _table_path(header[2], counts, is_array=header[1] == "[[")
            yield number, table
        elif key := re.match(r"\s*([\w.\-\"' ]+?)\s*=", line):
            yield number, table + _names(key[1])
            opened = re.match(r"\s*('''|\"\"\")", line[key.end() :])
            quote = opened[1] if opened and line.count(opened[1]) == 1 else ""


def _names(dotted: str) -> Steps:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _table_path(dotted: str, counts: dict[Steps, int], *, is_array: bool) -> Steps:
    """Return the path of a header; a name that is an array of tables is followed by the number of its latest table."""
    path: Steps = ()
    for depth, name in enumerate(names := _names(dotted), start=1):
        path += (name,)
        if is_array and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


# From plain data to records


@cache
def _hints(cls: type) -> dict[str, Annotation]:
    return get_type_hints(cls)


def _build(shape: Annotation, value: object, steps: Steps) -> object:
    """Return `value` as `shape`, an annotation of the schema. Raises _Fault."""
    origin: Annotation = get_origin(shape)
    if origin in (Union, types.UnionType):
        return _build(next(arg for arg in get_args(shape) if arg is not type(None)), value, steps)
    if origin is Literal:
        return _word(get_args(shape), value, steps)
    if origin is tuple:
        items = cast(list[object], _typed(list, value, steps))
        return tuple(_build(get_args(shape)[0], item, (*steps, index)) for index, item in enumerate(items))
    if is_dataclass(origin or shape):
        return _table(shape, cast(dict[str, object], _typed(dict, value, steps)), steps)
    if shape is date and isinstance(value, str):
        return _date(value, steps)
    return _plain(value) if shape is object else _typed(shape, value, steps)


def _table(shape: Annotation, value: dict[str, object], steps: Steps) -> object:
    cls: Annotation = get_origin(shape) or shape
    inside = get_args(shape)  # of Rule[X] and WorkingRule[X]: what their one type variable stands for
    known = {field.name: field for field in fields(cls)}
    for key in value:
        if key not in known:
            raise _Fault((*steps, key), f"不认识的键“{key}”。可用：{'、'.join(known)}。")
    for name, field in known.items():
        if name not in value and field.default is MISSING:
            raise _Fault(steps, f"缺少必填的键“{name}”。")
    hints = {name: inside[0] if isinstance(hint, TypeVar) else hint for name, hint in _hints(cls).items()}
    return cls(**{name: _build(hints[name], item, (*steps, name)) for name, item in value.items()})


def _typed(wanted: type, value: object, steps: Steps) -> object:
    if type(value) is not wanted:  # exact: true is no integer, a date with a time is no date
        given = TYPE_NAMES.get(type(value), "其他类型")
        raise _Fault(steps, f"“{_label(steps)}”应为{TYPE_NAMES[wanted]}，现为{given}。")
    if isinstance(value, str) and not value.strip():
        raise _Fault(steps, f"“{_label(steps)}”不能为空；通知没有规定的，请删去该键。")
    return value


def _word(words: tuple[str, ...], value: object, steps: Steps) -> object:
    if _typed(str, value, steps) not in words:
        raise _Fault(steps, f"“{_label(steps)}”的取值“{value}”不在规定范围内。可用：{'、'.join(words)}。")
    return value


def _date(value: str, steps: Steps) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _Fault(steps, f"“{_label(steps)}”应为日期，现为“{value}”。") from None


def _label(steps: Steps) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)


def _plain(value: object) -> object:
    """Return dates as ISO text, tuples as lists, records as dicts without what is silent or empty."""
    if is_dataclass(value) and not isinstance(value, type):
        items = ((field.name, _plain(getattr(value, field.name))) for field in fields(value))
        return {name: item for name, item in items if item not in (None, [], {})}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


# What the shape alone cannot say


def _check(record: CharterRecord) -> None:
    _names_are_unique(record)
    _units_are_known(record)
    _one_is_responsible(record)
    _frequency_is_in_order(record)
    _notice_wins(record)


def _names_are_unique(record: CharterRecord) -> None:
    seen: set[str] = set()
    for index, unit in enumerate(record.units):
        for name in (unit.name, *unit.aliases):
            if name in seen:
                raise _Fault(("units", index, "name" if name == unit.name else "aliases"), f"单位名称“{name}”重复。")
            seen.add(name)


def _units_are_known(record: CharterRecord) -> None:
    named = {unit.name for unit in record.units_named_not_members}
    for steps, name in _unit_references(record):
        if name not in named and record.unit_named(name) is None:
            text = f"“{name}”既不是成员单位，也未列入 units_named_not_members。请核对名称，或补列该单位。"
            raise _Fault(steps, text)


def _unit_references(record: CharterRecord) -> Iterator[tuple[Steps, str]]:
    for table in ("member_persons", "duties", "information_categories", "recurring_duties"):
        for index, row in enumerate(getattr(record, table)):
            if row.unit is not None:
                yield (table, index, "unit"), row.unit
    for index, measure in enumerate(record.measures):
        for unit in measure.units:
            yield ("measures", index, "units"), unit
    for rule in ("lead_unit", "office_host_unit"):
        if stated := getattr(record, rule):
            yield (rule, "value"), stated.value


def _one_is_responsible(record: CharterRecord) -> None:
    for index, duty in enumerate(record.recurring_duties):
        if duty.unit and duty.role:
            raise _Fault(("recurring_duties", index, "role"), "unit 与 role 只能填一项。")


def _frequency_is_in_order(record: CharterRecord) -> None:
    rule = record.regular_per_year
    if rule and not 0 <= rule.value.min <= (rule.value.min if rule.value.max is None else rule.value.max):
        raise _Fault(("regular_per_year", "value"), "每年例会次数的 min 不能大于 max，也不能为负数。")


def _notice_wins(record: CharterRecord) -> None:
    """A notice's own rule always wins, so a working rule beside it is a mistake, not a choice."""
    for key in record.working_rules.settled():
        rule = getattr(record, STANDS_IN_FOR.get(key, key), None)
        if rule is not None:
            raise _Fault(("working_rules", key), f"通知已有规定（{rule.clause}），不能再设工作规则“{key}”。")
