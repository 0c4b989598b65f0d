"""Pages of minutes: draft, preview as it will be printed, download."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jointmeeting.kernel import access, audit, downloads
from meetings import composition, steps, workflows
from meetings.forms.minutes import MatterFormSet, MinutesForm
from meetings.models import Meeting, Minutes
from meetings.services import minutes as services
from members.rules import require, ruling


@require_GET
def minutes_list(request: HttpRequest) -> HttpResponse:
    """List the minutes the person may see; a leader sees issued ones only."""
    rows = Minutes.objects.visible_to(request.user).select_related("meeting")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "meetings/minutes_list.html", {"page": page})


@require_GET
def minutes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as the sheet that will be printed."""
    visible = Minutes.objects.visible_to(request.user).select_related("meeting", "jurisdiction", "file")
    minutes = get_object_or_404(visible, pk=pk)
    context = {
        "minutes": minutes,
        "sheet": composition.preview(minutes),
        "steps": steps.of_minutes(minutes),
        "acts": workflows.minutes.available(minutes, request.user),
        "may_edit": minutes.state == Minutes.State.DRAFTING and access.can(request.user, "minutes.edit", minutes),
        "was_circulated": minutes.countersignatures.exists(),
        "matters": minutes.matters.select_related("lead_unit").prefetch_related("supporting_units"),
        "recipients": minutes.recipients.all(),
        "signer_rule": ruling(minutes, "minutes_signed_by"),
        "history": audit.history(minutes).exclude(act="minutes.download"),  # who reads is the log's, not the page's
    }
    return render(request, "meetings/minutes_page.html", context)


@require_POST
def minutes_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the minutes of a held meeting (`pk` is the meeting's)."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    minutes = services.draft_minutes(meeting, by=request.user)
    return redirect("meetings:minutes_edit", pk=minutes.pk)


@require_http_methods(["GET", "POST"])
def minutes_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft; two editors never overwrite each other."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("meeting"), pk=pk)
    require(request.user, "minutes.edit", minutes)
    initial = {"version": minutes.version, "title": minutes.title, "opening": minutes.opening}
    form = MinutesForm(request.POST or None, initial=initial)
    matters = MatterFormSet(
        request.POST or None, initial=_written(minutes), prefix="matters", form_kwargs={"minutes": minutes}
    )
    if request.method == "POST" and form.is_valid() and matters.is_valid():
        rows = [row.cleaned_data for row in matters if row.cleaned_data and not row.cleaned_data.get("DELETE")]
        services.edit_minutes(minutes, by=request.user, matters=rows, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect(minutes)
    failed = request.method == "POST"
    context = {"minutes": minutes, "form": form, "matters": matters}
    return render(request, "meetings/minutes_form.html", context, status=422 if failed else 200)


def _written(minutes: Minutes) -> list[dict[str, Any]]:
    rows = [
        {
            "key": m.key,
            "heading": m.heading,
            "text": m.text,
            "lead_unit": m.lead_unit_id,
            "supporting_units": [unit.pk for unit in m.supporting_units.all()],
            "due_on": m.due_on,
            "agenda_item": m.agenda_item_id,
        }
        for m in minutes.matters.prefetch_related("supporting_units")
    ]
    if rows:
        return rows
    entries = minutes.meeting.entries.select_related("agenda_item")
    return [
        {"heading": e.agenda_item.title, "agenda_item": e.agenda_item_id, "lead_unit": e.agenda_item.unit_id}
        for e in entries
    ]


@require_GET
def minutes_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the issued file; nothing else is ever downloaded. Logged."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("file"), pk=pk)
    if minutes.file is None:
        raise Http404
    name = f"{minutes.title}{minutes.number_label}.pdf"
    return downloads.give(minutes, minutes.file, name=name, act="minutes.download", by=request.user)
