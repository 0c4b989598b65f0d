"""From answers to the record of a charter, as the plain data `CharterRecord.from_json` reads."""

from collections.abc import Iterator, Mapping
from typing import Any

from members.importing import defaults, naming
from members.importing.answers import Answer, same_units
from members.importing.items import BY_HAND, GROUPS, NO_CLAUSE, Reading, cadence_of

RULES = {
    *(key for _, table in GROUPS for key, _, _ in table if "." not in key),
    *(key for key, _, _ in BY_HAND),
    "agenda_approval",
    "agenda_submission",
}
LONGEST_NUMBER = 10  # of a duty, as the database keeps it


def compose(reading: Reading, answers: list[Answer], *, slug: str) -> dict[str, Any]:
    """Return the record of a whole notice. Every answer must be settled; what was not kept is silent."""
    kept = {row.item.key: row for row in answers if row.keep}
    rules = _rules(kept)
    units = _units(reading, kept, same_units(answers))
    record = {
        "body": {"slug": slug, **{key: kept[key].value() for key in BODY}},
        "notice": head(reading, kept),
        **rules,
        "units": units,
        "member_persons": _persons(reading, units),
        "duties": list(duties(reading, kept)),
        "information_categories": list(supplies(reading, kept)),
        "recurring_duties": list(_recurring(reading, kept)),
        "notes": notes(reading, answers),
        "working_rules": defaults.working_rules(rules),
    }
    record["units_named_not_members"] = list(strangers(record))
    return record


BODY = ("place_name", "government_name", "body_name", "office_name")
HEAD = ("title", "doc_number", "issuing_body", "addressees", "issue_date", "published_date", "validity")


def head(reading: Reading, kept: Mapping[str, Answer]) -> dict[str, Any]:
    """Return the notice as a document."""
    basis = [*reading["basis"]]
    for row in reading["proposed"].get("basis", []):  # damaged numbers inside the basis: as a person confirmed them
        basis = [text for text in basis if row["printed"] not in text]
    basis += [row.value() for key, row in kept.items() if key.startswith("basis[")]
    extra = {key: reading.get(key) for key in ("title_printed", "doc_number_printed")}
    found = {key: kept[key].value() for key in HEAD if key in kept}
    found |= {"action": reading["action"] or "调整", "basis": basis, "attachments": reading["attachments"], **extra}
    if reading["index_no"]:
        found["index_number"] = reading["index_no"]
    return {key: value for key, value in found.items() if value}


def as_rule(row: Answer, value: Any) -> dict[str, Any]:
    """Return a rule with clause and quotation; a value a person changed keeps the sentence it was read from."""
    return {"value": value, "clause": row.item.clause, "quote": row.item.quote or row.text.strip()}


def _rules(kept: Mapping[str, Answer]) -> dict[str, Any]:
    rules = {key: as_rule(row, row.value()) for key, row in kept.items() if key in RULES}
    if "ad_hoc" in rules:
        rules["ad_hoc"]["value"] = {"trigger": rules["ad_hoc"]["value"]}
    by, to = kept.get("major_matter.reported_by"), kept.get("major_matter.reported_to")
    if by and to:
        rules["major_matter"] = as_rule(by, {"reported_by": by.value(), "reported_to": to.value()})
    return rules


def _units(reading: Reading, kept: Mapping[str, Answer], same: Mapping[str, str]) -> list[dict[str, Any]]:
    printed = reading.get("member_units_printed") or []
    units = []
    for index, read_name in enumerate(reading["member_units"]):
        if row := kept.get(f"member_units[{index}]"):
            aliases = [name for name, unit in same.items() if unit == read_name] + _former(kept, read_name)
            units.append(unit_entry(row.value(), aliases) | _printed(printed, index))
    return units


def _former(kept: Mapping[str, Answer], name: str) -> list[str]:
    """Return what the notice says the unit was called before, where a person kept it."""
    pairs = [renaming(row) for key, row in kept.items() if key.startswith("changes.renamed[")]
    return [old for old, new in pairs if new == name]


def renaming(row: Answer) -> tuple[str, str]:
    """Return the old and the new name of an answer such as “甲 → 乙”. Raises ValueError with a sentence."""
    old, arrow, new = (part.strip() for part in row.text.partition("→"))
    if not (old and arrow and new):
        raise ValueError(f"“{row.text}”应写成“原名 → 新名”。")
    return old, new


def _printed(printed: list[str | None], index: int) -> dict[str, str]:
    name = printed[index] if index < len(printed) else None
    return {"printed_name": name} if name else {}


def unit_entry(name: str, aliases: list[str] | None = None) -> dict[str, Any]:
    """Return a member unit; short name and kind follow from its name."""
    return {
        "name": name,
        "short_name": naming.short_name_of(name),
        "kind": naming.kind_of(name),
        "aliases": aliases or [],
    }


def _persons(reading: Reading, units: list[dict[str, Any]]) -> list[dict[str, str]]:
    names = {unit["name"] for unit in units}
    return [
        {"name": row["name"], "post": row["post_as_printed"], "unit": row["unit"]}
        for row in reading["member_persons"]
        if row["unit"] in names
    ]


def _renamed(kept: Mapping[str, Answer], reading: Reading) -> dict[str, str]:
    """Return the confirmed name of each unit a person corrected."""
    rows = [(name, kept.get(f"member_units[{index}]")) for index, name in enumerate(reading["member_units"])]
    rows += [(name, kept.get(f"changes.added[{index}]")) for index, name in enumerate(reading["changes"]["added"])]
    return {name: row.value() for name, row in rows if row}


def duties(reading: Reading, kept: Mapping[str, Answer]) -> Iterator[dict[str, str]]:
    """Return the duties that were kept, each under its unit's confirmed name with a number of its own."""
    names, used = _renamed(kept, reading), set()
    for index, duty in enumerate(reading["duties"]):
        row = kept.get(f"duties[{index}]")
        if row is None:
            continue
        unit, number = names.get(duty["unit"], duty["unit"]), (duty["no"] or str(index + 1))[:LONGEST_NUMBER]
        if (unit, number) in used:
            number = str(index + 1)
        used.add((unit, number))
        yield {"number": number, "unit": unit, "clause": row.item.clause, "text": row.value()}


def supplies(reading: Reading, kept: Mapping[str, Answer]) -> Iterator[dict[str, str]]:
    """Return the information categories that were kept."""
    names = _renamed(kept, reading)
    for index, found in enumerate(reading["information_categories"]):
        if row := kept.get(f"information_categories[{index}]"):
            unit = names.get(found["unit"], found["unit"])
            yield {"category": found["category"], "unit": unit, "strength": found["strength"],
                   "clause": row.item.clause, "quote": found["quote"]}  # fmt: skip


def _recurring(reading: Reading, kept: Mapping[str, Answer]) -> Iterator[dict[str, str]]:
    """What recurs; a sentence inside one unit's duty is that unit's, any other is left without a doer."""
    names = _renamed(kept, reading)
    for key, row in kept.items():
        if not key.startswith(("periodic_reports[", "recurring_checks[")):
            continue
        found = {"cadence": cadence_of(row.item.quote or row.text), "content": row.value(), "clause": row.item.clause,
                 "quote": row.item.quote or row.text}  # fmt: skip
        if unit := _charged(reading, row):
            found["unit"] = names.get(unit, unit)
        yield found


def _charged(reading: Reading, row: Answer) -> str | None:
    at = row.item.start
    for index, duty in enumerate(reading["duties"]):
        place = reading["evidence"].get(f"duties[{index}]")
        if at is not None and place and place["start"] <= at < place["end"]:
            return str(duty["unit"])
    return None


def strangers(record: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Every unit the record names that is no member: named, never made one."""
    members = {name for unit in record["units"] for name in (unit["name"], *unit["aliases"])}
    named = [(row["unit"], row["clause"]) for table in ("duties", "information_categories", "recurring_duties")
             for row in record[table] if row.get("unit")]  # fmt: skip
    named += [
        (record[key]["value"], record[key]["clause"]) for key in ("lead_unit", "office_host_unit") if key in record
    ]
    for name, clause in dict(reversed(named)).items():
        if name not in members:
            yield {"name": name, "clause": clause}


def notes(reading: Reading, answers: list[Answer]) -> list[dict[str, str]]:
    """Return the faults of the print; where a person settled one, the note says what counts now."""
    settled = {row.item.start: row for row in answers if row.item.is_flagged and row.keep}
    return [
        {"code": row["code"], "printed": row["printed"] or NO_CLAUSE, "message": _message(row, settled)}
        for row in reading["warnings"]
    ]


def _message(row: Mapping[str, Any], settled: Mapping[int | None, Answer]) -> str:
    answer = settled.get(row["start"]) if row["start"] is not None else None
    return f"{row['message']}载入时核对为：{answer.text.strip()}。" if answer else str(row["message"])
