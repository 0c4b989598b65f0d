"""How minutes arrive at whom they go to. This is all there is."""

from jointmeeting.kernel.workflow import Transition, Workflow
from meetings.effects import recipient as effects
from meetings.guards import recipient as guards
from meetings.models import Recipient

S = Recipient.State

# fmt: off
# The tables read best as rows.
recipients = Workflow(
    Recipient, S, S.WAITING,
    Transition("receive", "签收", frozenset({S.WAITING}), S.RECEIVED, "recipient.receive", tone="main",
               guards=(guards.is_a_unit, guards.is_issued), effect=effects.arrive),
    Transition("deliver", "登记送达", frozenset({S.WAITING}), S.DELIVERED, "recipient.deliver",
               guards=(guards.is_outside, guards.is_issued), effect=effects.deliver),
)
# fmt: on
