"""A draft as plain rows: from the database to the form, and to the JSON of a kept version. Reads only."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel.documents import pasted
from jointmeeting.kernel.documents.levels import levelled
from jointmeeting.kernel.errors import Refused
from meetings.models import AgendaEntry, Meeting, Minutes, ResolvedMatter
from meetings.models.disclosure import Disclosure
from meetings.statements import in_snapshot, recorded
from members.models import Duty, MemberUnit

Row = Mapping[str, Any]
NO_BASIS = "none"  # in a row's `basis`, which else is the sentence of a duty, or empty: not chosen yet
OUTSIDE, UNCHOSEN = "无职责依据", "未选择"


def publishes_duties(minutes: Minutes) -> bool:
    """Tell whether the body's notice says what its units are charged with; else no clause can lack a basis."""
    return Duty.objects.filter(unit__jurisdiction=minutes.jurisdiction_id).exists()


def basis_of(row: Row) -> Duty | None:
    """Return the published duty of its lead unit that holds the sentence a clause relies on, if one does."""
    unit: MemberUnit = row["lead_unit"]
    quote = quote_of(row)
    return next((duty for duty in unit.duties.all() if quote in duty.text), None) if quote else None


def quote_of(row: Row) -> str:
    """Return the sentence of a duty a row names; empty where it names none."""
    said = row.get("basis") or ""
    return "" if said == NO_BASIS else said


def sentence_of(matter: ResolvedMatter) -> str:
    """Return the text of a clause with its subject and verb, 会议议定，…, unless it brings its own.

    Before a text in levels, （一）…, they stand on a line of their own.
    """
    if matter.text.startswith("会议"):
        return matter.text
    if levelled(matter.text.partition("\n")[0]).level:
        return f"会议{matter.get_verb_display()}：\n{matter.text}"
    return f"会议{matter.get_verb_display()}，{matter.text}"


def charge_of(matter: ResolvedMatter) -> str:
    """Return what a clause charges its units with, the table that goes with it as lines of text."""
    found = pasted.read(matter.table)
    return f"{matter.text}\n附表：{found.reading}" if found else matter.text


def kept_table(text: str) -> str:
    """Return the text of a table as it is kept. Raises Refused for what is none."""
    try:
        found = pasted.read(text)
    except pasted.Unreadable as error:
        raise Refused(str(error)) from error
    return found.text if found else ""


def rows_of(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the clauses as a form brings them, with model instances for units and items."""
    matters = minutes.matters.select_related("lead_unit", "agenda_item").prefetch_related("supporting_units")
    return [
        {
            "key": matter.key,
            "verb": matter.verb,
            "basis": NO_BASIS if matter.is_outside else matter.basis_quote,
            "heading": matter.heading,
            "text": matter.text,
            "table": matter.table,
            "lead_unit": matter.lead_unit,
            "supporting_units": list(matter.supporting_units.all()),
            "due_on": matter.due_on,
            "agenda_item": matter.agenda_item,
        }
        for matter in matters
    ]


def deliberated(meeting: Meeting) -> list[AgendaEntry]:
    """Return the entries of the agenda the meeting dealt with: what was withdrawn or put off is not among them."""
    return [entry for entry in meeting.entries.select_related("agenda_item__unit") if entry.was_heard]


def generated_rows(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the clauses a new draft starts from: one for each item resolved, led by the unit that proposed it."""
    items = [entry.agenda_item for entry in deliberated(minutes.meeting) if entry.is_resolved]
    return [{"heading": item.title, "agenda_item": item, "lead_unit": item.unit} for item in items]


def fields_of(minutes: Minutes) -> dict[str, Any]:
    """Return the draft as it reads now, in the shape a person's form brings it."""
    names = ("title", "opening", "disclosure", "disclosure_reason")
    fields = {name: getattr(minutes, name) for name in names}
    return {**fields, "matters": rows_of(minutes), "items": recorded(minutes)}


def snapshot(fields: Row) -> dict[str, Any]:
    """Return a draft as a version keeps it: units by name, dates as ISO."""
    matters = [
        {
            "key": str(row.get("key") or f"new-{position}"),
            "heading": row["heading"],
            "text": row["text"],
            "table": row.get("table", ""),
            "lead_unit": row["lead_unit"].name,
            "supporting_units": [unit.name for unit in row["supporting_units"] if unit != row["lead_unit"]],
            "due_on": str(row["due_on"]),
            "verb": ResolvedMatter.Verb(row.get("verb") or ResolvedMatter.Verb.RESOLVED).label,
            "basis": OUTSIDE if row.get("basis") == NO_BASIS else quote_of(row) or UNCHOSEN,
        }
        for position, row in enumerate(fields["matters"], 1)
    ]
    said = Disclosure(fields["disclosure"]).label if fields["disclosure"] else ""
    return {
        "title": fields["title"],
        "opening": fields["opening"],
        "disclosure": f"{said}：{fields['disclosure_reason']}" if fields["disclosure_reason"] else said,
        "matters": matters,
        "items": in_snapshot(fields["items"]),
    }
