"""Entering the yearly notice on holidays: the latest entered for a year counts, for every body of the installation."""

from typing import Any

from django.db import transaction

from jointmeeting.kernel import access, audit, clock
from jointmeeting.kernel.errors import Forbidden
from jointmeeting.kernel.holidays import HolidayYear
from jointmeeting.kernel.models import HolidayNotice


def may_enter(user: Any) -> bool:
    """Tell whether `user` looks after the system."""
    return access.can(user, "holiday_notice.enter", HolidayNotice())


def ensure_may_enter(user: Any) -> None:
    """Raise Forbidden for whoever does not."""
    if not may_enter(user):
        raise Forbidden("节假日安排由系统管理员载入，您的岗位不能办理。")


@transaction.atomic
def enter_notice(year: int, days: HolidayYear, text: str, *, by: Any) -> HolidayNotice:
    """Keep a notice that was read; due dates already given stay as they are."""
    ensure_may_enter(by)
    fields = {"days_off": sorted(days.days_off), "make_up_workdays": sorted(days.make_up_workdays), "text": text}
    notice, _ = HolidayNotice.objects.update_or_create(year=year, defaults=fields)
    counts = {"days_off": len(days.days_off), "make_up_workdays": len(days.make_up_workdays)}
    audit.record("holiday_notice.enter", notice, by=by, details=counts)
    transaction.on_commit(clock.forget)
    return notice
