"""Reading assignments and reports for pages and the workbench."""

from typing import Any

from django.db.models import Q

from duties.hardship.waiting import todo_for as hardship
from duties.models import Assignment, Extension, ExtensionState, PeriodicReport, PeriodicReportState
from jointmeeting.kernel import access
from jointmeeting.kernel.todo import Todo
from members.permissions import OFFICE, UNIT

S = Assignment.State
UNIT_ACTS = {S.ASSIGNED: "签收", S.ACCEPTED: "报告进展", S.IN_PROGRESS: "报告进展"}
OFFICE_ACTS = {S.REPORTED: "核验", S.REFUSED: "改派"}
MOST = 50


def todo_for(user: Any) -> list[Todo]:
    """Return what waits for `user`: her unit's open assignments and reports, and for the office what was handed in."""
    grants = access.roles_of(user)
    units = {g.unit_id for g in grants if g.role in UNIT}
    office = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    return [*_assignments(units, office), *_extensions(office), *_reports(units, office), *hardship(user)]


def _assignments(units: set[int | None], office: set[int]) -> list[Todo]:
    mine = Q(lead_unit__in=units, state__in=list(UNIT_ACTS)) | Q(jurisdiction__in=office, state__in=list(OFFICE_ACTS))
    todos = []
    for row in Assignment.objects.filter(mine).select_related("lead_unit")[:MOST]:
        label = {**UNIT_ACTS, **OFFICE_ACTS}[S(row.state)]
        summary = f"{row.source} · {row.lead_unit}牵头"
        todos.append(Todo(f"{label}：{row.title}", summary, row.get_absolute_url(), label, row.due_on))
    return todos


def _extensions(office: set[int]) -> list[Todo]:
    rows = Extension.objects.filter(assignment__jurisdiction__in=office, state=ExtensionState.REQUESTED)
    return [
        Todo(
            f"审批延期：{row.assignment}",
            f"{row.assignment.lead_unit}申请延至{row.until.month}月{row.until.day}日 · {row.reason}",
            row.get_absolute_url(),
            "审批",
            row.previous_due_on,
        )
        for row in rows.select_related("assignment__lead_unit")[:MOST]
    ]


def _reports(units: set[int | None], office: set[int]) -> list[Todo]:
    mine = Q(duty__unit__in=units, state=PeriodicReportState.DUE)
    handed_in = Q(duty__jurisdiction__in=office, state=PeriodicReportState.SUBMITTED)
    todos = []
    for row in PeriodicReport.objects.filter(mine | handed_in).select_related("duty__unit")[:MOST]:
        label = "报送" if row.state == PeriodicReportState.DUE else "审核"
        due_on = row.due_on if label == "报送" else None
        todos.append(Todo(f"{label}：{row}", row.duty.content, row.get_absolute_url(), label, due_on))
    return todos
