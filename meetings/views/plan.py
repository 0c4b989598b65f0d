"""Pages of the year's plan of meetings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, clock
from jointmeeting.kernel.errors import Forbidden
from meetings import planning, workflows
from meetings.forms.plan import LineForm, PlanForm, YearForm, line_forms
from meetings.models import MeetingPlan
from meetings.services import plan as services
from members.models import Jurisdiction
from members.permissions import OFFICE
from members.rules import require, times_a_year


@require_http_methods(["GET", "POST"])
def meeting_plan_create(request: HttpRequest) -> HttpResponse:
    """Show what the rules propose for a year; POST drafts the plan from it."""
    own = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in OFFICE]
    body = Jurisdiction.objects.filter(pk__in=own).first()
    if body is None:
        raise Forbidden("年度会议计划由联席会议办公室拟订，您的岗位不能新建。")
    form = YearForm(request.POST or request.GET)
    year = form.cleaned_data["year"] if form.is_valid() else clock.today().year
    if request.method == "POST":
        plan = services.draft_plan(body, year, by=request.user)
        messages.success(request, "计划已拟订，请核对后由办公室主任确认。")
        return redirect(plan)
    context = {"year": year, "rule": times_a_year(body), "proposed": planning.proposal(body, year)}
    return render(request, "meetings/meeting_plan_create.html", context)


@require_GET
def meeting_plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the plan against what was held."""
    plan = get_object_or_404(MeetingPlan.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    may_edit = access.can(request.user, "meeting_plan.edit", plan)
    rows = planning.lines(plan)
    context = {
        "plan": plan,
        "lines": rows,
        "unplanned": planning.unplanned(plan) if may_edit else [],
        "said": planning.held_sentence(plan, rows),
        "rule": times_a_year(plan.jurisdiction),
        "acts": workflows.meeting_plans.available(plan, request.user),
        "may_edit": may_edit and plan.state == MeetingPlan.State.DRAFTING,
        "may_arrange": may_edit and plan.state == MeetingPlan.State.CONFIRMED,
        "history": audit.history(plan),
    }
    return render(request, "meetings/meeting_plan_page.html", context)


@require_http_methods(["GET", "POST"])
def meeting_plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the lines of a plan that is not confirmed."""
    plan = get_object_or_404(MeetingPlan.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting_plan.edit", plan)
    if request.method == "GET":
        return _page(request, plan, PlanForm(initial={"version": plan.version}), line_forms(plan))
    form, rows = PlanForm(request.POST), line_forms(plan, request.POST)
    if not form.is_valid() or not all(row.is_valid() for row in rows if row.is_bound):
        return _page(request, plan, form, rows, status=422)
    try:
        written = [row for one in rows if one.is_bound and (row := one.row())]
        services.edit_plan(plan, written, version=form.cleaned_data["version"], by=request.user)
    except services.Outdated as conflict:
        messages.error(request, conflict.sentence)
        plan.refresh_from_db()
        return _page(request, plan, PlanForm({"version": plan.version}), rows, status=409)
    messages.success(request, "计划已保存。")
    return redirect(plan)


def _page(
    request: HttpRequest, plan: MeetingPlan, form: PlanForm, rows: list[LineForm], *, status: int = 200
) -> HttpResponse:
    context = {"plan": plan, "form": form, "rows": rows}
    return render(request, "meetings/meeting_plan_form.html", context, status=status)
