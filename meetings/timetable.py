"""When people meet: who would have to be in two places at once, the month, and the year."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from jointmeeting.kernel import clock
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings.models import Meeting
from members.models import Jurisdiction

TAKES_TIME = [Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.IN_SESSION]
LONGEST = timedelta(minutes=600)


def clashes(
    body: Jurisdiction,
    *,
    chair: Any,
    units: Iterable[int],
    starts_at: datetime,
    ends_at: datetime,
    besides: Meeting | None = None,
) -> list[str]:
    """Return, in words, which other meetings the same people would have to sit in; no `units` means all of them."""
    near = Meeting.objects.filter(state__in=TAKES_TIME, starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST)
    near = near.exclude(kind=Meeting.Kind.WRITTEN).filter(Q(jurisdiction=body) | Q(chaired_by=chair))
    wanted, found = set(units), []
    for other in near.prefetch_related("invited_units"):
        if other == besides or other.ends_at <= starts_at:
            continue
        invited = {unit.pk for unit in other.invited_units.all()}
        if other.chaired_by_id == chair.pk:
            found.append(f"主持人{chair}须同时主持“{other}”（{cn_datetime(other.starts_at)}）")
        elif not wanted or not invited or wanted & invited:
            found.append(f"参会单位须同时参加“{other}”（{cn_datetime(other.starts_at)}）")
    return found


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month's sheet."""

    day: date
    is_of_month: bool
    is_today: bool
    is_workday: bool
    meetings: tuple[Meeting, ...]


def month_of(text: str) -> date:
    """Return the first of the month "2026-11" names; this month for anything else."""
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a day, not an instant
    except ValueError:
        return clock.today().replace(day=1)


def weeks(first: date, user: Any) -> list[list[Day]]:
    """Return the weeks of the month, Monday first, with the meetings `user` may see."""
    sheet = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = Meeting.objects.visible_to(user).filter(starts_at__date__range=(sheet[0][0], sheet[-1][-1]))
    held: dict[date, list[Meeting]] = {}
    for meeting in rows.order_by("starts_at"):
        held.setdefault(timezone.localdate(meeting.starts_at), []).append(meeting)
    today = clock.today()
    return [
        [Day(d, d.month == first.month, d == today, clock.is_workday(d), tuple(held.get(d, ()))) for d in week]
        for week in sheet
    ]


def of_year(year: int, user: Any) -> list[Meeting]:
    """Return the year's meetings in order, cancelled and postponed ones as well: a tombstone stays."""
    return list(Meeting.objects.visible_to(user).filter(starts_at__year=year).order_by("starts_at"))
