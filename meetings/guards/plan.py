"""Reasons why the year's plan cannot be confirmed now. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.models import Meeting, MeetingPlan
from members.rules import times_a_year


def plans_what_the_rule_asks(plan: MeetingPlan, _: Any) -> Refused | None:
    """A confirmed plan holds at least as many regular meetings as the notice says."""
    planned = plan.lines.filter(kind=Meeting.Kind.REGULAR).count()
    if not plan.lines.exists():
        return Refused("计划中还没有会议。请先填写至少一次会议。")
    rule = times_a_year(plan.jurisdiction)
    if rule is None or planned >= rule.least:
        return None
    return Refused(f"制度规定例会每年{rule.label}，计划中只有{planned}次。请补足后再确认。", clause=rule.citation)
