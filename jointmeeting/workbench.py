"""The workbench: asks each app what waits for a person."""

from typing import Any

import duties.queries
import meetings.queries
import members.queries
import members.waiting
import verification.queries
from jointmeeting.kernel import clock
from jointmeeting.kernel.todo import Todo
from meetings.models import Meeting

SOURCES = [
    members.queries.todo_for,
    members.waiting.todo_for,
    meetings.queries.todo_for,
    duties.queries.todo_for,
    verification.queries.todo_for,
]


def todo_for(user: Any) -> list[Todo]:
    """Return everything that waits for `user`, the earliest date first, undated last."""
    found = [todo for source in SOURCES for todo in source(user)]
    return sorted(found, key=lambda todo: (todo.due_on is None, todo.due_on))


def next_meeting(user: Any) -> Meeting | None:
    """Return the nearest meeting ahead that `user` may see."""
    ahead = [Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.IN_SESSION]
    rows = Meeting.objects.visible_to(user).filter(starts_at__date__gte=clock.today(), state__in=ahead)
    return rows.order_by("starts_at").first()
