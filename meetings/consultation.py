"""Whose opinion an item needs before it goes to a meeting, by which law, and within how many working days."""

from dataclasses import dataclass

from meetings.models import AgendaItem
from members.models import MemberUnit
from members.rules import WORKING_RULES, Ruling, ruling

OPINION_DAYS = 3  # customary; the body's working rule opinion_days wins


@dataclass(frozen=True, slots=True)
class Required:
    """One opinion an item cannot do without: from whom (None: no member unit of that kind), why, by which clause."""

    office: str
    unit: MemberUnit | None
    why: str
    clause: str


Offices = dict[str, MemberUnit | None]  # 司法局 → the member unit of that kind, as far as it was looked up


def required(item: AgendaItem, known: Offices | None = None) -> list[Required]:
    """Return the opinions the law asks for, whatever the office asks besides; nobody is asked about its own item.

    `known` keeps what was looked up, for many items of one body.
    """
    found_before: Offices = {} if known is None else known
    asked = []
    if item.is_normative:
        clause = "国办发〔2018〕115号"  # 全面推行行政规范性文件合法性审核机制的指导意见
        asked.append(("司法局", "涉及制发规范性文件，须经合法性审核", clause))
    if item.needs_money:
        asked.append(("财政局", "涉及经费，须有资金来源", "《中华人民共和国预算法》第十三条"))
    for office, _, _ in asked:
        if office not in found_before:
            found_before[office] = _unit(item, office)
    found = [Required(office, found_before[office], why, clause) for office, why, clause in asked]
    return [row for row in found if row.unit is None or row.unit.pk != item.unit_id]


def _unit(item: AgendaItem, office: str) -> MemberUnit | None:
    """Find 市司法局, 区司法局, 市财政局(市地税局) by the short name of its kind."""
    unit: MemberUnit | None = MemberUnit.objects.filter(
        jurisdiction=item.jurisdiction_id, name__contains=office
    ).first()
    return unit


def opinion_days(item: AgendaItem) -> Ruling:
    """Return the limit in working days with its source."""
    return ruling(item, "opinion_days") or Ruling(OPINION_DAYS, WORKING_RULES, from_charter=False)
