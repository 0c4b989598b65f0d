"""A notice that only changes a body: the record in force with the confirmed changes, and nothing else changed."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from members.importing.answers import Answer
from members.importing.composing import as_rule, duties, head, notes, renaming, supplies, unit_entry
from members.importing.items import UNIT, Reading

# What the notice calls a post → the rule that names its holder.
HOLDERS = {
    "总召集人": "chief_convener", "组长": "chief_convener", "召集人": "conveners", "副召集人": "deputy_conveners",
    "副组长": "deputy_conveners", "办公室主任": "office_director", "办公室副主任": "office_deputies",
}  # fmt: skip
REFERRING = ("duties", "information_categories", "recurring_duties", "member_persons")


def amend(present: Mapping[str, Any], reading: Reading, answers: list[Answer]) -> dict[str, Any]:
    """Return the next record. Raises ValueError with a sentence where a change does not fit the body in force."""
    record: dict[str, Any] = copy.deepcopy(dict(present))
    kept = {row.item.key: row for row in answers if row.keep}
    record["notice"] = head(reading, kept)
    record["notes"] = [*record.get("notes", []), *notes(reading, answers)]
    for key, row in kept.items():
        if key.startswith("changes."):
            _apply(record, key.split(".")[1].partition("[")[0], row)
    for duty in duties(reading, kept):
        _charge(record, duty)
    for supply in supplies(reading, kept):
        unit = _known(record, supply["unit"])["name"]
        record.setdefault("information_categories", []).append({**supply, "unit": unit})
    return record


def done_elsewhere(answers: Iterable[Answer]) -> list[tuple[str, str, str]]:
    """Return what the notice changes and its record alone does not: (kind, the change as printed, the old name).

    "unit": a unit that takes another's place, where a person did not let the seat alone pass; "post": a person who
    follows another, for the charter names posts and the roster their holders.
    """
    rows = [row for row in answers if row.item.key.startswith("changes.replaced[")]
    found = [("unit", row) for row in rows if row.item.label == UNIT and not row.keep]
    found += [("post", row) for row in rows if row.item.label != UNIT and row.keep]
    return [(kind, f"{row.item.label}：{row.text}", row.text.partition("→")[0].strip()) for kind, row in found]


def _charge(record: dict[str, Any], duty: dict[str, str]) -> None:
    """Give a unit a duty beside those it has; a number it has is told apart."""
    unit = _known(record, duty["unit"])
    names = {unit["name"], *unit.get("aliases", [])}
    taken = {row["number"] for row in record.setdefault("duties", []) if row["unit"] in names}
    number = duty["number"]
    while number in taken:
        number += "续"
    record["duties"].append({**duty, "unit": unit["name"], "number": number})


def _apply(record: dict[str, Any], change: str, row: Answer) -> None:
    if change == "added":
        _add(record, row.text.strip())
    elif change == "removed":
        _remove(record, row.text.strip(), row.item.clause)
    elif change == "renamed":
        _rename(record, *renaming(row))
    elif row.item.label == UNIT:
        _pass_seat(record, *renaming(row), row.item.clause)
    else:
        _replace(record, row)


def _find(record: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    return next((unit for unit in record["units"] if name in (unit["name"], *unit.get("aliases", []))), None)


def _known(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    if unit := _find(record, name):
        return unit
    raise ValueError(f"现行制度的成员单位中没有“{name}”。请按现行名称修改，或不采用这一项。")


def _add(record: dict[str, Any], name: str) -> None:
    if _find(record, name):
        raise ValueError(f"“{name}”已是成员单位。请修改名称，或不采用这一项。")
    record["units"].append(unit_entry(name))
    record["units_named_not_members"] = [
        row for row in record.get("units_named_not_members", []) if row["name"] != name
    ]


def _remove(record: dict[str, Any], name: str, clause: str) -> None:
    """A unit that leaves takes its duties with it; a rule that still names it keeps it as no member."""
    unit = _known(record, name)
    names = {unit["name"], *unit.get("aliases", [])}
    record["units"].remove(unit)
    for table in REFERRING:
        record[table] = [row for row in record.get(table, []) if row.get("unit") not in names]
    still = [record[key]["value"] for key in ("lead_unit", "office_host_unit") if key in record]
    still += [name for measure in record.get("measures", []) for name in measure["units"]]
    strangers = [{"name": name, "clause": clause} for name in dict.fromkeys(still) if name in names]
    record["units_named_not_members"] = [*record.get("units_named_not_members", []), *strangers]


def _rename(record: dict[str, Any], old: str, new: str) -> None:
    """The unit goes on under its new name; texts that carry the old one still mean it."""
    unit = _known(record, old)
    if (other := _find(record, new)) and other is not unit:
        raise ValueError(f"“{new}”已是成员单位，这是合并而不是更名。请不采用这一项，另在单位承接中办理。")
    former = [name for name in (unit["name"], *unit.get("aliases", [])) if name != new]
    unit.pop("printed_name", None)
    unit.update(unit_entry(new, former))


def _pass_seat(record: dict[str, Any], old: str, new: str, clause: str) -> None:
    """Another unit sits where one sat; it brings what it has, and takes over nothing."""
    seat = record["units"].index(_known(record, old))
    _add(record, new)
    record["units"].insert(seat, record["units"].pop())
    _remove(record, old, clause)


def _replace(record: dict[str, Any], row: Answer) -> None:
    old, arrow, new = (part.strip() for part in row.text.partition("→"))
    if not (arrow and new):
        raise ValueError(f"“{row.text}”应写成“原任 → 新任”。")
    if row.item.label not in HOLDERS:
        for person in record.get("member_persons", []):
            if old and person["name"] in old:
                person["name"] = new
        return
    key = HOLDERS[row.item.label]
    if not key.endswith("s"):
        record[key] = as_rule(row, new)
        return
    present = [*record[key]["value"]] if key in record else []
    others = [name for name in present if not (old and (name in old or old in name))]
    record[key] = as_rule(row, [*others, new])
