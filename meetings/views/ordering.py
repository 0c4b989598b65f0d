"""The agenda builder: order by dragging or by buttons, headings, minutes; and the agenda as a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from meetings import ordering
from meetings.forms.ordering import AgendaForm, EntryForm, entry_forms
from meetings.models import Meeting
from meetings.services import ordering as services
from members.rules import require


@require_http_methods(["GET", "POST"])
def agenda_builder(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange the agenda; the buttons 上移, 下移 and 移出 save what was typed as well."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.arrange", meeting)
    if request.method == "GET":
        return _page(request, meeting, _head(meeting), entry_forms(meeting))
    form, rows = AgendaForm(request.POST), entry_forms(meeting, request.POST)
    if not form.is_valid() or not all(row.is_valid() for row in rows if row.is_bound):
        return _page(request, meeting, form, rows, status=422)
    try:
        arranged = [row.row() for row in rows if row.is_bound]
        services.arrange_agenda(meeting, arranged, by=request.user, **form.cleaned_data)
    except services.Outdated as conflict:
        messages.error(request, conflict.sentence)
        meeting.refresh_from_db()
        return _page(request, meeting, _again(request, meeting), rows, status=409)
    if (removed := request.POST.get("remove", "")).isdecimal():
        row = get_object_or_404(meeting.entries.select_related("agenda_item", "meeting"), pk=removed)  # visible_to
        services.remove_from_agenda(row, by=request.user)
        messages.success(request, f"已移出“{row.agenda_item}”，其余编排已保存。")
        return redirect("meetings:agenda_builder", pk=pk)
    messages.success(request, "议程已保存。")
    _, _, moved = request.POST.get("move", "").partition("-")
    return redirect(reverse("meetings:agenda_builder", args=[pk]) + (f"#entry-{moved}" if moved.isdecimal() else ""))


def _head(meeting: Meeting) -> AgendaForm:
    initial = {
        "version": meeting.agenda_version,
        "slot_minutes": meeting.slot_minutes,
        "reviews_last": meeting.reviews_last,
    }
    return AgendaForm(initial=initial)


def _again(request: HttpRequest, meeting: Meeting) -> AgendaForm:
    """Return what was typed, now on top of the arrangement that was saved first."""
    data = request.POST.copy()
    data["version"] = str(meeting.agenda_version)
    return AgendaForm(data)


def _page(
    request: HttpRequest, meeting: Meeting, form: AgendaForm, rows: list[EntryForm], *, status: int = 200
) -> HttpResponse:
    agenda = ordering.lines(meeting)
    numbers = {line.key: line for line in agenda}
    context = {
        "meeting": meeting,
        "form": form,
        "rows": [(row, numbers[str(row.entry.agenda_item_id)]) for row in rows],
        "agenda": agenda,
        "slot": ordering.slot_sentence(meeting, agenda),
        "is_conflict": status == 409,
        "is_liaison": meeting.kind == Meeting.Kind.LIAISON,
    }
    return render(request, "meetings/agenda_builder.html", context, status=status)
