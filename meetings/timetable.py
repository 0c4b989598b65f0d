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
from meetings.invitations import invited
from meetings.models import Meeting
from members.models import Jurisdiction, MemberUnit

TAKES_TIME = [Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.IN_SESSION]
LONGEST = timedelta(minutes=600)
YEARS = range(2000, 2100)  # a sheet of the month needs days before and after it
NAMED = 3  # units in a sentence


def clashes(
    body: Jurisdiction,
    *,
    chair: Any,
    units: Iterable[MemberUnit],
    starts_at: datetime,
    ends_at: datetime,
    besides: Meeting | None = None,
) -> list[str]:
    """Return, in words, which other meetings the same people would have to sit in."""
    near = Meeting.objects.filter(state__in=TAKES_TIME, starts_at__lt=ends_at, starts_at__gt=starts_at - LONGEST)
    near = near.exclude(kind=Meeting.Kind.WRITTEN).filter(Q(jurisdiction=body) | Q(chaired_by=chair))
    wanted, found = set(units), []
    for other in near.select_related("jurisdiction"):
        if other == besides or other.ends_at <= starts_at:
            continue
        if other.chaired_by_id == chair.pk:
            found.append(f"主持人{chair}须同时主持“{other}”（{cn_datetime(other.starts_at)}）")
        elif names := _in_both(body, wanted, other):
            found.append(f"{names}须同时参加“{other}”（{cn_datetime(other.starts_at)}）")
    return found


def _in_both(body: Jurisdiction, wanted: set[MemberUnit], other: Meeting) -> str:
    """Name the units two meetings share."""
    shared = [unit for unit in invited(other) if unit in wanted]
    if set(body.units.exclude(kind=MemberUnit.Kind.GROUP)) <= set(shared):
        return "全体成员单位"
    names = [unit.name for unit in shared]
    return "、".join(names[:NAMED]) + (f"等{len(names)}个单位" if len(names) > NAMED else "")


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
        first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 -- a day, not an instant
    except ValueError:
        first = date.min
    return first if first.year in YEARS else clock.today().replace(day=1)


def step(first: date, months: int) -> str:
    """Return the month `months` later as "2026-11", or the last the calendar shows that way."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return f"{year}-{month + 1:02}" if year in YEARS else f"{first:%Y-%m}"


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
