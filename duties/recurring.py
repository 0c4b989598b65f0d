"""Recurring duties become reports: one a period, opened once however often the sweeper asks."""

from datetime import date

from django.db import transaction

from duties.models import PeriodicReport, RecurringDuty
from duties.models.recurring import PERIODS, Cadence
from jointmeeting.kernel import audit, clock, jobs, notify
from members.models import Jurisdiction
from members.queries import units_by_name

# Customary where the notice names no day: the 10th of the month after the period (通知未规定，按办公室工作规则).
DAY_AFTER_PERIOD = 10


@transaction.atomic
def read_recurring_duties(body: Jurisdiction) -> int:
    """Bring the recurring duties of the notice in force that name a unit and a cadence; return how many are new.

    What names no unit here or no cadence ("及时", "定期") is not turned into dates: nothing is guessed.
    """
    if body.is_read_only:
        return 0
    units = units_by_name(body)
    new = 0
    for stated in body.charter.record.recurring_duties:
        if stated.cadence not in Cadence.values or stated.unit not in units:
            continue
        cadence = Cadence(stated.cadence)
        _, created = RecurringDuty.objects.get_or_create(
            unit=units[stated.unit],
            content=stated.content,
            defaults={
                "jurisdiction": body,
                "cadence": cadence,
                "clause": body.charter.cite(stated.clause),
                "due_month": 12 // PERIODS[cadence] + 1,
                "due_day": DAY_AFTER_PERIOD,
                "starts_on": clock.today(),
            },
        )
        new += created
    if new:
        audit.record("recurring_duty.read", body, by=None, details={"duties": new})
    return new


def current_period(duty: RecurringDuty, day: date) -> tuple[int, int]:
    """Return (year, period) that `day` falls in; periods count from 1."""
    return day.year, (day.month - 1) // (12 // PERIODS[Cadence(duty.cadence)]) + 1


def due_date(duty: RecurringDuty, year: int, period: int) -> date:
    """Return the day by the duty's rule; a day off moves to the next working day (民法典第二百零三条)."""
    month = (period - 1) * (12 // PERIODS[Cadence(duty.cadence)]) + duty.due_month - 1
    day = date(year + month // 12, month % 12 + 1, duty.due_day)
    return day if clock.is_workday(day) else clock.add_workdays(day, 1)


def open_due_reports() -> int:
    """Open the report of the period that runs for every active duty, exactly once; return how many were opened."""
    today, opened = clock.today(), 0
    for duty in RecurringDuty.objects.filter(is_active=True, starts_on__lte=today).select_related("unit"):
        year, period = current_period(duty, today)
        if PeriodicReport.objects.filter(duty=duty, year=year, period=period).exists():
            continue
        with transaction.atomic():  # the row and its entry, or neither: a worker may die in between
            report, created = PeriodicReport.objects.get_or_create(
                duty=duty, year=year, period=period, defaults={"due_on": due_date(duty, year, period)}
            )
            if created:
                notify.announce(audit.record("periodic_report.open", report, by=None))
        opened += created
    return opened


jobs.register_deadline(open_due_reports)
