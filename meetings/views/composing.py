"""The composer's page: what the next meeting should hear."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from meetings import composer, ordering
from meetings.models import Meeting
from members.rules import require


@require_http_methods(["GET", "POST"])
def meeting_compose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what comes up again; POST puts the chosen items on the agenda."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.compose", meeting)
    if request.method == "POST":
        placed, refused = composer.place(meeting, request.POST.getlist("matter"), by=request.user)
        for refusal in refused:
            messages.error(request, f"{refusal.sentence}{f'（{refusal.clause}）' if refusal.clause else ''}")
        if placed:
            messages.success(request, f"已列入{placed}项议题，请编排次序和时长。")
            return redirect("meetings:agenda_builder", pk=pk)
        if not refused:
            messages.error(request, "请先勾选要列入的议题。")
    context = {
        "meeting": meeting,
        "proposals": composer.proposals(meeting),
        "choosable": composer.CHOOSABLE,
        "agenda": ordering.lines(meeting),
    }
    return render(request, "meetings/meeting_compose.html", context, status=422 if request.method == "POST" else 200)
