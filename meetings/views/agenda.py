"""Pages of agenda items."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, downloads
from jointmeeting.kernel.errors import Forbidden
from meetings import steps, workflows
from meetings.forms.agenda import AgendaItemForm
from meetings.models import AgendaItem
from meetings.services import agenda as services
from members.models import MemberUnit
from members.permissions import UNIT
from members.rules import require


@require_GET
def agenda_item_list(request: HttpRequest) -> HttpResponse:
    """List the items the person may see, newest first."""
    items = AgendaItem.objects.visible_to(request.user).select_related("unit")
    page = Paginator(items, 30).get_page(request.GET.get("page"))
    own = [grant for grant in access.roles_of(request.user) if grant.role in UNIT]
    return render(request, "meetings/agenda_item_list.html", {"page": page, "may_draft": bool(own)})


@require_GET
def agenda_item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one item: what it is, what can be done, what happened."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user).select_related("unit", "jurisdiction"), pk=pk)
    context = {
        "item": item,
        "steps": steps.of_agenda_item(item),
        "acts": workflows.agenda_items.available(item, request.user),
        "may_edit": item.state == AgendaItem.State.DRAFT and access.can(request.user, "agenda_item.edit", item),
        "entries": item.entries.select_related("meeting"),
        "history": audit.history(item),
    }
    return render(request, "meetings/agenda_item_page.html", context)


@require_http_methods(["GET", "POST"])
def agenda_item_create(request: HttpRequest) -> HttpResponse:
    """Draft an item for the person's own unit."""
    own = [grant.unit_id for grant in access.roles_of(request.user) if grant.role in UNIT and grant.unit_id]
    unit = MemberUnit.objects.filter(pk__in=own).first()
    if unit is None:
        raise Forbidden("议题由成员单位的联络员或负责同志提报，您的岗位不能起草。")
    form = AgendaItemForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        item = services.draft_agenda_item(unit, by=request.user, **_fields(form))
        messages.success(request, "已保存草稿。核对无误后请点“提报”。")
        return redirect(item)
    return render(request, "meetings/agenda_item_form.html", {"form": form, "unit": unit}, status=_status(form))


@require_http_methods(["GET", "POST"])
def agenda_item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user).select_related("unit"), pk=pk)
    require(request.user, "agenda_item.edit", item)
    initial = {"title": item.title, "background": item.background, "proposal": item.proposal}
    form = AgendaItemForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.edit_agenda_item(item, by=request.user, **_fields(form))
        return redirect(item)
    context = {"form": form, "unit": item.unit, "item": item}
    return render(request, "meetings/agenda_item_form.html", context, status=_status(form))


@require_GET
def agenda_item_download(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Give an attachment of an item the person may see; logged."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user), pk=pk)
    paper = get_object_or_404(item.attachments.select_related("file"), pk=attachment)
    return downloads.give(item, paper.file, name=paper.name, act="agenda_item.download", by=request.user)


def _fields(form: AgendaItemForm) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    data["upload"] = data.pop("attachment")
    return data


def _status(form: AgendaItemForm) -> int:
    return 422 if form.is_bound and form.errors else 200
