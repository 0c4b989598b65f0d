"""Reading assignments and reports for pages and the workbench."""

from typing import Any

from django.db.models import Q, QuerySet

from duties.hardship.waiting import todo_for as hardship
from duties.models import (
    Assignment,
    Extension,
    ExtensionState,
    Part,
    PartState,
    PeriodicReport,
    PeriodicReportState,
    Progress,
    ProgressState,
    SupervisionSlip,
    SupervisionSlipState,
)
from duties.models.assignment import RESTING, WORKING
from jointmeeting.kernel import access, audit, clock
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.todo import Todo
from meetings.models import Meeting
from members.models import MemberUnit
from members.permissions import DOERS, OFFICE
from members.queries import people_holding

S = Assignment.State
UNIT_ACTS = {S.ASSIGNED: "签收", S.ACCEPTED: "报告进展", S.IN_PROGRESS: "报告进展"}
OFFICE_ACTS = {S.REPORTED: "核验", S.REFUSED: "改派", S.SUSPENDED: "恢复办理"}
MOST = 50


def todo_for(user: Any) -> list[Todo]:
    """Return what waits for `user`: her unit's open assignments and reports, and for the office what was handed in."""
    grants = access.roles_of(user)
    units = {g.unit_id for g in grants if g.role in DOERS}
    office = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    return [
        *_assignments(units, office),
        *_parts(units),
        *_slips(units),
        *_progress(office),
        *_extensions(office),
        *_reports(units, office),
        *hardship(user),
    ]


def seen_around(assignment: Assignment, user: Any) -> dict[str, set[int]]:
    """Return which of the assignments and meetings around one `user` may open; the others are named without a link."""
    above = [pk for pk in (assignment.parent_id, assignment.merged_into_id) if pk]
    around = Q(parent=assignment) | Q(merged_into=assignment) | Q(pk__in=above)
    meetings = Meeting.objects.visible_to(user).filter(carried_assignments=assignment)
    return {
        "assignments": set(Assignment.objects.visible_to(user).filter(around).values_list("pk", flat=True)),
        "meetings": set(meetings.values_list("pk", flat=True)) if assignment.carried_to_id else set(),
    }


def told(unit: MemberUnit) -> str:
    """Say whether anybody in `unit` was told, for a message that must be true."""
    if people_holding(DOERS, unit.jurisdiction_id, units=[unit.pk]).exists():
        return f"已通知{unit}。"
    return f"{unit}没有在任的联络员、负责同志或者经办人，系统内无人收到通知，请另行送达。"


def history_of(assignment: Assignment) -> QuerySet[LogEntry]:
    """Return what happened to an assignment and to what its supporting units took on, newest first."""
    parts = assignment.parts.values("pk")
    of_parts = LogEntry.objects.filter(subject=Part._meta.label_lower, subject_id__in=parts)
    return (audit.history(assignment) | of_parts).order_by("-pk")


def _assignments(units: set[int | None], office: set[int]) -> list[Todo]:
    rested = Q(state=S.SUSPENDED, suspended_until__lte=clock.today())
    undated = Q(state__in=WORKING, due_on=None)
    with_office = Q(jurisdiction__in=office) & (Q(state__in=[S.REPORTED, S.REFUSED]) | rested | undated)
    mine = Q(lead_unit__in=units, state__in=list(UNIT_ACTS)) | with_office
    todos = []
    for row in Assignment.objects.filter(mine).select_related("lead_unit")[:MOST]:
        is_own = row.lead_unit_id in units and row.state in UNIT_ACTS
        label = UNIT_ACTS[S(row.state)] if is_own else OFFICE_ACTS.get(S(row.state), "确定时限")
        summary = f"{row.source} · {row.lead_unit}牵头"
        todos.append(Todo(f"{label}：{row.title}", summary, row.get_absolute_url(), label, row.due_on))
    return todos


def _parts(units: set[int | None]) -> list[Todo]:
    rows = Part.objects.filter(unit__in=units, state=PartState.OPEN).exclude(assignment__state__in=RESTING)
    return [
        Todo(
            f"配合：{row.assignment}",
            f"{row.text or '配合牵头单位办理'} · {row.lead_unit}牵头",
            row.get_absolute_url(),
            "配合",
            row.assignment.due_on,
        )
        for row in rows.select_related("assignment__lead_unit")[:MOST]
    ]


def _slips(units: set[int | None]) -> list[Todo]:
    rows = SupervisionSlip.objects.filter(assignment__lead_unit__in=units, state=SupervisionSlipState.ISSUED)
    return [
        Todo(f"回复{row}", str(row.assignment), row.get_absolute_url(), "回复", row.answer_by)
        for row in rows.exclude(assignment__state__in=RESTING).select_related("assignment")[:MOST]
    ]


def _progress(office: set[int]) -> list[Todo]:
    """Reports the office has not read yet; those that ask for help say so."""
    rows = Progress.objects.filter(
        assignment__jurisdiction__in=office, assignment__state__in=WORKING, state=ProgressState.SUBMITTED
    )
    todos = []
    for row in rows.select_related("assignment__lead_unit", "part__unit")[:MOST]:
        label = "协调" if row.help_wanted or row.obstacle else "审阅"
        said = row.help_wanted or row.obstacle or f"进展{row.percent}%"
        who = row.part.label if row.part else row.assignment.lead_unit
        todos.append(Todo(f"{label}：{row.assignment}", f"{who}：{said}", row.get_absolute_url(), label))
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
