"""Pages of units."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from jointmeeting.kernel import access
from members import presentation, queries, tree
from members.models import Jurisdiction, MemberUnit


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """List the member units with their liaison officers, in the notice's order."""
    bodies = Jurisdiction.objects.visible_to(request.user)
    sections = []
    for body in bodies:
        officers = queries.liaisons(body)
        units = MemberUnit.objects.visible_to(request.user).filter(jurisdiction=body)
        sections.append((body, [(unit, officers.get(unit.pk)) for unit in units]))
    return render(request, "members/unit_list.html", {"sections": sections})


@require_GET
def unit_tree(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the body's units by kind, groups unfolded, with the people of today."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    context = {"body": body, "centre": tree.central_posts(body), "branches": tree.branches_of(body)}
    return render(request, "members/unit_tree.html", context)


@require_GET
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit and its duties, word for word."""
    unit = get_object_or_404(MemberUnit.ever.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    context = {
        "unit": unit,
        "duties": unit.duties.all(),
        "categories": presentation.categories_of(unit),
        "former_names": unit.former_names.all(),
        "changes": unit.successions.all(),
        "may_change": not unit.has_ended and access.can(request.user, "succession.create", unit.jurisdiction),
        "people": unit.appointments.current().select_related("user"),
    }
    return render(request, "members/unit_page.html", context)
