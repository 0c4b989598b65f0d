"""Comparing what a household declared with what departments answered. Pure: no database, no decision.

Silence is never "none": a figure whose sources did not all answer is at best incomplete (核对报告如实写未反馈).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from verification.categories import CATEGORIES, FIGURES, Category

AGREES, SUSPECT, INCOMPLETE = "info", "suspect", "incomplete"


@dataclass(frozen=True, slots=True)
class Answered:
    """One person's answer in one category; `records` have the fields of the category."""

    person: int
    label: str
    category: str
    outcome: str
    records: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line: how it turned out, in a sentence, about whom (None: the household)."""

    severity: str
    text: str
    person: int | None = None


def compare(declared: Mapping[str, Any], answers: Sequence[Answered]) -> list[Comparison]:
    """Return one line a declared figure, and one for each name that does not belong to its number."""
    lines = [_figure(figure, Decimal(str(declared.get(figure, 0))), answers) for figure in FIGURES]
    lines += [
        Comparison(SUSPECT, f"{a.label}：{CATEGORIES[a.category].label}反馈姓名与公民身份号码不符。", a.person)
        for a in answers
        if a.outcome == "name_mismatch"
    ]
    return lines


def _figure(figure: str, declared: Decimal, answers: Sequence[Answered]) -> Comparison:
    feeding = [a for a in answers if CATEGORIES[a.category].figure == figure]
    verified = max(_total(feeding, overlapping=False), _total(feeding, overlapping=True))
    missing = sorted({CATEGORIES[a.category].label for a in feeding if a.outcome in {"not_answered", "refused"}})
    said = f"{FIGURES[figure]}：申报{declared:,}，核查{verified:,}"
    if verified > declared:
        gap = f"；{'、'.join(missing)}未反馈，实际可能更多" if missing else ""
        return Comparison(SUSPECT, f"{said}，多{verified - declared:,}{gap}。")
    if missing or not feeding:
        unknown = "、".join(missing) or "相关信息"
        return Comparison(INCOMPLETE, f"{said}；{unknown}未反馈，不能认定与申报一致。")
    return Comparison(AGREES, f"{said}，未超过申报。")


def _total(answers: Sequence[Answered], *, overlapping: bool) -> Decimal:
    """Add up what was found; categories that tell the same money again are added apart."""
    rows = [(CATEGORIES[a.category], a.records) for a in answers]
    total = sum((_worth(c, records) for c, records in rows if c.overlaps == overlapping), Decimal())
    return total.quantize(Decimal(1)) if total == total.to_integral_value() else total


def _worth(category: Category, records: Sequence[Mapping[str, Any]]) -> Decimal:
    if not category.amount:
        return Decimal(len(records))
    return sum((Decimal(str(r.get(category.amount) or 0)) for r in records), Decimal()) * category.times
