"""The recurring duties of the notice, their day rules, and those that name no unit here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from duties import asking, recurring
from duties.models import RecurringDuty
from duties.recurring_forms import PRESETS, AskForm, ChangeForm, SettleForm
from duties.views.assignment import own_office
from jointmeeting.kernel.errors import Refused
from members.rules import require


@require_http_methods(["GET", "POST"])
def recurring_duties(request: HttpRequest) -> HttpResponse:
    """List the recurring duties; one whose unit the notice does not list is given to a unit by a person."""
    body = own_office(request)
    unsettled = recurring.unsettled(body)
    form = SettleForm(request.POST or None, body=body, unsettled=unsettled)
    if request.method == "POST" and form.is_valid():
        duties = recurring.settle(body, by=request.user, **form.cleaned_data)
        units = "、".join(str(duty.unit) for duty in duties)
        messages.success(request, f"已核定由{units}报送，{duties[0].day_rule}。本期的报送将自动开启。")
        return redirect("duties:recurring_duties")
    rows = RecurringDuty.objects.filter(jurisdiction=body).select_related("unit")
    context = {"form": form, "unsettled": unsettled, "duties": rows}
    return render(request, "duties/recurring_duties.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def recurring_duty_create(request: HttpRequest) -> HttpResponse:
    """Ask something of units every period; `kind` in the address proposes what is usual."""
    body = own_office(request)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind, **PRESETS.get(kind, {})}
    form = AskForm(request.POST or None, body=body, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            duties = asking.ask_units(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("units", refusal.sentence)
        else:
            messages.success(request, f"已向{len(duties)}个单位增设：{duties[0]}，{duties[0].day_rule}。")
            return redirect("duties:recurring_duties")
    context = {"form": form, "kinds": RecurringDuty.Kind.choices, "kind": kind}
    return render(request, "duties/recurring_duty_create.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def recurring_duty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a recurring duty for the reports that open from now on."""
    duty = get_object_or_404(
        RecurringDuty.objects.visible_to(request.user).select_related("unit", "jurisdiction"), pk=pk
    )
    require(request.user, "recurring_duty.change", duty.jurisdiction)
    form = ChangeForm(request.POST or None, duty=duty)
    if request.method == "POST" and form.is_valid():
        changed = asking.change_duty(duty, by=request.user, **form.cleaned_data)
        how = f"{changed.day_rule}，自下一期起执行" if changed.is_active else "已停用，不再开启新的报送"
        messages.success(request, f"{changed.unit}“{changed}”：{how}。")
        return redirect("duties:recurring_duties")
    status = 422 if form.is_bound else 200
    return render(request, "duties/recurring_duty_form.html", {"form": form, "duty": duty}, status=status)
