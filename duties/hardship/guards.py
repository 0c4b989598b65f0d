"""Reasons why an act on a hardship case is not possible now."""

from typing import Any

from django.utils import timezone

from duties.hardship.escalation import meetings_on
from duties.models import HardshipCase, ReliefState
from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import Meeting

RELIEF_CITED = "系统默认（通知和办公室工作规则未规定）：先行救助的，结案前补办手续"


def by_the_handling_unit(case: HardshipCase, user: Any) -> Refused | None:
    """The unit it was referred to answers, not the one that received it."""
    if case.lead_unit_id in {grant.unit_id for grant in access.roles_of(user)}:
        return None
    return NotApplicable(f"本个案由{case.lead_unit}承办，请由该单位办理。")


def relief_is_settled(case: HardshipCase, _: Any) -> Refused | None:
    """Nothing is closed while papers for relief are owed."""
    owed = case.reliefs.filter(state=ReliefState.OPEN).first()
    if owed is None:
        return None
    sentence = f"{_day(owed.given_on)}先行救助{owed.amount}元的手续还没有补办，不能结案。请先在本页补办手续。"
    return Refused(sentence, clause=RELIEF_CITED)


def not_yet_held(case: HardshipCase, _: Any) -> Refused | None:
    """What a meeting took up is decided by it; one held before the case was put to a meeting took up something else."""
    put = audit.history(case).filter(act="hardship_case.escalate").first()
    since = timezone.localdate(put.at) if put else case.received_on
    if not meetings_on(case).filter(state=Meeting.State.HELD, starts_at__date__gte=since).exists():
        return None
    return Refused("研究本个案的会议已经召开，不能撤回提请。请登记会议决定。")


def not_by_the_handling_unit(case: HardshipCase, user: Any) -> Refused | None:
    """The unit that handled it does not close it."""
    if case.lead_unit_id not in {grant.unit_id for grant in access.roles_of(user)}:
        return None
    return Refused("承办单位不能办结本单位承办的个案，请由联席会议办公室其他同志结案。")


def _day(day: Any) -> str:
    return f"{day.month}月{day.day}日"
