"""What the pages of charter and unit show, ready for the template."""

from collections.abc import Iterator
from typing import Any

from jointmeeting.kernel.templatetags.ui import cn_date
from members import wording
from members.charter_schema import InformationCategory, Measure, Proposal, RecurringDuty
from members.models import Jurisdiction, MemberUnit
from members.rules import confirmed_reading

Row = dict[str, Any]


def charter(body: Jurisdiction) -> Row:
    """Return the context of the charter page."""
    record = body.charter.record
    proposals: dict[str, Proposal] = {proposal.field: proposal for proposal in record.proposed}
    recurring = [_recurring(n, row) for n, row in enumerate(record.recurring_duties, 1)]
    measures = [_measure(row) for row in record.measures]
    categories = [_category_line(n, row) for n, row in enumerate(record.information_categories, 1)]
    return {
        "body": body,
        "charter": body.charter,
        "rules": [_rule(key, label, body, proposals.get(key)) for key, label in wording.RULES.items()],
        "working_rules": list(_working_rules(body)),
        "has_open_rules": body.working_rules.filter(confirmed_by=None).exists(),
        "notes": [{"sentence": note.message, "printed": note.printed} for note in record.notes],
        "long_lists": [
            (title, rows)
            for title, rows in (("定期工作", recurring), ("实施方案的工作举措", measures), ("信息类别", categories))
            if rows
        ],
    }  # fmt: skip


def categories_of(unit: MemberUnit) -> list[Row]:
    """Return what the notice says `unit` supplies for verification."""
    return [_category(row) for row in unit.jurisdiction.charter.record.categories_of(unit.name)]


def _rule(key: str, label: str, body: Jurisdiction, proposal: Proposal | None) -> Row:
    rule = getattr(body.charter.record, key)
    row: Row = {"key": key, "label": label}
    if rule:
        row |= {"value": wording.say(rule.value), "clause": rule.clause, "quote": rule.quote}
    if proposal is None:
        return row
    likely = wording.say(_frequency(proposal.value))
    if settled := confirmed_reading(body, key):
        note = f"原文“{proposal.printed}”存疑，{settled.confirmed_by}于{cn_date(settled.confirmed_on)}确认"
        return {**row, "value": likely, "note": note}
    reason = f"待确认：原文“{proposal.printed}”存疑，很可能是{likely}；由专人核对原件确认前，不作为规定执行。"
    return {**row, "reason": reason, "is_open": True}


def _frequency(value: Any) -> Any:
    if isinstance(value, dict) and {"min", "max"} == set(value):
        return f"{value['min']}至{value['max']}次"
    return value


def _working_rules(body: Jurisdiction) -> Iterator[Row]:
    for rule in body.working_rules.filter(key__in=wording.WORKING_RULES).select_related("confirmed_by").order_by("pk"):
        label = wording.WORKING_RULES[rule.key]
        yield {
            "label": label,
            "value": wording.say(rule.value),
            "confirmed_by": rule.confirmed_by,
            "confirmed_on": rule.confirmed_on,
        }


def _recurring(number: int, row: RecurringDuty) -> Row:
    who = row.unit or (wording.ROLES[row.role] if row.role else "未写明")
    return {"number": number, "text": f"{wording.WORDS[row.cadence]}：{row.content}（{row.clause}）", "units": who}


def _measure(row: Measure) -> Row:
    return {"number": row.number, "text": f"{row.title}。{row.text}", "units": row.printed_units}


def _category_line(number: int, row: InformationCategory) -> Row:
    text = f"{wording.CATEGORIES[row.category]}：“{row.quote}”（{row.clause}）"
    return {"number": number, "text": text, "units": row.unit}


def _category(row: InformationCategory) -> Row:
    return {"label": wording.CATEGORIES[row.category], "clause": row.clause, "quote": row.quote}
