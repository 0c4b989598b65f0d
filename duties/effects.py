"""What a transition of an assignment does beyond the state."""

from collections.abc import Mapping
from typing import Any

from duties.models import Assignment, Progress
from jointmeeting.kernel import clock
from jointmeeting.kernel.workflow import Act


def keep_progress(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Keep what the lead unit reports."""
    progress = Progress.objects.create(
        assignment=assignment, text=act.data["text"], percent=act.data["percent"], reported_by=act.by
    )
    return {"percent": progress.percent}


def date_closing(assignment: Assignment, _: Act) -> None:
    """Keep the day of closing."""
    assignment.closed_on = clock.today()
