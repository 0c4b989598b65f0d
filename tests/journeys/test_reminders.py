"""Thirty days of every reminder there is, made by a real worker on a stopped clock and killed in mid-round."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from duties.effects import SLIP_JOB
from duties.models import AssignmentState, Digest, ReminderRound, SupervisionSlipState
from jointmeeting.kernel import clock, jobs, reminders
from jointmeeting.kernel.models import Job, LogEntry, Notification
from meetings.models import AgendaCall, AgendaItem, Meeting, MeetingReminder, Minutes
from meetings.models.minutes import RENDER_JOB
from meetings.reminders import ACT as MEETING_ACT
from meetings.workflows import agenda_items, meetings, receipts
from meetings.workflows import minutes as minutes_workflow
from members.compliance import ACT as WARNING
from members.models import MemberUnit, Role, User
from tests.conftest import founded
from tests.duties import factories, hardship
from tests.factories import Office, stored_file
from tests.journeys import clocked
from tests.journeys.conftest import Worker, eventually
from tests.meetings import countersigning, preparing

START = date(2026, 9, 14)  # a Monday; 25 September is 中秋, 1 to 7 October 国庆, two weekends are worked in exchange
MONTH = [START + timedelta(days=n) for n in range(30)]
WORKING = [day for day in MONTH if clock.is_workday(day)]
SWEEPS = 5.0  # seconds between two sweeps
HOURS = (3, 7, 8, 9, 17, 18, 23)
Kind = MeetingReminder.Kind
# Every deadline the sweeper knows: those that remind are looked at below, the others end or begin something.
REMINDING = {"duties.reminders.remind", "meetings.reminders.remind", "members.compliance.warn"}
ENDING = {
    "meetings.deadlines.agenda.end_calls",
    "meetings.deadlines.minutes.deem",
    "verification.exchange.expire_queries",
    "duties.recurring.open_due_reports",
    "members.successions.end_due_successions",
    "members.changing.complete_hand_overs",
    "members.reconciling.reconcile_due",
    "members.coming_into_force.bring_in_due",
}


def days(*numbers: int) -> list[date]:
    """Days of September from the 14th on, then of October."""
    return [date(2026, 9 if number >= START.day else 10, number) for number in numbers]


# What the liaison officer of the second unit hears of, kind by kind. 20 September and 10 October are worked weekends.
SECOND = {
    "agenda_call.closing": days(17, 18),  # closes on the 18th
    "agenda_opinion.due": days(21, 22, 23, 24, 28, 29, 30) + [d for d in WORKING if d.month == 10],  # due on the 22nd
    "countersignature.due": WORKING[1:],  # asked on the 14th, never answered
    "part.due": days(24, 28, 29, 30) + [d for d in WORKING if d.month == 10],  # a part of what is due on the 30th
}
# What the liaison officer of the first unit hears of.
FIRST = {
    "assignment.unaccepted": WORKING,  # assigned on the 14th before anybody came
    "assignment.due": WORKING,  # due on the 14th itself
    "supervision_slip.answer": WORKING,  # sent on the 14th, to be answered by the 17th, never answered
    "assignment.progress": [date(2026, 10, n) for n in (10, 12, 13)],  # due on 14 October
    "periodic_report.due": [date(2026, 9, 30), *(d for d in WORKING if d.month == 10)],  # due on 10 October
    "countersignature.due": WORKING[1:],
    "recipient.waiting": WORKING[2::2],  # issued on the 14th, never received
    "hardship_case.due": WORKING[1:],  # referred on the 14th, never accepted
    "urgent_relief.due": days(20, 21, 22, 23, 24, 28, 29, 30) + [d for d in WORKING if d.month == 10],  # of the 14th
}
# What the office staff hear of first.
STAFF = {"assignment.suspended": days(24, 28, 29, 30) + [d for d in WORKING if d.month == 10]}  # until the 24th
WAITING_FOR_RECEIPT = days(17, 18, 20, 21, 22, 23, 24)  # notice on the 15th, meeting on the 24th at 9:00


def at(day: date, hour: int) -> datetime:
    """An instant in the offices' time zone."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A real worker on the stopped clock."""
    redis.Redis.from_url(settings.CELERY_BROKER_URL).flushall()
    running = Worker(tmp_path / "media", app="tests.journeys.clocked")
    running.start()
    yield running
    running.kill()


def test_every_reminder_is_looked_at() -> None:
    assert set(SECOND) | set(FIRST) | set(STAFF) == reminders.kinds()
    assert {f"{row.__module__}.{row.__name__}" for row in jobs._deadlines} == REMINDING | ENDING


@pytest.mark.full
@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_thirty_days_and_three_kills(worker: Worker) -> None:
    office, meeting = _everything_waits()
    second = office.person(Role.LIAISON, office.other_unit)
    kills: dict[date, Callable[[], AbstractContextManager[None]]] = {
        date(2026, 9, 17): lambda: _hold_digest(second, date(2026, 9, 17)),
        date(2026, 9, 22): lambda: _hold_meeting_reminder(meeting, date(2026, 9, 22)),
        date(2026, 10, 8): lambda: _hold_digest(office.staff, date(2026, 10, 8)),
    }
    for day in MONTH:
        if day == date(2026, 9, 15):
            with time_machine.travel(at(day, 9), tick=False):
                meetings.perform(meeting, "convene", by=office.chief)
        if day in kills:
            _kill_half_way(worker, day, kills[day])
        for hour in HOURS:
            _sweep(at(day, hour))
        if day == date(2026, 9, 18):
            with time_machine.travel(at(day, 20), tick=False):
                receipts.perform(meeting.receipts.get(unit=office.unit), "attend", by=office.liaison, data={})

    assert {kind: _heard(second, kind) for kind in SECOND} == SECOND
    assert {kind: _heard(office.liaison, kind) for kind in FIRST} == FIRST
    assert {kind: _heard(office.staff, kind) for kind in STAFF} == STAFF
    _meeting_reminders_are_whole(office)
    assert _warned() == [START, date(2026, 10, 9)]
    assert list(ReminderRound.objects.order_by("day").values_list("day", flat=True)) == WORKING
    assert AgendaCall.objects.get().state == AgendaCall.State.CLOSED
    _nothing_was_told_twice()


def _everything_waits() -> tuple[Office, Meeting]:
    """On the first morning: a call, an opinion, minutes out, three duties, a term that ends, a meeting planned."""
    office = founded("chencang")
    for role in (Role.STAFF, Role.DIRECTOR, Role.CHIEF_CONVENER):
        office.person(role)
    for unit in (office.unit, office.other_unit):
        office.person(Role.LIAISON, unit)
    third = office.body.units.order_by("position")[2]
    with time_machine.travel(at(START, 6), tick=False):
        office.person(Role.UNIT_LEADER, third, ends_on=date(2026, 11, 8))  # 30 days before: 9 October
        call = preparing.call(office, closes_at=timezone.make_aware(datetime(2026, 9, 18, 17)))
        item = office.agenda_item(AgendaItem.State.ACCEPTED, call=call)
        preparing.consult(office, item, mandatory=[office.other_unit], days=7)
        countersigning.circulated(office)
        hardship.waiting(office)
        _issue(office, countersigning.circulated(office))
        factories.assignment(office, AssignmentState.ACCEPTED, due_on=date(2026, 9, 30)).parts.update(text="提供数据")
        factories.assignment(office, AssignmentState.SUSPENDED, due_on=date(2026, 12, 31))
        factories.slip(office, SupervisionSlipState.ISSUED)
        Job.objects.filter(kind=SLIP_JOB).delete()  # likewise: its file is there
        factories.assignment(office, AssignmentState.ACCEPTED, due_on=date(2026, 12, 31), report_every=1)
        factories.assignment(office, AssignmentState.ASSIGNED, due_on=date(2026, 12, 31))
        factories.report(office)
        return office, _planned(office)


def _issue(office: Office, minutes: Minutes) -> None:
    """Bring minutes that are out for countersignature to the units."""
    countersigning.all_agree(office, minutes)
    minutes_workflow.perform(minutes, "present", by=office.staff)
    minutes_workflow.perform(minutes, "sign", by=office.chief)
    Job.objects.filter(kind=RENDER_JOB).delete()  # the file is brought here: nothing can be sealed on a stopped clock
    minutes_workflow.perform(minutes, "issue", by=None, data={"file": stored_file()})


def _planned(office: Office) -> Meeting:
    item, meeting = office.agenda_item(AgendaItem.State.SUBMITTED), office.regular_meeting()
    meeting.starts_at = at(date(2026, 9, 24), 9)
    meeting.save()
    meeting.invited_units.set([office.unit, office.other_unit])
    agenda_items.perform(item, "accept", by=office.staff)
    agenda_items.perform(item, "schedule", by=office.staff, data={"meeting": meeting})
    return meeting


def _sweep(instant: datetime) -> None:
    """Let the sweeper come by, and again every five seconds, as in life, until everybody has been told."""
    waiting, again = Job.objects.exclude(state=Job.State.DONE), 0.0

    def is_told() -> bool:
        nonlocal again
        if time.monotonic() >= again:
            clocked.sweep(instant)
            again = time.monotonic() + SWEEPS
        return not waiting.exists()

    eventually(is_told, f"the telling of {instant}")


def _kill_half_way(worker: Worker, day: date, hold: Callable[[], AbstractContextManager[None]]) -> None:
    """Kill the worker while its round stands at a row this test holds: what came before is kept, the rest is not."""
    told = LogEntry.objects.filter(act__in=["digest.send", MEETING_ACT])
    before = told.count()
    with hold():
        clocked.send_sweep(at(day, 8))
        eventually(lambda: _is_waiting_for_a_row() and told.count() > before, f"the middle of the round of {day}")
        worker.kill()
    after = told.count()
    worker.start()
    clocked.sweep(at(day, 8))
    assert told.count() > after, "the new worker told those the first had not reached"


def _is_waiting_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE 'insert%'")
        return bool(cursor.fetchone()[0])


@contextmanager
def _held(table: str, row: Mapping[str, Any]) -> Iterator[None]:
    """Write a row in a connection of its own and take it back at the end: whoever writes the same waits meanwhile."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            places = ", ".join(["%s"] * len(row))
            cursor.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))
        yield
    finally:
        other.rollback()
        other.close()


def _hold_digest(user: User, day: date) -> AbstractContextManager[None]:
    body = user.appointments.get().jurisdiction_id
    return _held("duties_digest", {"jurisdiction_id": body, "recipient_id": user.pk, "day": day, "lines": "[]"})


def _hold_meeting_reminder(meeting: Meeting, day: date) -> AbstractContextManager[None]:
    row = {"meeting_id": meeting.pk, "unit_id": None, "kind": Kind.SILENT_LIST, "day": day}
    return _held("meetings_meetingreminder", row)


def _heard(user: User, kind: str) -> list[date]:
    digests = Digest.objects.filter(recipient=user, lines__contains=[{"kind": kind}])
    return list(digests.order_by("day").values_list("day", flat=True))


def _reminded(kind: str, unit: MemberUnit | None) -> list[date]:
    rows = MeetingReminder.objects.filter(kind=kind, unit=unit)
    return list(rows.order_by("day").values_list("day", flat=True))


def _meeting_reminders_are_whole(office: Office) -> None:
    expected = {
        Kind.SILENT: (office.other_unit, WAITING_FOR_RECEIPT),
        Kind.SILENT_LIST: (None, WAITING_FOR_RECEIPT),
        Kind.TOMORROW: (office.unit, days(23)),
    }
    assert set(expected) == set(Kind)
    for kind, (unit, when) in expected.items():
        assert _reminded(kind, unit) == when, kind
    assert _reminded(Kind.SILENT, office.unit) == days(17, 18)


def _warned() -> list[date]:
    """The days on which the office was warned of the term that ends."""
    entries = LogEntry.objects.filter(act=WARNING).order_by("at")
    return [timezone.localdate(e.at) for e in entries if any(key.startswith("term:") for key in e.details["keys"])]


def _nothing_was_told_twice() -> None:
    """One entry a row and one notification a person and row, however often the sweeper came and whoever died."""
    assert LogEntry.objects.filter(act="digest.send").count() == Digest.objects.count()
    assert LogEntry.objects.filter(act=MEETING_ACT).count() == MeetingReminder.objects.count()
    told = Notification.objects.filter(entry__act="digest.send")
    assert sorted(told.values_list("recipient", "entry__subject_id")) == sorted(
        Digest.objects.values_list("recipient", "pk")
    )
    for lines in Digest.objects.values_list("lines", flat=True):
        assert len({(line["kind"], line["url"], line["text"]) for line in lines}) == len(lines)
