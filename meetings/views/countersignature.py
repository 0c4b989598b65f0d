"""Pages of countersigning: a unit's clauses, the matrix, and the sheet that is printed."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, clock
from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.stamping import with_sheet_code
from jointmeeting.kernel.documents.word import word_copy
from meetings import answers, workflows
from meetings.countersigning import consent_rule, outside_duties, stand, standing
from meetings.forms.countersignature import AgreeToAllForm
from meetings.matrix import countersign_document, matrix
from meetings.models import Countersignature, Minutes, ScannedPage
from meetings.paper_loop import COUNTERSIGN, countersign_code
from members.rules import ensure_writable

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _minutes(request: HttpRequest, pk: int) -> Minutes:
    visible = Minutes.objects.visible_to(request.user).select_related("meeting", "jurisdiction")
    return get_object_or_404(visible, pk=pk)


def _readable(request: HttpRequest, minutes: Minutes) -> list[Countersignature]:
    """Return the answers that count which the person may read: office and conveners all, a unit its own."""
    own = set(Countersignature.objects.visible_to(request.user).filter(minutes=minutes).values_list("pk", flat=True))
    return [row for row in standing(minutes) if row.pk in own]


def _document(request: HttpRequest, minutes: Minutes) -> official.OfficialDocument:
    """Return the countersign sheet, of all units or of the person's own."""
    rows = _readable(request, minutes)
    is_whole = access.can(request.user, "minutes.watch", minutes)
    return countersign_document(minutes, rows, units=None if is_whole else {row.unit_id for row in rows})


@require_GET
def countersign_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit its clauses with what it may answer, and everybody the matrix."""
    minutes = _minutes(request, pk)
    every, rows = standing(minutes), _readable(request, minutes)
    own = [(row, workflows.countersignatures.available(row, request.user)) for row in rows]
    context: dict[str, Any] = {
        "minutes": minutes,
        "rule": consent_rule(minutes),
        "outside": outside_duties(minutes),
        "own": [(row, acts) for row, acts in own if acts or row.note],
        "waiting": answers.waiting_for(minutes, request.user),
        "now": stand(every),
        "matrix": matrix(minutes, rows),
        "acts": workflows.minutes.available(minutes, request.user),
    }
    return render(request, "meetings/countersign_page.html", context)


@require_http_methods(["GET", "POST"])
def agree_to_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to all clauses that wait for the person's unit, after one look at what they are."""
    minutes = _minutes(request, pk)
    ensure_writable(minutes)
    form = AgreeToAllForm(request.POST or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        count = answers.agree_to_all(minutes, by=request.user, **form.cleaned_data)
        done = f"已同意{count}条：{minutes}" if count else f"此前已经会签，没有重复办理：{minutes}"
        messages.success(request, done)
        return redirect("meetings:countersign_page", pk=pk)
    context = {"minutes": minutes, "form": form, "waiting": answers.waiting_for(minutes, request.user)}
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/countersign_agree.html", context, status=status)


@require_GET
def countersign_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the countersign sheet (会签单) as it is printed."""
    minutes = _minutes(request, pk)
    document = _document(request, minutes)
    context = {
        "minutes": minutes,
        "document": document,
        "pages": official.preview(document, office_fonts=settings.OFFICE_FONTS_DIR),
        "scans": ScannedPage.objects.visible_to(request.user).of(COUNTERSIGN, minutes.pk),
        "may_scan": access.can(request.user, "scan.upload", minutes),
    }
    return render(request, "meetings/countersign_sheet.html", context)


@require_GET
def countersign_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the countersign sheet as PDF, as it stands now. Logged."""
    minutes = _minutes(request, pk)
    fonts = settings.OFFICE_FONTS_DIR
    document = official.legible(_document(request, minutes), office_fonts=fonts)
    content = official.render(document, created=clock.now(), office_fonts=fonts)
    content = with_sheet_code(content, countersign_code(minutes))
    return _give(request, minutes, content, suffix="pdf", media_type="application/pdf")


@require_GET
def countersign_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the countersign sheet as a Word file. Logged."""
    minutes = _minutes(request, pk)
    document = _document(request, minutes)
    return _give(request, minutes, word_copy(document, created=clock.now()), suffix="docx", media_type=DOCX)


def _give(request: HttpRequest, minutes: Minutes, content: bytes, *, suffix: str, media_type: str) -> HttpResponse:
    audit.record("minutes.print_countersignatures", minutes, by=request.user)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{minutes}会签单')}.{suffix}"
    response["Cache-Control"] = "no-store"
    return response
