"""Reading assignments for pages and the workbench."""

from typing import Any

from django.db.models import Q

from duties.models import Assignment
from jointmeeting.kernel import access
from jointmeeting.kernel.todo import Todo
from members.permissions import OFFICE, UNIT

S = Assignment.State
UNIT_ACTS = {S.ASSIGNED: "签收", S.ACCEPTED: "报告进展", S.IN_PROGRESS: "报告进展"}


def todo_for(user: Any) -> list[Todo]:
    """Return what waits for `user`: her unit's open assignments, and for the office what was reported done."""
    grants = access.roles_of(user)
    units = {g.unit_id for g in grants if g.role in UNIT}
    office = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    mine = Q(lead_unit__in=units, state__in=list(UNIT_ACTS)) | Q(jurisdiction__in=office, state=S.REPORTED)
    return [_todo(row) for row in Assignment.objects.filter(mine).select_related("lead_unit")[:50]]


def _todo(row: Assignment) -> Todo:
    label = UNIT_ACTS.get(S(row.state), "核验")
    return Todo(
        f"{label}：{row.title}", f"{row.source} · {row.lead_unit}牵头", row.get_absolute_url(), label, row.due_on
    )
