"""Task sheets of issued minutes: which units they charge, and the paper of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from jointmeeting.kernel import access, downloads, files
from jointmeeting.kernel.errors import Forbidden
from meetings import papers
from meetings.models import Minutes
from meetings.sheets import TaskSheet, sheets, task_sheet

PDF = "application/pdf"


def _issued(request: HttpRequest, pk: int) -> Minutes:
    visible = Minutes.objects.visible_to(request.user).select_related("meeting", "jurisdiction")
    return get_object_or_404(visible, pk=pk, state=Minutes.State.ISSUED)


def _may_read(request: HttpRequest, sheet: TaskSheet, minutes: Minutes) -> bool:
    """Office and conveners read all sheets, others their own unit's."""
    if access.can(request.user, "minutes.watch", minutes):
        return True
    return sheet.unit.pk in {grant.unit_id for grant in access.roles_of(request.user)}


@require_GET
def minutes_task_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """List the task sheets with their sum."""
    minutes = _issued(request, pk)
    rows = [sheet for sheet in sheets(minutes) if _may_read(request, sheet, minutes)]
    context = {
        "minutes": minutes,
        "rows": rows,
        "total": minutes.matters.count(),
        "led": sum(len(row.led) for row in rows),
        "is_whole": access.can(request.user, "minutes.watch", minutes),
    }
    return render(request, "meetings/minutes_task_sheets.html", context)


@require_GET
def minutes_task_sheet(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Give the task sheet of one unit. Logged."""
    minutes = _issued(request, pk)
    sheet = next((row for row in sheets(minutes) if row.unit.pk == unit), None)
    if sheet is None or minutes.signed_at is None:
        raise Http404
    if not _may_read(request, sheet, minutes):
        raise Forbidden(f"这是{sheet.unit}的任务单，只供该单位和联席会议办公室下载。")
    content = papers.printed(task_sheet(minutes, sheet), created=minutes.signed_at)
    name = f"{minutes.number_label}任务单（{sheet.unit}）.pdf"
    stored = files.store(content, media_type=PDF)
    return downloads.give(minutes, stored, name=name, act="minutes.print_task_sheet", by=request.user)
