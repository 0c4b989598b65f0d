"""Pages of calls for agenda items."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden
from meetings import workflows
from meetings.forms.call import AgendaCallForm
from meetings.models import AgendaCall, AgendaItem
from meetings.services import call as services
from members.models import Jurisdiction
from members.permissions import OFFICE, UNIT


@require_GET
def agenda_call_list(request: HttpRequest) -> HttpResponse:
    """List the calls the person may see, the latest cut-off first."""
    submitted = Count("agenda_items", filter=Q(agenda_items__was_submitted=True))
    calls = AgendaCall.objects.visible_to(request.user).annotate(submitted=submitted).order_by("-closes_at", "-pk")
    page = Paginator(calls, 30).get_page(request.GET.get("page"))
    may_open = any(grant.role in OFFICE for grant in access.roles_of(request.user))
    return render(request, "meetings/agenda_call_list.html", {"page": page, "may_open": may_open})


@require_GET
def agenda_call_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one call: until when, what came in, which units are silent."""
    user = request.user
    call = get_object_or_404(AgendaCall.objects.visible_to(user).select_related("jurisdiction", "opened_by"), pk=pk)
    grants = access.roles_of(user)
    silent = call.jurisdiction.units.exclude(agenda_items__in=call.agenda_items.filter(was_submitted=True))
    context = {
        "call": call,
        "acts": workflows.agenda_calls.available(call, user),
        "items": AgendaItem.objects.visible_to(user).filter(call=call).select_related("unit"),
        "silent": silent if any(grant.role in OFFICE for grant in grants) else [],
        "may_draft": any(g.role in UNIT and g.jurisdiction_id == call.jurisdiction_id for g in grants),
        "history": audit.history(call),
    }
    return render(request, "meetings/agenda_call_page.html", context)


@require_http_methods(["GET", "POST"])
def agenda_call_create(request: HttpRequest) -> HttpResponse:
    """Open a call of the body whose office the person belongs to."""
    own = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in OFFICE]
    body = Jurisdiction.objects.filter(pk__in=own).first()
    if body is None:
        raise Forbidden("议题征集由联席会议办公室发起，您的岗位不能发起。")
    form = AgendaCallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        call = services.open_call(body, by=request.user, **form.cleaned_data)
        messages.success(request, "征集已发出，全体成员单位将收到通知。")
        return redirect(call)
    return render(request, "meetings/agenda_call_form.html", {"form": form}, status=422 if form.errors else 200)
