"""A report the notice asks of a name that is no unit here: a warning until a person says who reports."""

from datetime import date

from django.urls import reverse

from duties import recurring, workflows
from duties.models import PeriodicReport, RecurringDuty
from jointmeeting.kernel.models import LogEntry
from members.models import Role
from tests.conftest import founded
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

PAGE = reverse("duties:recurring_duties")
LIST = reverse("duties:periodic_report_list")


def test_the_office_is_warned_and_settles_it_once(db: None) -> None:
    with at(date(2026, 1, 5)):
        dejiang = founded("dejiang")
        unit = dejiang.body.units.get(name="县民政局")
        client, given = browser(dejiang.staff), {"stated": "0", "unit": unit.pk, "due_month": 2, "due_day": 10}
        assert "县人社局不在成员单位名单中" in client.get(LIST).content.decode()
        assert client.post(PAGE, given).status_code == 302
        assert client.post(PAGE, given).status_code == 422
        duty = RecurringDuty.objects.get(unit=unit)
        assert (duty.day_rule, duty.cadence) == ("期内第2个月10日前", "quarterly")
        assert "不在成员单位名单中" not in client.get(LIST).content.decode()
        recurring.open_due_reports()
    assert PeriodicReport.objects.get(duty=duty).due_on == date(2026, 2, 10)
    entry = LogEntry.objects.get(act="recurring_duty.settle")
    assert (entry.details["printed"], entry.details["unit"]) == ("县人社局", "县民政局")


def test_a_day_that_no_month_has_is_refused_at_the_field(db: None) -> None:
    dejiang = founded("dejiang")
    given = {"stated": "0", "unit": dejiang.unit.pk, "due_month": 2, "due_day": 31}
    answer = browser(dejiang.staff).post(PAGE, given)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"due_day"})
    assert not RecurringDuty.objects.filter(unit=dejiang.unit).exclude(content__contains="教育").exists()


def test_a_body_whose_notice_lists_every_unit_has_nothing_to_settle(yueqing: Office) -> None:
    assert recurring.unsettled(yueqing.body) == []
    assert "待核定" not in browser(yueqing.staff).get(PAGE).content.decode()


def test_another_day_rule_begins_with_the_next_period(db: None) -> None:
    with at(date(2026, 1, 5)):
        dejiang = founded("dejiang")
        duty = factories.recurring_duty(dejiang)
        recurring.open_due_reports()
        client, page = browser(dejiang.staff), reverse("duties:recurring_duty_edit", args=[duty.pk])
        given = {"due_month": 2, "due_day": 10, "is_active": "on"}
        assert client.post(page, given).status_code == 302
        assert client.post(page, given).status_code == 409
        assert client.post(page, {"due_month": 16, "due_day": 0}).status_code == 422
    with at(date(2026, 4, 7)):
        recurring.open_due_reports()
    dates = PeriodicReport.objects.filter(duty=duty).order_by("period").values_list("due_on", flat=True)
    assert list(dates) == [date(2026, 4, 10), date(2026, 5, 11)]  # 10 May is a Sunday
    entry = LogEntry.objects.get(act="recurring_duty.change")
    assert (entry.details["from"], entry.details["to"]) == ("期满后次月10日前", "期内第2个月10日前")


def test_a_unit_does_not_change_its_own_day_rule(yueqing: Office) -> None:
    page = reverse("duties:recurring_duty_edit", args=[factories.recurring_duty(yueqing).pk])
    assert browser(yueqing.liaison).get(page).status_code == 404
    assert browser(yueqing.chief).get(page).status_code == 403


def test_the_three_units_of_dejiang_report_and_are_compiled(db: None) -> None:
    """县教育局 and 县住建局 by their names, 县人社局 by the unit a person names in its place (附件八、九、十)."""
    with at(date(2026, 1, 5)):
        dejiang = founded("dejiang")
        (stated,) = recurring.unsettled(dejiang.body)
        instead = dejiang.body.units.get(name="县民政局")
        recurring.settle(dejiang.body, stated, unit=instead, due_month=4, due_day=10, by=dejiang.staff)
        recurring.open_due_reports()
        rows = PeriodicReport.objects.filter(year=2026, period=1)
        assert {row.duty.unit.name for row in rows} == {"县教育局", "县民政局", "县住建局"}
        for row in rows:
            officer = dejiang.person(Role.LIAISON, row.duty.unit)
            workflows.reports.perform(row, "submit", by=officer, data={"text": f"{row.duty.unit}一季度情况。"})
            workflows.reports.perform(row, "accept", by=dejiang.staff)
        shown = browser(dejiang.staff).get(reverse("duties:compilation", args=["report", "quarterly", 2026, 1]))
    assert shown.context["total"] == 3
    assert all(f"{name}一季度情况。" in shown.content.decode() for name in ("县教育局", "县民政局", "县住建局"))
