"""What the pages of charter and unit show, ready for the template."""

from collections.abc import Iterator
from typing import Any

from jointmeeting.kernel.templatetags.ui import cn_date
from members import wording
from members.charter_schema import InformationCategory, Measure, Proposal, RecurringDuty
from members.models import Charter, Jurisdiction, MemberUnit, WorkingRule
from members.rules import INSTEAD_OF, WORKING_RULE_KEYS, confirmed_reading

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


def charter_version(body: Jurisdiction, charter: Charter) -> Row:
    """Return the context of a version: what this notice said, its units and their duties."""
    record = charter.record
    rules = [(label, getattr(record, key)) for key, label in wording.RULES.items()]
    return {
        "body": body,
        "charter": charter,
        "is_in_force": charter == body.charter,
        "rules": [
            {"label": label, "value": wording.say(rule.value), "clause": rule.clause, "quote": rule.quote}
            for label, rule in rules
            if rule
        ],
        "units": [(unit.name, record.duties_of(unit.name)) for unit in record.units],
    }


def categories_of(unit: MemberUnit) -> list[Row]:
    """Return what the notice says `unit` supplies for verification."""
    record = unit.jurisdiction.charter.record
    names = [unit.name, *unit.former_names.values_list("name", flat=True)]
    return [_category(row) for name in names for row in record.categories_of(name)]


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
    """Yield every matter the notice leaves to the office, settled or not."""
    standing = {rule.key: rule for rule in body.working_rules.select_related("confirmed_by")}
    for key in WORKING_RULE_KEYS:
        if getattr(body.charter.record, INSTEAD_OF.get(key, key), None):
            continue
        rule = standing.get(key)
        yield {
            "key": key,
            "label": wording.WORKING_RULES[key],
            "value": wording.say(rule.value) if rule else "",
            "confirmed_by": rule.confirmed_by if rule else None,
            "confirmed_on": rule.confirmed_on if rule else None,
        }


def history_of(body: Jurisdiction, key: str) -> list[Row]:
    """Return what the working rule said before, newest first, and until when."""
    rows = WorkingRule.history.filter(jurisdiction=body, key=key, ended_at__isnull=False).order_by("-ended_at")
    return [
        {"value": wording.say(row.value), "confirmed_by": row.confirmed_by, "ended_at": row.ended_at}
        for row in rows.select_related("confirmed_by")
    ]


def comparison(bodies: list[Jurisdiction], *, only_differing: bool) -> list[Row]:
    """Return one row a rule with each notice's value and clause; `differs` when they do not all say the same."""
    rows = []
    for key, label in wording.RULES.items():
        cells = [_cell(body, key) for body in bodies]
        differs = len({cell["value"] for cell in cells}) > 1
        if differs or not only_differing:
            rows.append({"label": label, "cells": cells, "differs": differs})
    return rows


def _cell(body: Jurisdiction, key: str) -> Row:
    rule = getattr(body.charter.record, key)
    doubtful = any(proposal.field == key for proposal in body.charter.record.proposed)
    return {
        "body": body,
        "value": wording.say(rule.value) if rule else "",
        "clause": rule.clause if rule else "",
        "is_doubtful": doubtful and not confirmed_reading(body, key),
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
