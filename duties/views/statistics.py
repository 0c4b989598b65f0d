"""Attendance and punctuality: pictures, the tables behind them, the rows behind each figure, and the spreadsheet."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from duties import compiled
from duties.board import bars
from duties.spreadsheet import tables_workbook
from duties.statistics import StatisticsFilter
from duties.views.giving import XLSX, give, give_document
from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden
from members.models import Jurisdiction


@require_GET
def statistics(request: HttpRequest) -> HttpResponse:
    """Count one quarter, unit by unit."""
    form, tables = _filter(request), []
    for key, subject in form.subjects.items():
        lines = form.lines(key)
        legend = [(tone, label) for tone, label, _ in subject.figures]
        columns = [label for _, label in legend]
        shown = {"lines": lines, "bars": bars(lines), "height": 28 * len(lines) + 4}
        tables.append(
            {"title": subject.title, "unit": subject.counts_in, "legend": legend, "columns": columns, **shown}
        )
    year, quarter = form.period
    context = {"form": form, "tables": tables, "year": year, "quarter": quarter, "query": form.query()}
    return render(request, "duties/statistics.html", context)


@require_GET
def statistics_rows(request: HttpRequest) -> HttpResponse:
    """List the rows behind one figure."""
    form = _filter(request)
    page = Paginator(list(form.rows()), 50).get_page(request.GET.get("page"))
    of = form.subjects[form.cleaned_data.get("of") or "attendance"]
    tone = next((label for tone, label, _ in of.figures if tone == form.cleaned_data.get("tone")), "")
    year, quarter = form.period
    context = {"form": form, "page": page, "title": of.title, "tone": tone, "year": year, "quarter": quarter}
    queries = {"query": form.query(), "same": form.query(**form.behind)}
    return render(request, "duties/statistics_rows.html", {**context, **queries})


@require_GET
def statistics_export(request: HttpRequest) -> HttpResponse:
    """Give the tables of the page as XLSX, or as the document `as` (docx, pdf) asks for; logged with the quarter."""
    form = _filter(request)
    tables = {subject.title: form.table(key) for key, subject in form.subjects.items()}
    year, quarter = form.period
    audit.record("statistics.export", form.body, by=request.user, details={"year": year, "quarter": quarter})
    label = f"{year}年第{quarter}季度"
    if (kind := request.GET.get("as")) in {"docx", "pdf"}:
        return give_document(compiled.statistics(form.body, label, tables), name=f"{label}统计", as_pdf=kind == "pdf")
    return give(tables_workbook(tables), content_type=XLSX, name=f"{label}统计.xlsx")


def _filter(request: HttpRequest) -> StatisticsFilter:
    roles = access.roles_for("statistics.read")
    own = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in roles]
    body = Jurisdiction.objects.visible_to(request.user).filter(pk__in=own).first()
    if body is None:
        raise Forbidden("到会和办理情况统计由联席会议办公室和召集人查看，您的岗位不能查看。")
    return StatisticsFilter(request.GET, body=body, user=request.user)
