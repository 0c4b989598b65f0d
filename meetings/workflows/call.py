"""What can happen to calls for agenda items. This is all there is."""

from jointmeeting.kernel.workflow import STAY, Transition, Workflow
from meetings.effects import call as effects
from meetings.guards import call as guards
from meetings.models import AgendaCall

C = AgendaCall.State

# fmt: off
# The tables read best as rows.
agenda_calls = Workflow(
    AgendaCall, C, C.OPEN,
    Transition("move", "调整截止时间", frozenset({C.OPEN}), STAY, "agenda_call.move", needs_comment=True,
               guards=(guards.still_runs,), effect=effects.move, notice="全体成员单位将收到新的截止时间。"),
    Transition("close", "提前截止", frozenset({C.OPEN}), C.CLOSED, "agenda_call.close", needs_comment=True,
               guards=(guards.still_runs,), notice="截止后提报的议题按逾期办理。"),
    Transition("end", "到期截止", frozenset({C.OPEN}), C.CLOSED, "agenda_call.end", by_system=True,
               guards=(guards.has_passed,)),
)
# fmt: on
