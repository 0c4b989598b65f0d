"""The recurring duties of the notice, their day rules, and those that name no unit here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from duties import recurring
from duties.forms import DayRuleForm, SettleForm
from duties.models import RecurringDuty
from duties.views.assignment import own_office
from members.rules import require


@require_http_methods(["GET", "POST"])
def recurring_duties(request: HttpRequest) -> HttpResponse:
    """List the recurring duties; one whose unit the notice does not list is given to a unit by a person."""
    body = own_office(request)
    unsettled = recurring.unsettled(body)
    form = SettleForm(request.POST or None, body=body, unsettled=unsettled)
    if request.method == "POST" and form.is_valid():
        duty = recurring.settle(body, by=request.user, **form.cleaned_data)
        messages.success(request, f"已核定由{duty.unit}报送，{duty.day_rule}。本期的报送将自动开启。")
        return redirect("duties:recurring_duties")
    rows = RecurringDuty.objects.filter(jurisdiction=body).select_related("unit")
    context = {"form": form, "unsettled": unsettled, "duties": rows}
    return render(request, "duties/recurring_duties.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def recurring_duty_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the day rule of a recurring duty for the reports that open from now on."""
    duty = get_object_or_404(
        RecurringDuty.objects.visible_to(request.user).select_related("unit", "jurisdiction"), pk=pk
    )
    require(request.user, "recurring_duty.change", duty.jurisdiction)
    form = DayRuleForm(request.POST or None, initial={"due_month": duty.due_month, "due_day": duty.due_day})
    if request.method == "POST" and form.is_valid():
        changed = recurring.change_day_rule(duty, by=request.user, **form.cleaned_data)
        messages.success(request, f"报送时限已改为{changed.day_rule}，自下一期起执行。")
        return redirect("duties:recurring_duties")
    status = 422 if form.is_bound else 200
    return render(request, "duties/recurring_duty_form.html", {"form": form, "duty": duty}, status=status)
