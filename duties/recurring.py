"""Recurring duties become reports: one a period, opened once however often the sweeper asks."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from duties.models import PeriodicReport, RecurringDuty
from duties.models.recurring import PERIODS, Cadence, kind_of
from jointmeeting.kernel import audit, clock, jobs, notify
from jointmeeting.kernel.errors import Refused
from members.charter_schema import RecurringDuty as Stated
from members.groups import real_units
from members.models import Jurisdiction, MemberUnit
from members.queries import units_by_name
from members.rules import require

# The system's own (系统默认) where the notice names no day: the 10th of the month after the period.
DAY_AFTER_PERIOD = 10
# A report opens with its period, but no earlier than this before it is due: a yearly one is not on the desk all year.
OPEN_DAYS_AHEAD = 120
NO_LONGER_ASKED = "不再规定"  # so ends the reason of what a notice dropped: it goes on where a later one asks it again


@transaction.atomic
def read_recurring_duties(body: Jurisdiction) -> int:
    """Bring the recurring duties of the notice in force that name a unit and a cadence; return how many are new.

    What names no unit here or no cadence ("及时", "定期") is not turned into dates: nothing is guessed. What an earlier
    notice asked and this one does not ends; what it asks again goes on. What a person settled stays as settled.
    """
    if body.is_read_only:
        return 0
    units = units_by_name(body)
    end_withdrawn(body, body.charter.record.recurring_duties)
    settled, new = settlements(body), 0
    for stated in body.charter.record.recurring_duties:
        if stated.cadence not in Cadence.values or stated.unit not in units:
            continue
        if (stated.unit, stated.content) in settled:
            continue
        cadence = Cadence(stated.cadence)
        duty, created = RecurringDuty.objects.get_or_create(
            unit=units[stated.unit],
            content=stated.content,
            defaults={
                "jurisdiction": body,
                "kind": kind_of(stated.content),
                "cadence": cadence,
                "clause": body.charter.cite(stated.clause),
                "due_month": 12 // PERIODS[cadence] + 1,
                "due_day": DAY_AFTER_PERIOD,
                "starts_on": clock.today(),
            },
        )
        new += created
        if not duty.is_active and duty.ended_reason.endswith(NO_LONGER_ASKED):
            resume(duty, clause=body.charter.cite(stated.clause), starts_on=clock.today())
    if new:
        audit.record("recurring_duty.read", body, by=None, details={"duties": new})
    return new


def end_withdrawn(body: Jurisdiction, stated: Sequence[Stated]) -> None:
    """End what the notice asked of units and `stated`, what it asks today, asks of nobody or of others by name.

    What a person settled stands as long as it is asked of the same printed name, be that a unit meanwhile.
    """
    units, given = units_by_name(body), settlements(body)
    named = {(units[row.unit].pk, row.content) for row in stated if row.unit in units}
    unclear = {row.content for row in stated if row.unit and row.unit not in units}
    settled = unclear | {row.content for row in stated if (row.unit, row.content) in given}
    for duty in RecurringDuty.objects.filter(jurisdiction=body, is_from_notice=True, is_active=True):
        if (duty.unit_id, duty.content) not in named and duty.content not in settled:
            end(duty, reason=f"{body.charter}{NO_LONGER_ASKED}", by=None)


def end(duty: RecurringDuty, *, reason: str, by: Any) -> None:
    """Open no more reports of a duty; those that are open stay."""
    duty.is_active, duty.ended_reason = False, reason
    duty.save(update_fields=["is_active", "ended_reason"])
    details = {"unit": duty.unit.name, "content": duty.content, "reason": reason}
    audit.record("recurring_duty.end", duty.jurisdiction, by=by, details=details)


def resume(duty: RecurringDuty, **fields: Any) -> None:
    """Ask again for what had ended, by the rule in `fields` where they give one."""
    for name, value in {**fields, "is_active": True, "ended_reason": ""}.items():
        setattr(duty, name, value)
    duty.save()
    details = {"unit": duty.unit.name, "content": duty.content, "clause": duty.clause}
    audit.record("recurring_duty.resume", duty.jurisdiction, by=None, details=details)


def settlements(body: Jurisdiction) -> set[tuple[str, str]]:
    """Return (printed name, content) of everything a person gave to a unit by hand."""
    entries = audit.history(body).filter(act="recurring_duty.settle")
    return {(entry.details["printed"], entry.details["content"]) for entry in entries}


def unsettled(body: Jurisdiction) -> list[Stated]:
    """Return what the notice asks of a name that is no unit here and that no person has given to a unit yet.

    县人社局 in Dejiang: it must report every quarter, and the notice lists no such member. No report opens meanwhile.
    """
    if body.is_read_only:
        return []
    units = units_by_name(body)
    given = set(RecurringDuty.objects.filter(jurisdiction=body).values_list("content", "clause"))
    return [
        stated
        for stated in body.charter.record.recurring_duties
        if stated.cadence in Cadence.values
        and stated.unit
        and stated.unit not in units
        and (stated.content, body.charter.cite(stated.clause)) not in given
    ]


@transaction.atomic
def settle(  # noqa: PLR0913 -- what a person decides, each by its name
    body: Jurisdiction, stated: Stated, *, unit: MemberUnit, due_month: int, due_day: int, by: Any
) -> list[RecurringDuty]:
    """Give a recurring duty of the notice to the unit a person names, or to every unit of a group (各镇街).

    Its reports open from today on. `due_month` counts from the first month of the period (see `RecurringDuty`). Raises
    Refused where it was settled meanwhile, where a group has no units, and where a unit has a duty of that content.
    """
    require(by, "recurring_duty.settle", body)
    Jurisdiction.objects.select_for_update().get(pk=body.pk)
    if stated not in unsettled(body):
        raise Refused("这项定期报送已经核定了报送单位，不需要再次核定。请刷新页面查看。")
    doers = real_units([unit])
    ensure_new(doers, stated.content)
    duties = [
        RecurringDuty.objects.create(
            jurisdiction=body,
            unit=doer,
            kind=kind_of(stated.content),
            content=stated.content,
            cadence=stated.cadence,
            clause=body.charter.cite(stated.clause),
            due_month=due_month,
            due_day=due_day,
            starts_on=clock.today(),
        )
        for doer in doers
    ]
    details = {"printed": stated.unit, "unit": "、".join(doer.name for doer in doers), "content": stated.content}
    audit.record("recurring_duty.settle", body, by=by, details=details)
    return duties


def ensure_new(units: Iterable[MemberUnit], content: str) -> None:
    """Refuse to ask a unit twice for the same."""
    there = RecurringDuty.objects.filter(unit__in=list(units), content=content).select_related("unit")
    if names := "、".join(str(duty.unit) for duty in there):
        raise Refused(f"{names}已有“{content}”。请去掉这些单位，或在定期职责中调整原来的要求。")


def current_period(duty: RecurringDuty, day: date) -> tuple[int, int]:
    """Return (year, period) that `day` falls in; periods count from 1."""
    return day.year, (day.month - 1) // (12 // PERIODS[Cadence(duty.cadence)]) + 1


def due_date(duty: RecurringDuty, year: int, period: int) -> date:
    """Return the day by the duty's rule; a day off moves to the next working day (民法典第二百零三条)."""
    month = (period - 1) * (12 // PERIODS[Cadence(duty.cadence)]) + duty.due_month - 1
    day = date(year + month // 12, month % 12 + 1, duty.due_day)
    return day if clock.is_workday(day) else clock.add_workdays(day, 1)


def open_due_reports() -> int:
    """Open the report of the period that runs for every active duty, exactly once; return how many were opened.

    A period whose day passed before the duty began asks for nothing.
    """
    today, opened = clock.today(), 0
    for duty in RecurringDuty.objects.filter(is_active=True, starts_on__lte=today).select_related("unit"):
        year, period = current_period(duty, today)
        due_on = due_date(duty, year, period)
        if not duty.starts_on <= due_on <= today + timedelta(days=OPEN_DAYS_AHEAD):
            continue
        if PeriodicReport.objects.filter(duty=duty, year=year, period=period).exists():
            continue
        with transaction.atomic():  # the row and its entry, or neither: a worker may die in between
            report, created = PeriodicReport.objects.get_or_create(
                duty=duty, year=year, period=period, defaults={"due_on": due_on}
            )
            if created:
                notify.announce(audit.record("periodic_report.open", report, by=None))
        opened += created
    return opened


jobs.register_deadline(open_due_reports)
