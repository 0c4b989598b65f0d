"""Pages of units' changes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from members import successions, workflows
from members.forms.succession import SuccessionForm
from members.models import MemberUnit, Succession
from members.rules import require, ruling


@require_http_methods(["GET", "POST"])
def succession_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan a change of the unit `pk`."""
    unit = get_object_or_404(MemberUnit.doers.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "succession.create", unit.jurisdiction)
    form = SuccessionForm(request.POST or None, unit=unit)
    if form.is_valid():
        try:
            change = successions.plan_succession(unit, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "已登记。请核对下面将要转移的内容，由办公室主任确认。")
            return redirect(change)
    context = {"form": form, "unit": unit, "rule": ruling(unit.jurisdiction, "duty_succession")}
    return render(request, "members/succession_form.html", context, status=422 if form.errors else 200)


@require_GET
def succession_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one change: what moves before it takes effect, what moved afterwards."""
    rows = Succession.objects.visible_to(request.user).select_related("unit", "successor", "jurisdiction")
    change = get_object_or_404(rows, pk=pk)
    waits = change.state in successions.OPEN and change.kind != Succession.Kind.RENAME
    history = audit.history(change)
    done = history.filter(act="succession.take_effect").first()
    context = {
        "change": change,
        "acts": workflows.successions.available(change, request.user),
        "moves": successions.preview_of(change) if waits else [],
        "moved": done.details.get("moved", {}) if done else {},
        "waits": waits,
        "history": history,
    }
    return render(request, "members/succession_page.html", context)
