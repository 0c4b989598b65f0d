"""Pages of assignments."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from duties import steps, workflows
from duties.lights import light_of
from duties.models import Assignment
from jointmeeting.kernel import audit


@require_GET
def assignment_list(request: HttpRequest) -> HttpResponse:
    """List the assignments the person may see, the earliest date first."""
    rows = Assignment.objects.visible_to(request.user).select_related("lead_unit")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "duties/assignment_list.html", {"page": page, "rows": [(a, light_of(a)) for a in page]})


@require_GET
def assignment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one assignment, its light and its progress."""
    rows = Assignment.objects.visible_to(request.user).select_related("lead_unit", "matter")
    assignment = get_object_or_404(rows, pk=pk)
    context = {
        "assignment": assignment,
        "light": light_of(assignment),
        "steps": steps.of_assignment(assignment),
        "acts": workflows.assignments.available(assignment, request.user),
        "supporting": assignment.supporting_units.all(),
        "progress": assignment.progress.select_related("reported_by"),
        "history": audit.history(assignment),
    }
    return render(request, "duties/assignment_page.html", context)
