"""Thirty days on a stopped clock: a call that closes, an opinion that is due and late; one digest a day, no doubles."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.utils import timezone

from duties import reminders
from duties.models import Digest
from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.models import LogEntry
from meetings.models import AgendaCall, AgendaItem
from members.models import Role, User
from tests.factories import Office
from tests.meetings import preparing

START = date(2026, 6, 1)  # Mondays to Fridays work; 19 June is 端午
CLOSES = datetime(2026, 6, 5, 17)
DUE = date(2026, 6, 10)
HOURS = (3, 8, 9, 17, 23)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour) - timedelta(hours=8)


def days_of(user: User) -> list[date]:
    return list(Digest.objects.filter(recipient=user).order_by("day").values_list("day", flat=True))


@pytest.fixture
def office(yueqing: Office) -> Office:
    """Two units with liaisons; one answered the call, the other is asked for its opinion until 10 June."""
    for role in (Role.STAFF, Role.DIRECTOR, Role.CHIEF_CONVENER):
        yueqing.person(role)
    for unit in (yueqing.unit, yueqing.other_unit):
        yueqing.person(Role.LIAISON, unit)
        yueqing.person(Role.UNIT_LEADER, unit)
    with time_machine.travel(at(START, 9), tick=False):
        call = preparing.call(yueqing, closes_at=timezone.make_aware(CLOSES))
        item = yueqing.agenda_item(AgendaItem.State.ACCEPTED, call=call)
        preparing.consult(yueqing, item, mandatory=[yueqing.other_unit], days=7)
        assert item.opinions.get().due_on == DUE
    return yueqing


def sweep(day: date) -> None:
    for hour in HOURS:
        with time_machine.travel(at(day, hour), tick=False):
            jobs.sweep(work=True)


def test_thirty_days(office: Office) -> None:
    month = [START + timedelta(days=n) for n in range(30)]
    for day in month:
        sweep(day)
    working = [day for day in month if clock.is_workday(day)]
    late = [day for day in working if day > DUE]
    asked = office.person(Role.LIAISON, office.other_unit)
    assert days_of(asked) == [date(2026, 6, 4), date(2026, 6, 5), date(2026, 6, 9), DUE, *late]
    assert days_of(office.person(Role.UNIT_LEADER, office.other_unit)) == late
    assert days_of(office.liaison) == []  # it proposed in time and was asked nothing
    assert days_of(office.staff) == late
    assert days_of(office.director) == late[2:]
    assert days_of(office.chief) == late[4:]
    assert LogEntry.objects.filter(act="digest.send").count() == Digest.objects.count()
    assert LogEntry.objects.filter(act="agenda_call.end").count() == 1
    assert AgendaCall.objects.get().state == AgendaCall.State.CLOSED


def test_a_worker_that_dies_half_way_neither_forgets_nor_repeats(office: Office) -> None:
    send = reminders._send
    sent: list[object] = []

    def die_at_the_second(*args: object) -> bool:
        if sent:
            raise SystemExit
        sent.append(args)
        return send(*args)  # type: ignore[arg-type]

    with time_machine.travel(at(date(2026, 6, 11), 9), tick=False):
        with patch.object(reminders, "_send", die_at_the_second), pytest.raises(SystemExit):
            jobs.sweep(work=True)
        assert Digest.objects.count() == 1
        for _ in range(3):
            jobs.sweep(work=True)
    people = [office.staff, office.person(Role.LIAISON, office.other_unit)]
    people.append(office.person(Role.UNIT_LEADER, office.other_unit))
    assert sorted(Digest.objects.values_list("recipient", flat=True)) == sorted(person.pk for person in people)
    assert LogEntry.objects.filter(act="digest.send").count() == 3
    assert LogEntry.objects.filter(act="agenda_call.end").count() == 1


def test_an_answer_ends_the_reminding(office: Office) -> None:
    item = AgendaItem.objects.get()
    with time_machine.travel(at(date(2026, 6, 9), 9), tick=False):
        preparing.answer(office, item.opinions.get(), "agree")
        jobs.sweep(work=True)
    assert days_of(office.person(Role.LIAISON, office.other_unit)) == []


def test_opinions_and_calls_come_in_one_digest(office: Office) -> None:
    with time_machine.travel(at(date(2026, 6, 4), 9), tick=False):
        AgendaItem.objects.get().opinions.update(due_on=date(2026, 6, 3))
        jobs.sweep(work=True)
    (digest,) = Digest.objects.filter(recipient=office.person(Role.LIAISON, office.other_unit))
    assert [line["text"] for line in digest.lines] == [
        "征求意见：关于示例事项的议题，逾期1个工作日",
        "示例议题征集：6月5日（周五）下午5:00截止，本单位尚未提报",
    ]


def test_what_waits_in_many_units_stands_once_in_the_office_s_digest(office: Office) -> None:
    silent = list(office.body.units.order_by("position")[2:5])
    with time_machine.travel(at(START, 9), tick=False):
        preparing.consult(office, AgendaItem.objects.get(), optional=silent, days=1)
    with time_machine.travel(at(date(2026, 6, 4), 9), tick=False):
        jobs.sweep(work=True)
    (digest,) = Digest.objects.filter(recipient=office.staff)
    (line,) = digest.lines
    assert line["text"] == "征求意见：关于示例事项的议题，逾期2个工作日（3个单位）"
