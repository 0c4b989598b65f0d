"""Days away: registered by oneself, seen in the roster; whoever stays is reminded."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from duties import reminders
from duties.models import AssignmentState, Digest
from jointmeeting.kernel import clock
from jointmeeting.kernel.models import LogEntry
from members import absences
from members.models import Absence, Role
from tests.duties import factories
from tests.factories import Office
from tests.subjects import browser

LIST = reverse("members:absence_list")


def register(office: Office, first: date, last: date) -> int:
    data = {"starts_on": first, "ends_on": last, "request_key": uuid4()}
    return browser(office.liaison).post(LIST, data).status_code


def test_a_person_registers_days_away_and_comes_back_early(yueqing: Office) -> None:
    today = clock.today()
    assert register(yueqing, today - timedelta(days=1), today + timedelta(days=3)) == 302
    assert register(yueqing, today + timedelta(days=10), today + timedelta(days=12)) == 302
    page = browser(yueqing.liaison).get(LIST).content.decode()
    assert page.count("取消或提前返回") == 2
    roster = reverse("members:roster_page", args=[yueqing.body.slug])
    assert "外出</" in browser(yueqing.staff).get(roster).content.decode()
    for absence in Absence.objects.all():
        browser(yueqing.liaison).post(reverse("members:absence_end", args=[absence.pk]))
    left = Absence.objects.get()
    assert left.ends_on == today - timedelta(days=1), "what had begun is kept as far as it went"
    assert "外出</" not in browser(yueqing.staff).get(roster).content.decode()
    acts = LogEntry.objects.filter(act__startswith="absence.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["absence.register"] * 2 + ["absence.end"] * 2


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [(-9, -1, "已经过去"), (5, 3, "早于开始日期"), (0, 400, "提出成员调整")],
)
def test_days_that_cannot_be_are_refused_at_the_field(yueqing: Office, first: int, last: int, sentence: str) -> None:
    today = clock.today()
    data = {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}
    response = browser(yueqing.liaison).post(LIST, data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert f'value="{data["starts_on"]}"' in response.content.decode(), "what was typed stays"
    assert not Absence.objects.exists()


def test_another_person_s_days_are_nobody_else_s(yueqing: Office) -> None:
    register(yueqing, clock.today(), clock.today())
    end = reverse("members:absence_end", args=[Absence.objects.get().pk])
    assert browser(yueqing.staff).post(end).status_code == 404


def test_the_leader_hears_in_the_place_of_an_absent_liaison(yueqing: Office) -> None:
    leader = yueqing.person(Role.UNIT_LEADER, yueqing.unit)
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        factories.assignment(yueqing, AssignmentState.ACCEPTED, due_on=date(2026, 6, 12))
        absences.register(starts_on=date(2026, 6, 10), ends_on=date(2026, 6, 10), by=yueqing.liaison)
    for day, hears in ((9, yueqing.liaison), (10, leader), (11, yueqing.liaison)):
        with time_machine.travel(datetime(2026, 6, day, 1), tick=False):
            reminders.remind()
        assert [row.recipient for row in Digest.objects.filter(day=date(2026, 6, day))] == [hears]


def test_an_absent_step_of_the_office_is_passed_over(yueqing: Office) -> None:
    staff, director = yueqing.staff, yueqing.director
    with time_machine.travel(datetime(2026, 6, 1, 1), tick=False):
        factories.assignment(yueqing, AssignmentState.ACCEPTED, due_on=date(2026, 6, 12))
        absences.register(starts_on=date(2026, 6, 15), ends_on=date(2026, 6, 15), by=staff)
    with time_machine.travel(datetime(2026, 6, 15, 1), tick=False):
        reminders.remind()
    heard = {row.recipient for row in Digest.objects.all()}
    assert director in heard
    assert staff not in heard
