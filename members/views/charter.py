"""Pages of the charter and the working rules."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jointmeeting.kernel import access
from members import presentation, working_rules
from members.forms.working_rule import WorkingRuleForm
from members.models import Jurisdiction, WorkingRule
from members.rules import WORKING_RULE_KEYS, require
from members.wording import WORKING_RULES, say


@require_GET
def charter_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the notice says, rule by rule with clause and quotation, and the working rules beneath it."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    may_confirm = access.can(request.user, "working_rule.confirm", body) and not body.is_read_only
    may_change = access.can(request.user, "working_rule.change", body) and not body.is_read_only
    may_bring_in = access.can(request.user, "charter_draft.edit", body)
    context = {**presentation.charter(body), "may_confirm": may_confirm, "may_change": may_change}
    context["may_bring_in"] = may_bring_in
    return render(request, "members/charter_page.html", context)


@require_GET
def charter_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Show an earlier notice as it was in force; nothing of it can be changed."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    charter = next((one for one in body.versions if one.version == version), None)
    if charter is None:
        raise Http404
    return render(request, "members/charter_version.html", presentation.charter_version(body, charter))


@require_POST
def working_rule_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """Confirm the working rules, or what one doubtful sentence of the notice means (`field`)."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    require(request.user, "working_rule.confirm", body)
    if field := request.POST.get("field", ""):
        working_rules.confirm_proposal(body, field, by=request.user)
        messages.success(request, "已确认。今后按确认的内容执行，并注明原文存疑。")
    else:
        count = working_rules.confirm_working_rules(body, by=request.user)
        messages.success(request, f"已确认{count}条工作规则。")
    return redirect(body)


@require_http_methods(["GET", "POST"])
def working_rule_change(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Settle one working rule anew, with what it was before."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    require(request.user, "working_rule.change", body)
    if key not in WORKING_RULE_KEYS:
        raise Http404
    former = WorkingRule.objects.filter(jurisdiction=body, key=key).first()
    form = WorkingRuleForm(request.POST or None, key=key, value=former.value if former else None)
    if form.is_valid():
        rule = working_rules.change_working_rule(body, key, form.cleaned_data["value"], by=request.user)
        messages.success(request, f"已确认：{WORKING_RULES[key]}为{say(rule.value)}。今后新开始的工作按此执行。")
        return redirect(body)
    context = {"body": body, "form": form, "label": WORKING_RULES[key], "history": presentation.history_of(body, key)}
    return render(request, "members/working_rule_form.html", context)


@require_GET
def charter_comparison(request: HttpRequest) -> HttpResponse:
    """Show every rule of every notice loaded here side by side; notices are published documents."""
    bodies = list(Jurisdiction.objects.order_by("pk"))
    rows = presentation.comparison(bodies, only_differing="differing" in request.GET)
    return render(request, "members/charter_comparison.html", {"bodies": bodies, "rows": rows})
