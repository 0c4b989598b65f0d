"""What a notice asks ends with the notice, with a reason, or with the unit; what was reported stays who reported it."""

from datetime import date

from django.urls import reverse

from duties import recurring, workflows
from duties.models import PeriodicReport, PeriodicReportState, RecurringDuty
from members.groups import enter_group
from members.models import MemberUnit, Succession
from members.services import add_unit
from tests.conftest import founded
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.members.test_succession import carried_out
from tests.subjects import browser

PAGE = reverse("duties:recurring_duties")


def test_a_day_so_late_that_nothing_would_open_is_refused_wherever_it_is_typed(db: None) -> None:
    with at(date(2026, 1, 5)):
        dejiang = founded("dejiang")
        client, duty = browser(dejiang.staff), factories.recurring_duty(dejiang)
        given = {"stated": "0", "unit": dejiang.other_unit.pk, "due_month": 8, "due_day": 10}
        assert set(client.post(PAGE, given).context["form"].errors) == {"due_month"}
        edit = reverse("duties:recurring_duty_edit", args=[duty.pk])
        given = {"due_month": 8, "due_day": 10, "is_active": "on"}
        assert set(client.post(edit, given).context["form"].errors) == {"due_month"}
        assert client.post(edit, {**given, "due_month": 6}).status_code == 302


def test_a_unit_that_reports_it_already_is_refused_at_the_field(db: None) -> None:
    dejiang = founded("dejiang")
    (stated,) = recurring.unsettled(dejiang.body)
    factories.recurring_duty(dejiang, dejiang.other_unit, content=stated.content)
    given = {"stated": "0", "unit": dejiang.other_unit.pk, "due_month": 2, "due_day": 10}
    answer = browser(dejiang.staff).post(PAGE, given)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"unit"})


def test_what_all_towns_are_asked_is_settled_for_each_and_a_hearing_is_a_hearing(db: None) -> None:
    chencang = founded("chencang")
    towns = enter_group(chencang.body, "各镇街", ["示例甲镇", "示例乙街道"], by=chencang.staff)
    for place, stated in reversed(list(enumerate(recurring.unsettled(chencang.body)))):
        unit = chencang.unit if "听取" in stated.content else towns
        given = {"stated": str(place), "unit": unit.pk, "due_month": 3, "due_day": 10}
        assert browser(chencang.staff).post(PAGE, given).status_code == 302
    hearing = RecurringDuty.objects.get(content__contains="听取")
    assert (hearing.kind, hearing.unit) == ("hearing", chencang.unit)
    checks = RecurringDuty.objects.filter(content__contains="核查").values_list("unit__name", flat=True)
    assert sorted(checks) == sorted(["示例甲镇", "示例乙街道"] * 2)
    assert recurring.unsettled(chencang.body) == []


def test_what_the_next_notice_does_not_ask_any_more_ends(db: None) -> None:
    dejiang = founded("dejiang")
    asked = list(RecurringDuty.objects.filter(is_active=True))
    stated = dejiang.body.charter.record.recurring_duties
    recurring.end_withdrawn(dejiang.body, [row for row in stated if row.content != asked[0].content])
    asked[0].refresh_from_db()
    assert not asked[0].is_active
    assert "不再规定" in asked[0].ended_reason
    assert RecurringDuty.objects.filter(is_active=True).count() == len(asked) - 1


def reported(office: Office, unit: MemberUnit) -> PeriodicReport:
    """A first quarter's report of `unit`, accepted."""
    duty = factories.recurring_duty(office, unit, content="报送示例情况")
    recurring.open_due_reports()
    row = duty.reports.get()
    workflows.reports.perform(row, "submit", by=office.liaison, data={"text": "本季度开展情况。"})
    workflows.reports.perform(row, "accept", by=office.staff)
    return row


def test_what_was_accepted_stays_with_who_reported_it_and_the_successor_goes_on(yueqing: Office) -> None:
    successor = yueqing.body.units.exclude(pk=yueqing.unit.pk)[4]
    with at(date(2026, 1, 5)):
        past = reported(yueqing, yueqing.unit)
    with at(date(2026, 4, 20)):
        recurring.open_due_reports()
        carried_out(yueqing, yueqing.unit, Succession.Kind.MERGE, successor=successor)
        recurring.open_due_reports()
    past.refresh_from_db()
    assert past.duty.unit == yueqing.unit
    assert (past.duty.is_active, past.duty.ended_reason) == (False, f"职责由{successor}承接")
    (current,) = PeriodicReport.objects.filter(duty__unit=successor)
    assert (current.period, current.state) == (2, PeriodicReportState.DUE)


def test_a_duty_both_units_had_is_asked_once(yueqing: Office) -> None:
    successor = yueqing.body.units.exclude(pk=yueqing.unit.pk)[4]
    with at(date(2026, 1, 5)):
        for unit in (yueqing.unit, successor):
            factories.recurring_duty(yueqing, unit, content="报送示例情况")
        recurring.open_due_reports()
        carried_out(yueqing, yueqing.unit, Succession.Kind.MERGE, successor=successor)
    assert [row.duty.unit for row in PeriodicReport.objects.all()] == [successor]
    assert RecurringDuty.objects.get(is_active=True).unit == successor


def test_a_duty_that_had_ended_for_the_successor_goes_on_with_it(yueqing: Office) -> None:
    successor = yueqing.body.units.exclude(pk=yueqing.unit.pk)[4]
    with at(date(2026, 1, 5)):
        ended, going = (
            factories.recurring_duty(yueqing, unit, content="报送示例情况", due_day=day)
            for unit, day in ((successor, 10), (yueqing.unit, 20))
        )
        recurring.end(ended, reason="停止", by=yueqing.staff)
        recurring.open_due_reports()
        carried_out(yueqing, yueqing.unit, Succession.Kind.MERGE, successor=successor)
    ended.refresh_from_db()
    assert (ended.is_active, ended.ended_reason, ended.due_day) == (True, "", going.due_day)
    assert [row.duty for row in PeriodicReport.objects.all()] == [ended]


def test_what_a_later_notice_asks_again_goes_on_but_not_what_a_person_stopped(db: None) -> None:
    dejiang = founded("dejiang")
    dropped, stopped = RecurringDuty.objects.filter(is_active=True)[:2]
    stated = dejiang.body.charter.record.recurring_duties
    recurring.end(stopped, reason="县政府文件另有规定", by=dejiang.staff)
    recurring.end_withdrawn(dejiang.body, [row for row in stated if row.content != dropped.content])
    assert recurring.read_recurring_duties(dejiang.body) == 0
    for duty in (dropped, stopped):
        duty.refresh_from_db()
    assert (dropped.is_active, dropped.ended_reason, stopped.is_active) == (True, "", False)


def test_what_was_settled_stays_settled_when_the_printed_name_becomes_a_unit(db: None) -> None:
    dejiang = founded("dejiang")
    (stated,) = recurring.unsettled(dejiang.body)
    unit = dejiang.other_unit
    (duty,) = recurring.settle(dejiang.body, stated, unit=unit, due_month=4, due_day=10, by=dejiang.staff)
    add_unit(dejiang.body, stated.unit or "", kind="government", is_member=True, by=None)
    assert recurring.read_recurring_duties(dejiang.body) == 0
    assert list(RecurringDuty.objects.filter(content=stated.content, is_active=True)) == [duty]
