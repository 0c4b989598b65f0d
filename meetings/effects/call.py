"""What a transition of calls does beyond the state. Each effect returns what the log keeps."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from jointmeeting.kernel.workflow import Act
from meetings.models import AgendaCall


def move(call: AgendaCall, act: Act) -> Mapping[str, Any]:
    """Move the cut-off; the log keeps both."""
    before, call.closes_at = call.closes_at, act.data["closes_at"]
    return {"from": timezone.localtime(before).isoformat(), "to": timezone.localtime(call.closes_at).isoformat()}
