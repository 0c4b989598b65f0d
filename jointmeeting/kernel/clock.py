"""Time: now, today in Shanghai, and working days with China's holidays and make-up days.

The calendar is data, from the State Council's yearly notice: `fixtures/holidays/<year>.toml` as shipped, and before it
the notice of that year the system administrator entered. A year without either follows the weekday rule, and
`is_published(year)` lets pages say so.
"""

import time
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jointmeeting.kernel.holidays import HolidayYear

HELD_SECONDS = 600  # a notice entered in one process counts in all others within ten minutes
_held: tuple[float, Mapping[int, HolidayYear]] = 0.0, {}


def now() -> datetime:
    """Return the current instant, aware."""
    return timezone.now()


def today() -> date:
    """Return the current date in the offices' time zone."""
    return timezone.localdate()


def is_published(year: int) -> bool:
    """Tell whether the holiday notice of `year` is known."""
    return year in known_years()


def is_workday(day: date) -> bool:
    """Tell whether offices work on `day`."""
    years = known_years().values()  # all of them: a New Year's notice may begin in the December before
    if any(day in year.make_up_workdays for year in years):
        return True
    return day.weekday() < 5 and not any(day in year.days_off for year in years)


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


def known_years() -> Mapping[int, HolidayYear]:
    """Return year → its exceptions to the weekday rule; an entered notice stands before a shipped one."""
    until, years = _held
    if time.monotonic() < until:
        return years
    from jointmeeting.kernel.models import HolidayNotice  # noqa: PLC0415 -- models need the clock

    return hold({row.year: row.as_year() for row in HolidayNotice.objects.all()})


def hold(entered: Mapping[int, HolidayYear]) -> Mapping[int, HolidayYear]:
    """Keep the entered notices in this process, so that no page pays a query for what changes once a year."""
    global _held  # noqa: PLW0603 -- one calendar a process
    _held = time.monotonic() + HELD_SECONDS, _shipped() | dict(entered)
    return _held[1]


def forget() -> None:
    """Read the entered notices again when they are next asked for."""
    global _held  # noqa: PLW0603 -- likewise
    _held = 0.0, {}


@cache
def _shipped() -> dict[int, HolidayYear]:
    return {int(path.stem): _read(path) for path in (Path(settings.BASE_DIR) / "fixtures" / "holidays").glob("*.toml")}


def _read(path: Path) -> HolidayYear:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return HolidayYear(frozenset(table["days_off"]), frozenset(table["make_up_workdays"]))
