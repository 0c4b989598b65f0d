"""Pages of hardship cases: list, one case, receiving one, the papers of relief given first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duties import steps
from duties.hardship import intake, workflow
from duties.hardship.forms import HardshipFilter, HardshipForm
from duties.lights import due_tone
from duties.models import HardshipCase, HardshipState, ReliefState, UrgentRelief
from duties.models.hardship import HardshipQuerySet
from jointmeeting.kernel import access, audit, downloads


@require_GET
def hardship_case_list(request: HttpRequest) -> HttpResponse:
    """List the cases the person may see, the nearest limit first."""
    form = HardshipFilter(request.GET)
    stands = form.cleaned_data["stands"] if form.is_valid() else ""
    owed = Exists(UrgentRelief.objects.filter(case=OuterRef("pk"), state=ReliefState.OPEN))
    rows = HardshipCase.objects.visible_to(request.user).select_related("lead_unit", "received_by").annotate(owed=owed)
    page = Paginator(_standing(rows, stands), 30).get_page(request.GET.get("page"))
    roles = access.roles_for("hardship_case.receive")
    context = {
        "form": form,
        "page": page,
        "rows": [(case, _light(case)) for case in page],
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
        "light": _light(case),
        "steps": steps.of_hardship(case),
        "acts": workflow.cases.available(case, request.user),
        "reliefs": [(row, workflow.reliefs.available(row, request.user)) for row in reliefs],
        "may_call": case.state == HardshipState.AT_MEETING and access.can(request.user, "meeting.plan", case),
        "history": audit.history(case),
    }
    return render(request, "duties/hardship_case_page.html", context)


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


def _standing(rows: HardshipQuerySet, stands: str) -> HardshipQuerySet:
    """Return what the filter lets through; without one, what is not closed."""
    if stands == "unsettled":
        return rows.filter(pk__in=UrgentRelief.objects.filter(state=ReliefState.OPEN).values("case"))
    return rows.filter(state=stands) if stands else rows.open()


def _light(case: HardshipCase) -> tuple[str, str]:
    """Return (tone, sentence) of the step it stands at."""
    if case.step_due_on is None:
        return "plain", case.get_state_display()
    return due_tone(case.step_due_on, case.get_state_display())
