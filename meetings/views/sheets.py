"""Task sheets of issued minutes: which units they charge, and the paper of each."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from jointmeeting.kernel import access
from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.stamping import with_qr, with_sheet_code
from jointmeeting.kernel.documents.word import word_copy
from jointmeeting.kernel.errors import Forbidden
from meetings.authenticity import address_of
from meetings.models import Minutes, ScannedPage
from meetings.paper_loop import TASKS, task_sheet_code
from meetings.sheets import TaskSheet, sheets, task_sheet
from meetings.views.authenticity import site_of
from meetings.views.copies import give


def _pdf(request: HttpRequest, minutes: Minutes, sheet: TaskSheet) -> bytes:
    document = task_sheet(minutes, sheet)
    fonts = settings.OFFICE_FONTS_DIR
    created = minutes.signed_at or minutes.begun_at
    pdf = official.render(official.legible(document, office_fonts=fonts), created=created, office_fonts=fonts)
    pdf = with_qr(pdf, f"{site_of(request)}{address_of(minutes)}")
    return with_sheet_code(pdf, task_sheet_code(minutes, sheet.unit))


def _word(_: HttpRequest, minutes: Minutes, sheet: TaskSheet) -> bytes:
    return word_copy(task_sheet(minutes, sheet), created=minutes.signed_at or minutes.begun_at)


FORMS = {"pdf": _pdf, "docx": _word}


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
        "scans": ScannedPage.objects.visible_to(request.user).of(TASKS, minutes.pk),
        "may_scan": access.can(request.user, "scan.upload", minutes),
    }
    return render(request, "meetings/minutes_task_sheets.html", context)


@require_GET
def minutes_task_sheet(request: HttpRequest, pk: int, unit: int, form: str) -> HttpResponse:
    """Give the task sheet of one unit as it is printed (pdf), or to work on in Word (docx). Logged."""
    minutes = _issued(request, pk)
    sheet = next((row for row in sheets(minutes) if row.unit.pk == unit), None)
    if sheet is None or minutes.signed_at is None or form not in FORMS:
        raise Http404
    if not _may_read(request, sheet, minutes):
        raise Forbidden(f"这是{sheet.unit}的任务单，只供该单位和联席会议办公室下载。")
    content = FORMS[form](request, minutes, sheet)
    name = f"{minutes.number_label}任务单（{sheet.unit}）.{form}"
    return give(request, minutes, content, name=name, act="minutes.print_task_sheet")
