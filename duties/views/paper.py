"""Papers to take away: slips, task sheets, the circular. Every one that leaves is logged."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from duties import papers
from duties.board_filter import BoardFilter
from duties.models import Assignment, SupervisionSlip
from duties.paper_loop import task_sheet_code
from duties.views.assignment import own_office
from duties.views.giving import give_document
from jointmeeting.kernel import audit, downloads
from jointmeeting.kernel.errors import Refused
from members.rules import require


@require_GET
def slip_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a supervision slip."""
    slip = get_object_or_404(SupervisionSlip.objects.visible_to(request.user).select_related("file"), pk=pk)
    if slip.file is None:
        raise Http404
    return downloads.give(slip, slip.file, name=f"{slip}.pdf", act="supervision_slip.download", by=request.user)


@require_GET
def slip_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the same content for Word."""
    rows = SupervisionSlip.objects.visible_to(request.user).select_related("assignment", "jurisdiction")
    slip = get_object_or_404(rows, pk=pk)
    audit.record("supervision_slip.word", slip, by=request.user)
    return give_document(papers.slip_document(slip), name=str(slip))


@require_GET
def task_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the task sheet of an assignment."""
    rows = Assignment.objects.visible_to(request.user).select_related("lead_unit", "jurisdiction", "duty__unit")
    assignment = get_object_or_404(rows, pk=pk)
    audit.record("assignment.print", assignment, by=request.user)
    sheet, name = papers.task_sheet(assignment), f"任务交办单（{assignment.lead_unit}）"
    return give_document(sheet, name=name, as_pdf=_as_pdf(request), code=task_sheet_code(assignment))


@require_GET
def urging_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the letter that urges the lead unit of an assignment on everything it has not done."""
    visible = Assignment.objects.visible_to(request.user)
    assignment = get_object_or_404(visible.select_related("lead_unit__jurisdiction"), pk=pk)
    require(request.user, "assignment.urge", assignment)
    unit = assignment.lead_unit
    rows = visible.filter(lead_unit=unit).open()
    if not (count := rows.count()):
        raise Refused(f"{unit}牵头的工作事项已全部办结，不需要催办。")
    audit.record("assignment.urging_letter", assignment, by=request.user, details={"rows": count})
    return give_document(papers.urging_letter(unit, rows), name=f"催办函（{unit}）", as_pdf=_as_pdf(request))


@require_GET
def circular(request: HttpRequest) -> HttpResponse:
    """Give the circular on what the filter lets through."""
    body = own_office(request)
    form = BoardFilter(request.GET, user=request.user)
    audit.record("assignment.circular", body, by=request.user, details={"filter": form.query()})
    return give_document(papers.circular(body, form.rows()), name="工作事项办理情况的通报", as_pdf=_as_pdf(request))


def _as_pdf(request: HttpRequest) -> bool:
    return request.GET.get("as") == "pdf"
