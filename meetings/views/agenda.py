"""Pages of agenda items."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, downloads
from jointmeeting.kernel.errors import Forbidden
from meetings import review, steps, workflows
from meetings.forms.agenda import AgendaItemForm, CompareForm
from meetings.forms.filtering import ItemFilter
from meetings.models import AgendaItem, MajorMatter
from meetings.services import agenda as services
from members.models import MemberUnit
from members.permissions import UNIT
from members.rules import require


@require_GET
def agenda_item_list(request: HttpRequest) -> HttpResponse:
    """List the items the person may see, newest first."""
    form = ItemFilter(request.GET, user=request.user)
    items = form.passing(AgendaItem.objects.visible_to(request.user).select_related("unit"))
    page = Paginator(items, 30).get_page(request.GET.get("page"))
    own = [grant for grant in access.roles_of(request.user) if grant.role in UNIT]
    context = {"page": page, "may_draft": bool(own), "form": form, "query": form.query()}
    return render(request, "meetings/agenda_item_list.html", context)


@require_GET
def agenda_item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one item: what it is, what can be done, what units say, what is still missing, what happened."""
    visible = AgendaItem.objects.visible_to(request.user)
    item = get_object_or_404(visible.select_related("unit", "jurisdiction", "call", "override_by"), pk=pk)
    acts = workflows.agenda_items.available(item, request.user)
    context = {
        "item": item,
        "steps": steps.of_agenda_item(item),
        "acts": acts,
        "may_edit": item.state == AgendaItem.State.DRAFT and access.can(request.user, "agenda_item.edit", item),
        "papers": review.papers(item, request.user),
        "opinions": review.opinions(item, request.user),
        "lines": review.readiness_lines(item, request.user, acts),
        "submissions": item.submissions.all(),
        "entries": item.entries.select_related("meeting"),
        "major_matters": MajorMatter.objects.visible_to(request.user).filter(agenda_item=item),
        "history": audit.history(item),
        **review.for_the_office(item, request.user),
    }
    return render(request, "meetings/agenda_item_page.html", context)


@require_http_methods(["GET", "POST"])
def agenda_item_create(request: HttpRequest) -> HttpResponse:
    """Draft an item for the person's own unit."""
    own = [grant.unit_id for grant in access.roles_of(request.user) if grant.role in UNIT and grant.unit_id]
    unit = MemberUnit.objects.filter(pk__in=own).select_related("jurisdiction").first()
    if unit is None:
        raise Forbidden("议题由成员单位的联络员或负责同志提报，您的岗位不能起草。")
    chosen = {"call": request.GET["call"]} if request.GET.get("call", "").isdecimal() else None
    form = AgendaItemForm(request.POST or None, request.FILES or None, initial=chosen, unit=unit)
    if request.method == "POST" and form.is_valid():
        item = services.draft_agenda_item(unit, by=request.user, **form.drafted())
        messages.success(request, "已保存草稿。核对无误后请点“提报”。")
        return redirect(item)
    return render(request, "meetings/agenda_item_form.html", {"form": form, "unit": unit}, status=_status(form))


@require_http_methods(["GET", "POST"])
def agenda_item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    visible = AgendaItem.objects.visible_to(request.user)
    item = get_object_or_404(visible.select_related("unit", "jurisdiction"), pk=pk)
    require(request.user, "agenda_item.edit", item)
    was = model_to_dict(item)
    form = AgendaItemForm(request.POST or None, request.FILES or None, initial=was, unit=item.unit, item=item)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_agenda_item(item, by=request.user, **form.drafted())
        except services.Outdated as conflict:
            form.read_again(conflict)
        else:
            return redirect(item)
    context = {"form": form, "unit": item.unit, "item": item}
    return render(request, "meetings/agenda_item_form.html", context, status=_status(form))


@require_GET
def agenda_item_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two submitted texts side by side; by default the last two."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user).select_related("unit"), pk=pk)
    texts = {text.version: text for text in item.submissions.all()}
    if not texts:
        raise Http404
    pair = CompareForm(request.GET or None, versions=sorted(texts))
    old, new = pair.chosen()
    readable = set(item.attachments.visible_to(request.user).values_list("name", "version"))
    changes = review.changes(texts[old].content, texts[new].content, readable)
    context = {"item": item, "form": pair, "old": texts[old], "new": texts[new], "changes": changes}
    return render(request, "meetings/agenda_item_compare.html", context)


@require_GET
def agenda_item_download(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Give an attachment of an item the person may see; logged."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user), pk=pk)
    paper = get_object_or_404(item.attachments.visible_to(request.user).select_related("file"), pk=attachment)
    return downloads.give(item, paper.file, name=paper.name, act="agenda_item.download", by=request.user)


@require_GET
def opinion_download(request: HttpRequest, pk: int, opinion: int) -> HttpResponse:
    """Give the letter of a unit's opinion; logged."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.user), pk=pk)
    said = get_object_or_404(item.opinions.visible_to(request.user).select_related("file"), pk=opinion)
    if said.file is None:
        raise Http404
    return downloads.give(item, said.file, name=said.file_name, act="agenda_item.download", by=request.user)


def _status(form: AgendaItemForm) -> int:
    return 422 if form.is_bound and form.errors else 200
