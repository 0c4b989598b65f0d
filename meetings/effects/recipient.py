"""What the arrival of minutes does beyond the state."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.workflow import Act
from meetings.models import Recipient


def arrive(recipient: Recipient, act: Act) -> None:
    """Keep who received for the unit, and when."""
    recipient.arrived_at, recipient.arrived_by = clock.now(), act.by


def deliver(recipient: Recipient, act: Act) -> Mapping[str, Any]:
    """Keep who registered the delivery outside, and how it went."""
    arrive(recipient, act)
    recipient.way = act.data["way"]
    return {"way": recipient.way}
