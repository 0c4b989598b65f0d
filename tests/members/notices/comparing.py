"""Comparing a reading with a hand-made key: after folding of script, width, punctuation and blanks."""

import re
import unicodedata
from typing import Any

from members.notices.folding import fold_script

PLAIN = (
    "title", "doc_number", "issuing_body", "issue_date", "published_date", "validity", "chief_convener", "conveners",
    "deputy_conveners", "lead_unit", "office_host_unit", "office_director", "office_deputies", "office_staff",
    "member_units", "member_count_claimed", "regular_meetings_per_year", "convened_by", "chaired_by",
    "liaison_meeting_before", "minutes", "cc",
)  # fmt: skip


def fold(value: object) -> object:
    """Take away script, width, punctuation and white space; a post with a name reads alike in either order."""
    if isinstance(value, str):
        parts = re.split(r"[\s()]+", unicodedata.normalize("NFKC", fold_script(value)[0]))
        return "".join(sorted(re.sub(r"[^\w]", "", part) for part in parts))
    if isinstance(value, (list, tuple)):
        return [fold(item) for item in value]
    if isinstance(value, dict):
        return {key: fold(item) for key, item in value.items()}
    return value


def of_reading(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the compared fields of a reading."""
    compared = {name: fields[name] for name in PLAIN}
    compared["minutes"] = {key: value for key, value in fields["minutes"].items() if key != "form"}
    compared["member_persons"] = [
        {"name": row["name"], "post": row["post_as_printed"], "unit": row["unit"]} for row in fields["member_persons"]
    ]
    compared["member_change_rule"] = fields["member_change_rule"]["type"]
    compared["major_matter_reported_by"] = fields["major_matter_rule"]["who_reports"]
    compared["duty_succession_clause"] = fields["duty_succession_clause"] is not None
    compared["duties"] = [{key: row[key] for key in ("unit", "first20", "chars")} for row in fields["duties"]]
    return compared


def differences(read: dict[str, Any], key: dict[str, Any]) -> dict[str, tuple[object, object]]:
    """Return what differs, field by field: (in the key, in the reading). Duties are compared as a set."""
    found = {}
    for name, wanted in key.items():
        given = read[name]
        if name == "duties":
            wanted, given = (sorted(rows, key=lambda row: str(fold(row))) for rows in (wanted, given))
        if fold(wanted) != fold(given):
            found[name] = (wanted, given)
    return found


MINUTES = ("consent_of_attending_units", "drafted_by", "reviewed_by", "signed_by", "issued_to", "reported_to")
LISTS = ("conveners", "deputy_conveners", "office_deputies", "office_staff", "member_units")


def full_key(stated: dict[str, Any]) -> dict[str, Any]:
    """Return a key with every compared field from one that holds only what the notice says; duties are [unit, text]."""
    low, high = stated.get("regular_meetings_per_year", (None, None))
    key: dict[str, Any] = {name: stated.get(name, [] if name in LISTS else None) for name in PLAIN}
    return key | {
        "regular_meetings_per_year": {"min": low, "max": high},
        "minutes": {name: stated.get("minutes", {}).get(name) for name in MINUTES},
        "member_persons": [
            dict(zip(("name", "post", "unit"), row, strict=True)) for row in stated.get("member_persons", [])
        ],
        "member_change_rule": stated.get("member_change_rule"),
        "major_matter_reported_by": stated.get("major_matter_reported_by"),
        "duty_succession_clause": stated.get("duty_succession_clause", False),
        "duties": [{"unit": unit, "first20": text[:20], "chars": len(text)} for unit, text in stated.get("duties", [])],
    }
