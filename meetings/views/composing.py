"""The composer's page: what the next meeting should hear."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from meetings import composer, ordering
from meetings.carry_over import ITEM
from meetings.models import Meeting
from members.rules import require


@require_http_methods(["GET", "POST"])
def meeting_compose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what comes up again; POST puts what was ticked on the agenda, and takes off what is ticked no more."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.compose", meeting)
    if request.method == "POST" and _compose(request, meeting):
        return redirect("meetings:agenda_builder", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/meeting_compose.html", _shown(meeting), status=status)


def _compose(request: HttpRequest, meeting: Meeting) -> bool:
    """Do what was ticked and say what came of it; tell whether the agenda is other than before."""
    ticked, before = request.POST.getlist("matter"), meeting.agenda_version
    items = [key for key in ticked if key.startswith(f"{ITEM}:")]
    placed, refused = composer.place(meeting, items, by=request.user)
    shown, reviews_last = request.POST.getlist("shown"), "reviews_last" in request.POST
    placed += composer.carry(meeting, ticked, shown=shown, reviews_last=reviews_last, by=request.user)
    meeting.refresh_from_db()
    for refusal in refused:
        messages.error(request, f"{refusal.sentence}{f'（{refusal.clause}）' if refusal.clause else ''}")
    is_other = bool(placed) or (meeting.agenda_version != before and not refused)
    if not placed and refused and meeting.agenda_version != before:
        messages.success(request, "其余改动已保存。")
    if is_other:
        messages.success(request, f"已列入{placed}项，请编排次序和时长。")
    elif not refused:
        messages.error(request, "请先勾选要列入的事项。")
    return is_other


def _shown(meeting: Meeting) -> dict[str, Any]:
    proposals, carried = composer.proposals(meeting), list(meeting.carried.all())
    offered = {matter.key for _, matters in proposals for matter in matters}
    return {
        "meeting": meeting,
        "proposals": proposals,
        "choosable": composer.CHOOSABLE,
        "carried": {row.key for row in carried},
        "settled": [row for row in carried if row.key not in offered],
        "agenda": ordering.lines(meeting),
    }
