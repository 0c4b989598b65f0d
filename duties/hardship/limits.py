"""How long each step of a hardship case may take, in working days.

No notice and no working rule gives these days; they are the system's own (系统默认). Relief first and papers
within five working days is what published local rules ask for (Chuxiong: aid within 48 hours, papers within 5).
"""

from datetime import date

from duties.models import HardshipCase, HardshipState
from jointmeeting.kernel import clock

S = HardshipState
WORKDAYS = {S.RECEIVED: 1, S.REGISTERED: 1, S.REFERRED: 1, S.RESOLVED: 2, S.AT_MEETING: 5, S.DECIDED: 1}
HANDLE_WORKDAYS = 5
SETTLE_WORKDAYS = 5


def after(count: int) -> date:
    """Return the `count`-th working day from today."""
    return clock.add_workdays(clock.today(), count)


def begin_step(case: HardshipCase, state: HardshipState) -> None:
    """Set the limit of the step that begins: its own, that of the handling, or none once closed."""
    if state == S.HANDLING:
        case.step_due_on = case.handle_by
    else:
        case.step_due_on = after(WORKDAYS[state]) if state in WORKDAYS else None
