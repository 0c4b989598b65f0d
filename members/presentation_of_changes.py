"""The way of a member change, for the stepper."""

from jointmeeting.kernel import audit
from jointmeeting.kernel.stepper import Step, line
from members.change_rules import step_of
from members.models import MemberChange
from members.workflows import member_changes


def steps_of(change: MemberChange) -> list[Step]:
    """Return the stations: proposed, then what the body's rule asks, or where it left the way."""
    s = MemberChange.State
    passed = member_changes.transitions[step_of(change)].label
    end = {s.RETURNED: "退回", s.WITHDRAWN: "撤回"}.get(s(change.state), f"{passed}并生效")
    state = change.state if change.state in {s.RETURNED, s.WITHDRAWN} else s.EFFECTIVE
    return line(change.state, [(s.PROPOSED, "单位提出"), (state, end)], audit.history(change))
