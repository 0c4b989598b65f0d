"""Pages of one assignment, and assigning."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from duties import queries, services, steps, workflows
from duties.effects import SLIP_JOB
from duties.forms import AssignmentForm, MeasuresForm
from duties.lights import light_of, report_light, unknown_years
from duties.models import Assignment, Evidence
from duties.models.assignment import ENDED
from duties.paper_loop import ASSIGNMENT
from jointmeeting.kernel import access, downloads, jobs
from jointmeeting.kernel.errors import Forbidden
from jointmeeting.kernel.workflow import Available
from meetings.amending import corrections_of, void_of
from meetings.models import ScannedPage
from members.models import Jurisdiction
from members.permissions import OFFICE

RELATED = ("lead_unit", "jurisdiction", "responsible", "duty", "parent", "merged_into", "carried_to", "matter__minutes")


@require_GET
def assignment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one assignment: its light and why, what can be done, what was reported."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    acts = workflows.assignments.available(assignment, request.user)
    if assignment.due_on:  # a date that stands is no question any more
        acts = [act for act in acts if act.transition.name != "set_date"]
    parts = assignment.parts.select_related("unit", "responsible")
    progress = assignment.progress.select_related("reported_by", "part__unit")
    extensions = assignment.extensions.select_related("requested_by")
    stalled = set(
        jobs.given_up(SLIP_JOB).filter(target__in=assignment.slips.values("pk")).values_list("target", flat=True)
    )
    context = {
        "assignment": assignment,
        "light": light_of(assignment),
        "report_light": report_light(assignment),
        "unknown_years": unknown_years(assignment.due_on),
        "steps": steps.of_assignment(assignment),
        "acts": [act for act in acts if _is_foremost(act)],
        "more_acts": [act for act in acts if not _is_foremost(act)],
        "parts": [(part, workflows.parts.available(part, request.user)) for part in parts],
        "extensions": [(row, workflows.extensions.available(row, request.user)) for row in extensions],
        "may_urge": access.can(request.user, "assignment.urge", assignment) and assignment.state not in ENDED,
        "slips": [
            (slip, workflows.slips.available(slip, request.user), slip.pk in stalled)
            for slip in assignment.slips.select_related("assignment", "jurisdiction")
        ],
        "children": assignment.children.select_related("lead_unit"),
        "absorbed": assignment.merged.select_related("lead_unit"),
        "seen": queries.seen_around(assignment, request.user),
        "progress": [
            (row, workflows.progress_reports.available(row, request.user))
            for row in progress.prefetch_related("evidence")
        ],
        "void": void_of(assignment.matter.minutes) if assignment.matter else None,
        "corrections": corrections_of(assignment.matter) if assignment.matter else [],
        "scans": ScannedPage.objects.visible_to(request.user).of(ASSIGNMENT, assignment.pk),
        "history": queries.history_of(assignment),
    }
    return render(request, "duties/assignment_page.html", context)


@require_http_methods(["GET", "POST"])
def assignment_create(request: HttpRequest) -> HttpResponse:
    """Assign work that comes from elsewhere than minutes."""
    body = own_office(request)
    proposed = {name: request.GET[name] for name in ("source_kind", "source", "lead_unit") if name in request.GET}
    form = AssignmentForm(request.POST or None, body=body, initial=proposed)
    if request.method == "POST" and form.is_valid():
        assignment = services.create_assignment(body, by=request.user, **form.cleaned_data)
        messages.success(request, f"已交办：{assignment}。{queries.told(assignment.lead_unit)}")
        return redirect(assignment)
    status = 422 if form.is_bound else 200
    return render(request, "duties/assignment_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def measures(request: HttpRequest) -> HttpResponse:
    """Show the measures the notice lists, and load them as assignments."""
    body = own_office(request)
    form = MeasuresForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = services.load_measures(body, by=request.user, **form.cleaned_data)
        messages.success(request, f"已载入{count}项措施，已通知在任的联络员和负责同志；无人在任的单位请另行送达。")
        return redirect("duties:assignment_list")
    listed = {"measures": body.charter.record.measures, "leadless": services.leadless(body)}
    context = {"form": form, "body": body, "rule": services.FIRST_LEADS, **listed}
    return render(request, "duties/measures.html", context, status=422 if form.is_bound else 200)


@require_GET
def evidence_download(request: HttpRequest, pk: int, evidence: int) -> HttpResponse:
    """Give a file that shows what was done; logged."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    shown = get_object_or_404(Evidence.objects.select_related("file"), pk=evidence, progress__assignment=assignment)
    return downloads.give(assignment, shown.file, name=shown.name, act="evidence.download", by=request.user)


def _is_foremost(act: Available) -> bool:
    """Tell whether an act stands at the head of the page; the others stand at its side."""
    return act.is_main or act.transition.name in {"finish", "return_", "refuse"}


def own_office(request: HttpRequest) -> Jurisdiction:
    """Return the body whose office the person works in."""
    own = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in OFFICE]
    body = Jurisdiction.objects.visible_to(request.user).filter(pk__in=own).first()
    if body is None:
        raise Forbidden("交办工作事项由联席会议办公室办理，您的岗位不能办理。")
    return body
