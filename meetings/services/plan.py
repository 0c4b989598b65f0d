"""Drafting and editing the year's plan, and arranging a meeting from it. State changes are in workflows, never here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings.models import Meeting, MeetingPlan, PlannedMeeting
from meetings.planning import is_open, proposal
from members.models import Jurisdiction, MemberUnit
from members.rules import require


@dataclass(frozen=True, slots=True)
class Row:
    """One line as somebody typed it; `line` is None for a new one."""

    line: int | None
    month: int
    kind: str
    theme: str
    prepared_by: MemberUnit | None


class Outdated(Refused):
    """Somebody else saved the plan in between. Nothing was written; what was typed is still in the form."""


@transaction.atomic
def draft_plan(body: Jurisdiction, year: int, *, by: Any) -> MeetingPlan:
    """Open the plan of `year` with what the rules propose, or return the one there is."""
    require(by, "meeting_plan.draft", body)
    plan, created = MeetingPlan.objects.get_or_create(jurisdiction=body, year=year)
    if created:
        PlannedMeeting.objects.bulk_create(
            PlannedMeeting(plan=plan, month=row.month, kind=row.kind, theme=row.theme, meeting=row.meeting)
            for row in proposal(body, year)
        )
        audit.record("meeting_plan.draft", plan, by=by)
    return plan


@transaction.atomic
def edit_plan(plan: MeetingPlan, rows: Sequence[Row], *, version: int, by: Any) -> None:
    """Write the whole plan at once; raise Outdated when `version`, the one that was read, has moved on."""
    require(by, "meeting_plan.edit", plan)
    locked = MeetingPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if locked.state != MeetingPlan.State.DRAFTING:
        raise Refused("计划已确认，不能直接修改。请办公室主任先办理“调整计划”。")
    there = {line.pk: line for line in locked.lines.select_related("meeting")}
    kept = {row.line for row in rows if row.line is not None}
    if locked.version != version or not kept <= set(there):
        last = audit.history(locked).filter(act="meeting_plan.edit").first()
        who = last.actor_name if last else "其他同志"
        raise Outdated(f"您填写期间，{who}已修改计划，您的修改没有保存。您填写的内容仍在下方，请核对后再保存。")
    _take_out([line for pk, line in there.items() if pk not in kept])
    for row in rows:
        line = there[row.line] if row.line is not None else PlannedMeeting(plan=locked)
        line.month, line.kind, line.theme, line.prepared_by = row.month, row.kind, row.theme, row.prepared_by
        line.save()
    locked.version += 1
    locked.save()
    details = {"lines": [f"{row.month}月 {Meeting.Kind(row.kind).label} {row.theme}" for row in rows]}
    audit.record("meeting_plan.edit", locked, by=by, details=details)


def _take_out(lines: Sequence[PlannedMeeting]) -> None:
    for line in lines:
        if line.meeting and line.meeting.state != Meeting.State.CANCELLED:
            raise Refused(f"“{line}”已安排会议，不能从计划中删除。如不再召开，请先取消该会议。")
        line.delete()


def arrange(planned: PlannedMeeting, meeting: Meeting) -> None:
    """Keep what became of a line; two people who arrange it at once make one meeting."""
    locked = PlannedMeeting.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=planned.pk)
    if not is_open(locked):
        raise Refused(f"“{locked}”已由他人安排会议，请在会议计划中查看，不必另建。")
    locked.meeting = meeting
    locked.save(update_fields=["meeting"])
