"""Pages of major matters."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import audit
from meetings import workflows
from meetings.forms.major import MajorMatterForm
from meetings.guards.major import reporting_rule
from meetings.models import MajorMatter, Meeting
from meetings.services import major as services
from members.rules import require
from members.wording import say


@require_GET
def major_matter_list(request: HttpRequest) -> HttpResponse:
    """List the major matters the person may see, newest first."""
    matters = MajorMatter.objects.visible_to(request.user).select_related("unit", "meeting")
    page = Paginator(matters, 30).get_page(request.GET.get("page"))
    return render(request, "meetings/major_matter_list.html", {"page": page})


@require_GET
def major_matter_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one matter: what it is, by which rule it is reported, what was decided, what can be done."""
    matters = MajorMatter.objects.visible_to(request.user)
    matter = get_object_or_404(
        matters.select_related("unit", "meeting", "jurisdiction", "lead_unit", "agenda_item"), pk=pk
    )
    rule = reporting_rule(matter)
    context = {
        "matter": matter,
        "rule": rule,
        "rule_sentence": say(rule.value) if rule else "",
        "acts": workflows.major_matters.available(matter, request.user),
        "history": audit.history(matter),
    }
    return render(request, "meetings/major_matter_page.html", context)


@require_http_methods(["GET", "POST"])
def major_matter_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise a matter the meeting `pk` discussed."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "major_matter.create", meeting)
    form = MajorMatterForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        matter = services.raise_major_matter(meeting, by=request.user, **form.cleaned_data)
        messages.success(request, "已登记重大问题。报告后请登记报告情况。")
        return redirect(matter)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/major_matter_form.html", context, status=422 if form.errors else 200)
