"""The calendar of meetings, the year's plan, calendar files, and each person's own subscription."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access
from meetings import calendars, planning, timetable
from meetings.models import CalendarFeed, Meeting, MeetingPlan
from members.models import Jurisdiction
from members.permissions import OFFICE
from members.rules import times_a_year

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "POST"])
def meeting_calendar(request: HttpRequest) -> HttpResponse:
    """Show a month and its year; POST gives the person a new secret address for the subscription."""
    if request.method == "POST":
        calendars.renew(request.user)
        return redirect(f"{reverse('meetings:meeting_calendar')}#feed")
    first = timetable.month_of(request.GET.get("month", ""))
    body = Jurisdiction.objects.visible_to(request.user).first()
    plan = MeetingPlan.objects.visible_to(request.user).filter(year=first.year).first()
    feed = CalendarFeed.objects.filter(user=request.user.pk).first()
    context = {
        "first": first,
        "before": timetable.step(first, -1),
        "after": timetable.step(first, 1),
        "weeks": timetable.weeks(first, request.user),
        "meetings": timetable.of_year(first.year, request.user),
        "plan": plan,
        "lines": planning.lines(plan) if plan else [],
        "may_draft": plan is None and any(grant.role in OFFICE for grant in access.roles_of(request.user)),
        "rule": times_a_year(body) if body else None,
        "feed_url": request.build_absolute_uri(reverse("meetings:calendar_feed", args=[feed.token])) if feed else "",
    }
    return render(request, "meetings/meeting_calendar.html", context)


@require_GET
def meeting_calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the calendar file of one meeting."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    response = HttpResponse(calendars.single(meeting), content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    return response


@require_GET
@login_not_required
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person's calendar to whoever knows the secret address; a calendar program cannot log in."""
    feed = CalendarFeed.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if feed is None:
        raise Http404
    response = HttpResponse(calendars.feed(feed.user), content_type=CALENDAR)
    response["Cache-Control"] = "private, no-store"
    return response
