"""Pages of units and the charter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jointmeeting.kernel import access
from members import presentation, queries, services
from members.models import Jurisdiction, MemberUnit
from members.rules import require


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """List the member units with their liaison officers, in the notice's order."""
    bodies = Jurisdiction.objects.visible_to(request.user)
    sections = []
    for body in bodies:
        officers = queries.liaisons(body)
        units = MemberUnit.objects.visible_to(request.user).filter(jurisdiction=body)
        sections.append((body, [(unit, officers.get(unit.pk)) for unit in units]))
    return render(request, "members/unit_list.html", {"sections": sections})


@require_GET
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit and its duties, word for word."""
    unit = get_object_or_404(MemberUnit.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    context = {
        "unit": unit,
        "duties": unit.duties.all(),
        "categories": presentation.categories_of(unit),
        "people": unit.appointments.current().select_related("user"),
    }
    return render(request, "members/unit_page.html", context)


@require_GET
def charter_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the notice says, rule by rule with clause and quotation, and the working rules beneath it."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    may_confirm = access.can(request.user, "working_rule.confirm", body) and not body.is_read_only
    context = {**presentation.charter(body), "may_confirm": may_confirm}
    return render(request, "members/charter_page.html", context)


@require_POST
def working_rule_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm the working rules, or what one doubtful sentence of the notice means (`field`)."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    require(request.user, "working_rule.confirm", body)
    if field := request.POST.get("field", ""):
        services.confirm_proposal(body, field, by=request.user)
        messages.success(request, "已确认。今后按确认的内容执行，并注明原文存疑。")
    else:
        count = services.confirm_working_rules(body, by=request.user)
        messages.success(request, f"已确认{count}条工作规则。")
    return redirect(body)
