"""Pages of the verification centre: requests, findings, sources; and the counts the joint-meeting office may see."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jointmeeting.kernel import access, audit, making
from jointmeeting.kernel.errors import Forbidden
from members.models import Jurisdiction
from members.rules import require
from verification import queries, services, steps, workflows
from verification.categories import CATEGORIES
from verification.effects import RENDER_JOB
from verification.forms import FindingsForm, SourceForm
from verification.models import Query, Source, SourceAgreement, VerificationRequest


@require_GET
def verification_request_list(request: HttpRequest) -> HttpResponse:
    """List the requests the person may see, newest first."""
    rows = VerificationRequest.objects.visible_to(request.user).select_related("case__township")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "verification/verification_request_list.html", {"page": page})


@require_GET
def verification_request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request: who has answered, what the comparison says, what can be done."""
    rows = VerificationRequest.objects.visible_to(request.user)
    asked = get_object_or_404(rows.select_related("case__township", "commission", "handled_by", "reviewed_by"), pk=pk)
    sees_findings = access.can(request.user, "verification_request.read_findings", asked)
    context = {
        "asked": asked,
        "steps": steps.of_request(asked),
        "acts": workflows.verification_requests.available(asked, request.user),
        "queries": asked.queries.select_related("source__unit").order_by("source__unit__position"),
        "openable": set(Query.objects.visible_to(request.user).filter(request=asked).values_list("pk", flat=True)),
        "findings": asked.findings.all() if sees_findings else [],
        "may_dispose": asked.state == VerificationRequest.State.COMPARING
        and access.can(request.user, "verification_request.dispose", asked),
        "stalled": making.has_failed(RENDER_JOB, asked.pk),
        "history": audit.history(asked).exclude(act="verification_request.download"),
    }
    return render(request, "verification/verification_request_page.html", context)


@require_http_methods(["GET", "POST"])
def verification_request_dispose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what becomes of each suspicion."""
    asked = get_object_or_404(VerificationRequest.objects.visible_to(request.user), pk=pk)
    require(request.user, "verification_request.dispose", asked)
    form = FindingsForm(request.POST or None, request=asked)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["request_key"]
        services.dispose_findings(asked, form.choices(), by=request.user, request_key=key)
        messages.success(request, "已保存处理意见。")
        return redirect(asked)
    status = 422 if request.method == "POST" else 200
    return render(request, "verification/findings_form.html", {"form": form, "asked": asked}, status=status)


@require_GET
def source_list(request: HttpRequest) -> HttpResponse:
    """List the sources with their agreements and what can be done with them."""
    agreements = SourceAgreement.objects.visible_to(request.user).select_related("source__unit")
    rows = [
        {
            "agreement": agreement,
            "categories": "、".join(CATEGORIES[code].label for code in agreement.categories),
            "acts": workflows.source_agreements.available(agreement, request.user),
            "may_edit": access.can(request.user, "source.edit", agreement.source),
        }
        for agreement in agreements
    ]
    body = Jurisdiction.objects.visible_to(request.user).first()
    may_propose = body is not None and access.can(request.user, "source_agreement.propose", body)
    return render(request, "verification/source_list.html", {"rows": rows, "may_propose": may_propose, "body": body})


@require_POST
def source_agreement_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft the agreements the notice suggests."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    drafted = services.propose_agreements(body, by=request.user)
    messages.success(request, f"已按通知拟订{len(drafted)}份信息共享协议。与对方单位签订后，请逐份办理“协议生效”。")
    return redirect("verification:source_list")


@require_http_methods(["GET", "POST"])
def source_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how a department answers."""
    source = get_object_or_404(Source.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(request.user, "source.edit", source)
    initial = {"channel": source.channel, "address": source.address}
    form = SourceForm(request.POST or None, initial=initial, source=source)
    if request.method == "POST" and form.is_valid():
        services.edit_source(source, by=request.user, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect(source)
    status = 422 if request.method == "POST" else 200
    return render(request, "verification/source_form.html", {"form": form, "source": source}, status=status)


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the departments answer, in figures; no household is on this page."""
    roles = access.roles_for("verification.overview")
    bodies = {grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in roles}
    if not bodies:
        raise Forbidden("核对统计供联席会议办公室和核对机构查看，您的岗位不能查看。")
    return render(request, "verification/overview.html", {"sources": queries.counts(bodies)})
