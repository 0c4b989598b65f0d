"""The recurring duties of the notice, their day rules, and those that name no unit here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from duties import recurring
from duties.forms import SettleForm
from duties.models import RecurringDuty
from duties.views.assignment import own_office


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
