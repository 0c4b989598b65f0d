"""Reasons why a unit's change cannot be confirmed or carried out now. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from members.models import MemberUnit, Succession


def its_day_has_come(change: Succession, _: Any) -> Refused | None:
    """Nothing moves before the day of the document."""
    if change.effective_on <= clock.today():
        return None
    return Refused(f"变动自{change.effective_on:%Y年%-m月%-d日}起生效，届时由系统办理。")


def successor_still_there(change: Succession, _: Any) -> Refused | None:
    """Who takes over must exist on that day, and a new name must still be free."""
    if change.successor and change.successor.has_ended:
        return Refused(f"承接单位“{change.successor}”已撤销。请取消本次变动，重新登记。")
    taken = MemberUnit.ever.filter(jurisdiction=change.jurisdiction, name=change.new_name).exclude(pk=change.unit_id)
    if change.new_name and not change.successor and taken.exists():
        return Refused(f"已有名为“{change.new_name}”的单位。请取消本次变动，重新登记。")
    return None
