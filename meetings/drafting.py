"""A draft as plain rows: from the database to the form, and to the JSON of a kept version. Reads only."""

from collections.abc import Iterable, Mapping
from typing import Any

from meetings.models import Minutes

Row = Mapping[str, Any]


def rows_of(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the clauses as a form brings them, with model instances for units and items."""
    matters = minutes.matters.select_related("lead_unit", "agenda_item").prefetch_related("supporting_units")
    return [
        {
            "key": matter.key,
            "heading": matter.heading,
            "text": matter.text,
            "lead_unit": matter.lead_unit,
            "supporting_units": list(matter.supporting_units.all()),
            "due_on": matter.due_on,
            "agenda_item": matter.agenda_item,
        }
        for matter in matters
    ]


def generated_rows(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the clauses a new draft starts from: one for each item of the agenda, led by the unit that proposed it."""
    entries = minutes.meeting.entries.select_related("agenda_item__unit")
    items = [entry.agenda_item for entry in entries]
    return [{"heading": item.title, "agenda_item": item, "lead_unit": item.unit} for item in items]


def snapshot(title: str, opening: str, rows: Iterable[Row]) -> dict[str, Any]:
    """Return a draft as a version keeps it: units by name, dates as ISO."""
    matters = [
        {
            "key": str(row.get("key") or f"new-{position}"),
            "heading": row["heading"],
            "text": row["text"],
            "lead_unit": row["lead_unit"].name,
            "supporting_units": [unit.name for unit in row["supporting_units"] if unit != row["lead_unit"]],
            "due_on": str(row["due_on"]),
        }
        for position, row in enumerate(rows, 1)
    ]
    return {"title": title, "opening": opening, "matters": matters}
