"""Reasons why an act on a call is not possible now. Each returns a Refused with what to do next, or None."""

from typing import Any

from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import AgendaCall


def still_runs(call: AgendaCall, _: Any) -> Refused | None:
    """A cut-off that has passed is not moved behind the units' backs; late items have a way of their own."""
    if not call.is_over:
        return None
    return Refused("征集已过截止时间，不能再改。请发起新的征集；个别议题可逾期提报，经办公室主任同意后受理。")


def has_passed(call: AgendaCall, _: Any) -> Refused | None:
    """The sweeper closes what is over, nothing else."""
    return None if call.is_over else NotApplicable("征集尚未到截止时间。")
