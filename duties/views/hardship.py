"""Pages of hardship cases: list, one case, receiving one, the papers of relief given first."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duties import steps
from duties.hardship import escalation, intake, workflow
from duties.hardship.forms import HardshipFilter, HardshipForm
from duties.lights import light_of_case, light_of_papers
from duties.models import HardshipCase, HardshipState, ReliefState, UrgentRelief
from jointmeeting.kernel import access, audit, clock, downloads
from meetings.models import Meeting


@require_GET
def hardship_case_list(request: HttpRequest) -> HttpResponse:
    """List the cases the person may see, the nearest limit first."""
    form = HardshipFilter(request.GET)
    stands = form.cleaned_data["stands"] if form.is_valid() else ""
    open_reliefs = UrgentRelief.objects.filter(case=OuterRef("pk"), state=ReliefState.OPEN).order_by("settle_by")
    owed = Subquery(open_reliefs.values("settle_by")[:1])
    rows = HardshipCase.objects.visible_to(request.user).select_related("lead_unit", "received_by").annotate(owed=owed)
    page = Paginator(_standing(rows, stands), 30).get_page(request.GET.get("page"))
    roles = access.roles_for("hardship_case.receive")
    context = {
        "form": form,
        "page": page,
        "rows": [(case, light_of_case(case), light_of_papers(case.owed) if case.owed else None) for case in page],
        "query": f"stands={stands}" if stands else "",
        "may_receive": any(grant.role in roles for grant in access.roles_of(request.user)),
    }
    return render(request, "duties/hardship_case_list.html", context)


@require_GET
def hardship_case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case: where it stands, what can be done, relief given first."""
    visible = HardshipCase.objects.visible_to(request.user)
    case = get_object_or_404(visible.select_related("lead_unit", "received_by", "meeting", "jurisdiction"), pk=pk)
    reliefs = case.reliefs.select_related("recorded_by", "case__jurisdiction")
    context = {
        "case": case,
        "supporters": case.supports.select_related("unit"),
        "light": light_of_case(case),
        "steps": steps.of_hardship(case),
        "acts": workflow.cases.available(case, request.user),
        "reliefs": [(row, workflow.reliefs.available(row, request.user)) for row in reliefs],
        **_at_meeting(case, request.user),
        "assign_url": escalation.assigning(case) if _may_assign(case, request.user) else "",
        "history": audit.history(case),
    }
    return render(request, "duties/hardship_case_page.html", context)


def _may_assign(case: HardshipCase, user: Any) -> bool:
    return bool(case.number) and access.can(user, "assignment.create", case)


def _at_meeting(case: HardshipCase, user: Any) -> dict[str, Any]:
    """Return how the way through a case meeting stands."""
    is_waiting = case.state == HardshipState.AT_MEETING
    seen = Meeting.objects.visible_to(user)
    may_call = is_waiting and access.can(user, "meeting.plan", case)
    return {
        "is_at_meeting": is_waiting,
        "meetings": escalation.meetings_on(case).filter(pk__in=seen) if is_waiting else (),
        "call_url": escalation.proposal(case) if may_call else "",
        "may_open_meeting": case.meeting_id is not None and seen.filter(pk=case.meeting_id).exists(),
        "assignments": escalation.assignments_of(case, user),
    }


@require_http_methods(["GET", "POST"])
def hardship_case_create(request: HttpRequest) -> HttpResponse:
    """Receive a case."""
    body, unit = intake.door_of(request.user)
    form = HardshipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = intake.receive(by=request.user, **form.cleaned_data)
        messages.success(request, f"已受理：{case}。联席会议办公室将在时限内登记、交办。")
        return redirect(case)
    context = {"form": form, "door": unit or body.office_name}
    return render(request, "duties/hardship_case_form.html", context, status=422 if form.errors else 200)


@require_GET
def urgent_relief_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the papers of relief; logged."""
    relief = get_object_or_404(UrgentRelief.objects.visible_to(request.user).select_related("paper", "case"), pk=pk)
    if relief.paper is None:
        raise Http404
    return downloads.give(relief, relief.paper, name=relief.paper_name, act="urgent_relief.download", by=request.user)


def _standing(rows: Any, stands: str) -> Any:
    """Return what the filter lets through; without one, what is not closed. Rows come with `owed`."""
    if stands == "unsettled":
        return rows.filter(owed__isnull=False).order_by("owed", "pk")
    if stands == "overdue":
        return rows.open().filter(step_due_on__lt=clock.today())
    return rows.filter(state=stands) if stands else rows.open()
