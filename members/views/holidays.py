"""Pages of holidays: the years known, and the yearly notice brought in (paste, check, confirm)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import clock
from jointmeeting.kernel.holidays import HolidayYear, spans
from members import holidays
from members.forms.holidays import HolidayNoticeForm


def _shown(year: int, days: HolidayYear) -> dict[str, Any]:
    return {"year": year, "off": spans(days.days_off), "work": sorted(days.make_up_workdays)}


@require_GET
def holiday_list(request: HttpRequest) -> HttpResponse:
    """Show the years whose holidays are known, the latest first."""
    context = {
        "years": [_shown(year, days) for year, days in sorted(clock.known_years().items(), reverse=True)],
        "may_enter": holidays.may_enter(request.user),
    }
    return render(request, "members/holiday_list.html", context)


@require_http_methods(["GET", "POST"])
def holiday_create(request: HttpRequest) -> HttpResponse:
    """Read a pasted notice; what was read is shown, and kept once confirmed."""
    holidays.ensure_may_enter(request.user)
    form = HolidayNoticeForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        if form.cleaned_data["confirmed"]:
            notice = holidays.enter_notice(form.year, form.days, form.cleaned_data["text"], by=request.user)
            messages.success(request, f"已载入：{notice}。此后计算的期限按此办理，已经给出的期限不变。")
            return redirect("members:holiday_list")
        context["read"] = _shown(form.year, form.days)
        context["replaces"] = clock.is_published(form.year)
    return render(request, "members/holiday_form.html", context, status=422 if form.errors else 200)
