"""The task sheet of an assignment (任务交办单) comes back signed for: what its scan belongs to."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from duties.models import Assignment
from duties.models.assignment import ENDED
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.paper_loop import Kind, Sheet, register

ASSIGNMENT = "assignment"


def task_sheet_code(assignment: Assignment) -> SheetCode:
    """Return the code of the task sheet of the unit that leads today: whoever takes over gets a sheet of its own."""
    return SheetCode(ASSIGNMENT, assignment.pk, part=assignment.lead_unit_id)


def _find(target: int, _: int) -> Sheet | None:
    return next(map(_sheet, Assignment.objects.filter(pk=target)), None)


def _out(body: int) -> Iterator[Sheet]:
    return map(_sheet, Assignment.objects.filter(jurisdiction=body).exclude(state__in=ENDED).order_by("-pk"))


def _sheet(assignment: Assignment) -> Sheet:
    return Sheet(assignment.pk, assignment.lead_unit_id, assignment.jurisdiction_id, f"{assignment}任务交办单")


def _readable(user: Any) -> Q:
    return Q(target__in=Assignment.objects.visible_to(user).values("pk"))


register(Kind(ASSIGNMENT, "任务交办单", "duties:assignment_page", _find, _out, _readable))
