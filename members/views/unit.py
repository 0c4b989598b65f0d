"""Pages of units."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Refused
from members import presentation, queries, tree, units
from members.forms.unit import UnitEditForm, UnitForm
from members.models import Jurisdiction, MemberUnit
from members.rules import require


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """List the member units with their liaison officers, in the notice's order."""
    bodies = Jurisdiction.objects.visible_to(request.user)
    sections = []
    for body in bodies:
        officers = queries.liaisons(body)
        rows = MemberUnit.objects.visible_to(request.user).filter(jurisdiction=body)
        sections.append((body, [(unit, officers.get(unit.pk)) for unit in rows]))
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
        "may_edit": access.can(request.user, "member_unit.edit", unit) and not unit.jurisdiction.is_read_only,
        "group_members": MemberUnit.doers.filter(group=unit),
        "people": unit.appointments.current().select_related("user"),
    }
    return render(request, "members/unit_page.html", context)


@require_http_methods(["GET", "POST"])
def unit_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a unit by name and kind; what the notice names without seating it is offered."""
    body = get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)
    require(request.user, "member_unit.enter", body)
    form = UnitForm(request.POST or None, name=request.GET.get("name", ""))
    if form.is_valid():
        try:
            unit = units.enter_unit(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", refusal.sentence)
        else:
            messages.success(request, f"已登记单位：{unit}。")
            return redirect(unit)
    context = {"body": body, "form": form, "named": units.named_only(body)}
    return render(request, "members/unit_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct short name, kind, aliases and initials of a unit."""
    unit = get_object_or_404(MemberUnit.doers.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "member_unit.edit", unit)
    form = UnitEditForm(request.POST or None, unit=unit)
    if form.is_valid():
        try:
            units.edit_unit(unit, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("aliases", refusal.sentence)
        else:
            messages.success(request, "已保存。")
            return redirect(unit)
    return render(request, "members/unit_edit.html", {"unit": unit, "form": form}, status=422 if form.errors else 200)
