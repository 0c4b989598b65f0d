"""Thirty days on a stopped clock: who hears of what on which day, once, also when a worker dies in between."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine

from duties import queries, reminders, workflows
from duties.models import Assignment, AssignmentState, Digest, ReminderRound
from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.models import LogEntry, Notification
from members.models import Role, User
from members.services import end_appointment
from tests.duties import factories
from tests.factories import Office

START, DUE = date(2026, 6, 1), date(2026, 6, 12)  # Mondays to Fridays work; 19 June is 端午
HOURS = (3, 7, 8, 9, 17, 18, 23)


def rounds(day: date) -> None:
    """Let the sweeper come by at every hour of a day."""
    for hour in HOURS:
        with time_machine.travel(datetime(day.year, day.month, day.day, hour) - timedelta(hours=8), tick=False):
            reminders.remind()


def days_of(user: User) -> list[date]:
    return list(Digest.objects.filter(recipient=user).order_by("day").values_list("day", flat=True))


@pytest.fixture
def office(yueqing: Office) -> Office:
    """An office with everybody in post, and one accepted assignment due on 12 June."""
    for role in (Role.STAFF, Role.DIRECTOR, Role.CHIEF_CONVENER, Role.CONVENER, Role.GOVERNMENT_LEADER):
        yueqing.person(role)
    for role in (Role.LIAISON, Role.UNIT_LEADER):
        yueqing.person(role, yueqing.unit)
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        factories.assignment(yueqing, AssignmentState.ACCEPTED, due_on=DUE)
    return yueqing


def test_thirty_days(office: Office) -> None:
    month = [START + timedelta(days=n) for n in range(30)]
    for day in month:
        rounds(day)
    working = [day for day in month if clock.is_workday(day)]
    soon = [day for day in working if day >= date(2026, 6, 9)]
    late = [day for day in working if day > DUE]
    assert days_of(office.liaison) == soon
    assert days_of(office.person(Role.UNIT_LEADER, office.unit)) == late
    assert days_of(office.staff) == late
    assert days_of(office.director) == late[2:]
    assert days_of(office.chief) == days_of(office.person(Role.CONVENER)) == late[4:]
    assert days_of(office.person(Role.GOVERNMENT_LEADER)) == []
    assert date(2026, 6, 19) not in days_of(office.liaison)
    assert ReminderRound.objects.count() == len(working)
    assert LogEntry.objects.filter(act="digest.send").count() == Digest.objects.count()


def test_a_worker_that_dies_half_way_neither_forgets_nor_repeats(office: Office) -> None:
    day = datetime(2026, 6, 22, 1)
    send = reminders._send
    sent: list[object] = []

    def die_at_the_third(*args: object) -> bool:
        if len(sent) == 2:
            raise SystemExit
        sent.append(args)
        return send(*args)  # type: ignore[arg-type]

    with time_machine.travel(day, tick=False):
        with patch.object(reminders, "_send", die_at_the_third), pytest.raises(SystemExit):
            reminders.remind()
        assert (Digest.objects.count(), ReminderRound.objects.count()) == (2, 0)
        assert reminders.remind() == 4
        assert reminders.remind() == 0
    assert Digest.objects.count() == LogEntry.objects.filter(act="digest.send").count() == 6
    jobs.sweep(work=True)
    jobs.sweep(work=True)
    assert Notification.objects.filter(sentence__startswith="6月22日提醒").count() == 6


def test_one_digest_holds_everything_the_latest_first(office: Office) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        factories.assignment(office, AssignmentState.ACCEPTED, due_on=date(2026, 6, 9), title="更早到期")
    with time_machine.travel(datetime(2026, 6, 15, 1), tick=False):
        reminders.remind()
    (digest,) = Digest.objects.filter(recipient=office.liaison)
    assert [line["text"] for line in digest.lines] == [
        "更早到期：逾期4个工作日，已签收",
        "关于示例事项：逾期1个工作日，已签收",
    ]


def test_where_a_unit_has_nobody_the_office_hears_at_once(office: Office) -> None:
    for post in office.unit.appointments.all():
        end_appointment(post, by=None, on=date(2026, 6, 5))
    with time_machine.travel(datetime(2026, 6, 10, 1), tick=False):
        reminders.remind()
    assert days_of(office.staff) == [date(2026, 6, 10)]
    assert days_of(office.liaison) == []


def test_a_late_report_is_not_a_late_assignment(yueqing: Office) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        row = factories.assignment(yueqing, AssignmentState.ACCEPTED, due_on=date(2026, 12, 1), report_every=1)
    assert row.report_due_on == date(2026, 7, 1)
    yueqing.person(Role.UNIT_LEADER, yueqing.unit)
    with time_machine.travel(datetime(2026, 7, 3, 1), tick=False):
        reminders.remind()
    (digest,) = Digest.objects.filter(recipient=yueqing.liaison)
    assert [line["text"] for line in digest.lines] == ["关于示例事项：进展报告：逾期2个工作日，待报告进展"]


@pytest.mark.parametrize(
    ("vacant", "hears", "from_day"),
    [
        (Role.STAFF, Role.DIRECTOR, 1),
        (Role.DIRECTOR, Role.CHIEF_CONVENER, 3),
        (Role.GOVERNMENT_LEADER, Role.DIRECTOR, 3),
    ],
)
def test_a_vacant_step_is_heard_one_higher(vacant: Role, hears: Role, from_day: int, office: Office) -> None:
    for post in office.body.appointments.filter(role=vacant):
        end_appointment(post, by=None, on=date(2026, 6, 5))
    days = [START + timedelta(days=n) for n in range(30)]
    late = [day for day in days if day > DUE and clock.is_workday(day)]
    for day in (*late[:5],):
        rounds(day)
    assert days_of(office.person(hears)) == late[from_day - 1 : 5]


def test_a_suspension_that_is_over_is_the_office_s(office: Office) -> None:
    row = Assignment.objects.get()
    with time_machine.travel(datetime(2026, 6, 2, 1), tick=False):
        workflows.assignments.perform(
            row, "suspend", by=office.staff, comment="等待上级文件", data={"until": date(2026, 6, 8)}
        )
    rounds(date(2026, 6, 5))
    assert not Digest.objects.exists()
    rounds(date(2026, 6, 8))
    assert days_of(office.staff) == [date(2026, 6, 8)]
    assert days_of(office.liaison) == []
    (digest,) = Digest.objects.all()
    assert digest.lines[0]["text"] == f"{row.title}：中止至6月8日，请恢复办理"
    with time_machine.travel(datetime(2026, 6, 8, 1), tick=False):
        assert [todo.act_label for todo in queries.todo_for(office.staff)] == ["恢复办理"]
