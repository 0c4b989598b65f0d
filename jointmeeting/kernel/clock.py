"""Time: now, today in Shanghai, and working days with China's holidays and make-up days.

The calendar is data: `fixtures/holidays/<year>.toml`, from the State Council's yearly notice. A year without a file
follows the weekday rule, and `is_published(year)` lets pages say so.
"""

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone


class HolidayYear(NamedTuple):
    """One year's exceptions to the weekday rule."""

    days_off: frozenset[date]
    make_up_workdays: frozenset[date]


def now() -> datetime:
    """Return the current instant, aware."""
    return timezone.now()


def today() -> date:
    """Return the current date in the offices' time zone."""
    return timezone.localdate()


def is_published(year: int) -> bool:
    """Tell whether the holiday notice of `year` is known."""
    return _path(year).exists()


def is_workday(day: date) -> bool:
    """Tell whether offices work on `day`."""
    exceptions = _holidays(day.year)
    if day in exceptions.make_up_workdays:
        return True
    return day.weekday() < 5 and day not in exceptions.days_off


def add_workdays(start: date, count: int) -> date:
    """Return the `count`-th working day after `start` (the day itself does not count, 民法典第二百零一条)."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workday_before(day: date, count: int) -> date:
    """Return the `count`-th working day before `day`: the last on which `count` working days still lie ahead of it."""
    while count > 0:
        day -= timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Count working days after `start` up to and including `end`; negative when `end` lies before."""
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def _path(year: int) -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "holidays" / f"{year}.toml"


@cache
def _holidays(year: int) -> HolidayYear:
    path = _path(year)
    if not path.exists():
        return HolidayYear(frozenset(), frozenset())
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return HolidayYear(frozenset(table["days_off"]), frozenset(table["make_up_workdays"]))
