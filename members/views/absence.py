"""The page on which a person says when he is away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jointmeeting.kernel import clock
from members import absences
from members.forms.absence import AbsenceForm
from members.models import Absence


@require_http_methods(["GET", "POST"])
def absence_list(request: HttpRequest) -> HttpResponse:
    """List the own days away that are not over, and register more."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        absences.register(by=request.user, **form.cleaned_data)
        messages.success(request, "外出已登记。")
        return redirect("members:absence_list")
    rows = Absence.objects.visible_to(request.user).filter(ends_on__gte=clock.today())
    status = 422 if form.is_bound else 200
    return render(request, "members/absence_list.html", {"form": form, "absences": rows}, status=status)


@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is back, or does not go."""
    absences.end(get_object_or_404(Absence.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, "已登记返回，提醒照常发送。")
    return redirect("members:absence_list")
