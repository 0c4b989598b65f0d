"""Pages of the office's papers: the list, drafting, the sheet as it will be printed, and what is taken away."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duties import office_papers, workflows
from duties.models import OfficePaper, PaperKind
from duties.paper_forms import PaperForm
from duties.permissions import TABLE
from duties.signing import PAPER_JOB
from duties.views.assignment import own_office
from duties.views.giving import DOCX, XLSX, give
from jointmeeting.kernel import access, audit, clock, downloads, making
from jointmeeting.kernel.documents.official import preview
from jointmeeting.kernel.documents.word import word_copy
from members.rules import require


@require_GET
def office_paper_list(request: HttpRequest) -> HttpResponse:
    """List the papers the person may see, the newest first."""
    rows = OfficePaper.objects.visible_to(request.user).select_related("unit", "signed_by")
    may_draft = any(grant.role in TABLE["office_paper.draft"] for grant in access.roles_of(request.user))
    page = Paginator(rows.defer("figures"), 30).get_page(request.GET.get("page"))
    return render(request, "duties/office_paper_list.html", {"page": page, "may_draft": may_draft})


@require_http_methods(["GET", "POST"])
def office_paper_create(request: HttpRequest) -> HttpResponse:
    """Draft a paper from the records; the address may say which kind and unit."""
    body, today = own_office(request), clock.today()
    given = {name: request.GET[name] for name in ("kind", "unit") if name in request.GET}
    initial = {"first_day": today.replace(month=1, day=1), "last_day": today, **given}
    form = PaperForm(request.POST or None, body=body, initial=initial)
    if request.method == "POST" and form.is_valid():
        paper = office_papers.draft(body, by=request.user, **form.cleaned_data)
        messages.success(request, f"已起草：{paper}。数据取自台账，请核对文字后送主任签发。")
        return redirect(paper)
    status = 422 if form.is_bound else 200
    return render(request, "duties/office_paper_form.html", {"form": form}, status=status)


@require_GET
def office_paper_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper as it will be printed, with the rows behind its figures."""
    paper = _paper(request, pk)
    document, refusal = office_papers.document(paper), ""
    try:
        pages = preview(document, office_fonts=settings.OFFICE_FONTS_DIR)
    except ValueError as error:  # a draft that does not fit says why where the sheet would stand
        pages, refusal = (), str(error)
    context = {
        "paper": paper,
        "document": document,
        "pages": pages,
        "refusal": refusal,
        "acts": workflows.office_papers.available(paper, request.user),
        "sheets": [(title, rows[0], rows[1:]) for title, rows in paper.figures["sheets"].items()],
        "assign_url": office_papers.assigning(paper) if _may_assign(request, paper) else "",
        "may_read_rows": access.can(request.user, "office_paper.rows", paper),
        "stalled": making.has_failed(PAPER_JOB, paper.pk),
        "history": audit.history(paper),
    }
    return render(request, "duties/office_paper_page.html", context)


@require_GET
def office_paper_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the issued file."""
    paper = _paper(request, pk)
    if paper.file is None:
        raise Http404
    return downloads.give(paper, paper.file, name=f"{paper}.pdf", act="office_paper.download", by=request.user)


@require_GET
def office_paper_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the same content for Word."""
    paper = _paper(request, pk)
    content = word_copy(office_papers.document(paper), created=paper.signed_at or paper.taken_at)
    audit.record("office_paper.word", paper, by=request.user)
    return give(content, content_type=DOCX, name=f"{paper}.docx")


@require_GET
def office_paper_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the rows behind the figures as XLSX; they name meetings a unit may know nothing of."""
    paper = _paper(request, pk)
    require(request.user, "office_paper.rows", paper)
    audit.record("office_paper.rows", paper, by=request.user)
    return give(office_papers.workbook(paper), content_type=XLSX, name=f"{paper}数据明细.xlsx")


def _may_assign(request: HttpRequest, paper: OfficePaper) -> bool:
    """Work comes of a circular that was issued."""
    is_source = paper.kind == PaperKind.CIRCULAR and paper.state == OfficePaper.State.ISSUED
    return is_source and access.can(request.user, "assignment.create", paper.jurisdiction)


def _paper(request: HttpRequest, pk: int) -> OfficePaper:
    rows = OfficePaper.objects.visible_to(request.user).select_related("jurisdiction", "unit", "file")
    return get_object_or_404(rows, pk=pk)
