"""Reasons why an act on a major matter is not possible now. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Refused
from meetings.models import MajorMatter
from members.permissions import OFFICE, UNIT
from members.rules import WORKING_RULES, Ruling, ruling


def reporting_rule(matter: MajorMatter) -> Ruling | None:
    """Return who reports to whom (乐政办函〔2019〕16号 三（二）; 张政办〔2017〕7号 二（三）4)."""
    return ruling(matter, "major_matter")


def reported_by_unit(matter: MajorMatter) -> bool:
    """Tell whether the responsible unit reports, and not the office (宝陈政办发〔2022〕45号 三)."""
    rule = reporting_rule(matter)
    return bool(rule and rule.value.reported_by == "responsible_unit")


def reported_by_whom_the_charter_says(matter: MajorMatter, user: Any) -> Refused | None:
    """The office, or the responsible unit where the notice says so; the lead unit speaks through the office."""
    rule = reporting_rule(matter)
    grants = access.roles_of(user)
    if reported_by_unit(matter):
        if any(grant.unit_id == matter.unit_id and grant.role in UNIT for grant in grants):
            return None
        sentence = f"重大问题由责任单位报告，请{matter.unit}登录办理。"
    else:
        if any(grant.jurisdiction_id == matter.jurisdiction_id and grant.role in OFFICE for grant in grants):
            return None
        sentence = "重大问题由联席会议办公室报告，请联系办公室办理。"
    return Refused(sentence, clause=rule.citation if rule else WORKING_RULES)
