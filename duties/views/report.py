"""Pages of periodic reports, their compilation, and a person's daily digest."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from duties import compiled, planning, recurring, steps, workflows
from duties.lights import light_of_report, unknown_years
from duties.models import Digest, PeriodicReport, PeriodicReportState
from duties.models.recurring import DutyKind
from duties.views.giving import give_document
from jointmeeting.kernel import access, audit, downloads
from members.models import Jurisdiction
from members.permissions import OFFICE

RELATED = ("duty__unit", "duty__jurisdiction", "submitted_by", "file")


@require_GET
def periodic_report_list(request: HttpRequest) -> HttpResponse:
    """List the periodic reports the person may see, the latest period first."""
    rows = PeriodicReport.objects.visible_to(request.user).select_related("duty__unit")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    offices = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in OFFICE]
    body = Jurisdiction.objects.visible_to(request.user).filter(pk__in=offices).first()
    context = {
        "page": page,
        "rows": [(row, light_of_report(row)) for row in page],
        "may_settle": body is not None,
        "unsettled": recurring.unsettled(body) if body else [],
    }
    return render(request, "duties/periodic_report_list.html", context)


@require_GET
def periodic_report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one report and the rule that asks for it."""
    report = get_object_or_404(PeriodicReport.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    context = {
        "report": report,
        "light": light_of_report(report),
        "unknown_years": unknown_years(report.due_on),
        "steps": steps.of_report(report),
        "acts": workflows.reports.available(report, request.user),
        "assign_url": planning.assigning(report) if _may_assign(request, report) else "",
        "history": audit.history(report),
    }
    return render(request, "duties/periodic_report_page.html", context)


@require_GET
def periodic_report_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the attachment of a report; logged."""
    report = get_object_or_404(PeriodicReport.objects.visible_to(request.user).select_related("file"), pk=pk)
    if report.file is None:
        raise Http404
    return downloads.give(report, report.file, name=report.file_name, act="periodic_report.download", by=request.user)


@require_GET
def compilation(request: HttpRequest, kind: str, cadence: str, year: int, period: int) -> HttpResponse:
    """Put the reports of one kind and period together: what came in, and who is missing."""
    reports = _of_period(request, kind, cadence, year, period)
    accepted = [row for row in reports if row.state == PeriodicReportState.ACCEPTED]
    context = {
        "address": (kind, cadence, year, period),
        "label": reports[0].title,
        "accepted": accepted,
        "missing": [(row, light_of_report(row)) for row in reports if row.state != PeriodicReportState.ACCEPTED],
        "total": len(reports),
    }
    return render(request, "duties/compilation.html", context)


@require_GET
def compilation_export(request: HttpRequest, kind: str, cadence: str, year: int, period: int) -> HttpResponse:
    """Give the compilation as Word, or as PDF where `as` says so; logged."""
    reports = _of_period(request, kind, cadence, year, period)
    label, body = reports[0].title, reports[0].jurisdiction
    audit.record("periodic_report.compile", body, by=request.user, details={"period": label, "reports": len(reports)})
    document = compiled.compilation(body, label, reports)
    return give_document(document, name=f"{label}汇总", as_pdf=request.GET.get("as") == "pdf")


def _of_period(request: HttpRequest, kind: str, cadence: str, year: int, period: int) -> list[PeriodicReport]:
    rows = PeriodicReport.objects.visible_to(request.user)
    rows = rows.filter(duty__kind=kind, duty__cadence=cadence, year=year, period=period)
    reports = list(rows.select_related(*RELATED).order_by("duty__unit__position", "pk"))
    if not reports:
        raise Http404
    return reports


@require_GET
def digest_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the person was reminded of on one day."""
    digest = get_object_or_404(Digest.objects.visible_to(request.user), pk=pk)
    return render(request, "duties/digest_page.html", {"digest": digest})


def _may_assign(request: HttpRequest, report: PeriodicReport) -> bool:
    """Work comes of a plan the office accepted."""
    is_plan = report.duty.kind == DutyKind.PLAN and report.state == PeriodicReportState.ACCEPTED
    return is_plan and access.can(request.user, "assignment.create", report.jurisdiction)
