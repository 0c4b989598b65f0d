"""What the office asks itself: the same of several units, opened when it is near, stopped when it is done with."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from duties import asking, recurring, workflows
from duties.models import AssignmentState, PeriodicReport, RecurringDuty
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.models import LogEntry
from members.models import Role
from tests.duties import factories
from tests.duties.test_register import at
from tests.factories import Office
from tests.subjects import browser

CREATE = reverse("duties:recurring_duty_create")
PLAN = {
    "kind": "plan", "content": "年度社会救助工作计划", "cadence": "yearly", "due_month": 2, "due_day": 28,
    "clause": "2026年工作安排", "outline": "一、目标\n二、措施",
}  # fmt: skip


def asked(office: Office, **fields: Any) -> list[RecurringDuty]:
    """The annual plan asked of two units."""
    return asking.ask_units(office.body, units=office.body.units.all()[:2], by=office.staff, **{**PLAN, **fields})


def test_the_office_asks_two_units_and_their_reports_carry_the_outline(yueqing: Office) -> None:
    first, second = yueqing.body.units.all()[:2]
    with at(date(2026, 1, 5)):
        given = {**PLAN, "units": [first.pk, second.pk]}
        assert browser(yueqing.staff).post(CREATE, given).status_code == 302
        assert recurring.open_due_reports() == 2
    report = PeriodicReport.objects.get(duty__unit=first)
    assert (str(report), report.due_on) == (f"{first}2026年度工作计划", date(2026, 2, 28))
    with at(date(2026, 1, 6)):
        liaison = browser(yueqing.liaison)
        assert "一、目标" in liaison.get(reverse("duties:periodic_report_submit", args=[report.pk])).content.decode()
    entry = LogEntry.objects.get(act="recurring_duty.ask")
    assert entry.details["units"] == [first.name, second.name]


def test_a_period_whose_day_passed_before_asks_for_nothing(yueqing: Office) -> None:
    with at(date(2026, 3, 2)):
        asked(yueqing)
        assert recurring.open_due_reports() == 0
    with at(date(2027, 1, 1)):
        assert recurring.open_due_reports() == 2


def test_a_yearly_report_opens_four_months_before_its_day(yueqing: Office) -> None:
    with at(date(2026, 1, 5)):
        asked(yueqing, due_month=13, due_day=15)
        assert recurring.open_due_reports() == 0
    with at(date(2026, 9, 16)):
        assert recurring.open_due_reports() == 0
    with at(date(2026, 9, 17)):
        assert recurring.open_due_reports() == 2
        assert recurring.open_due_reports() == 0


def test_a_unit_asked_the_same_already_is_named_and_nobody_is_asked(yueqing: Office) -> None:
    asked(yueqing)
    given = {**PLAN, "units": [unit.pk for unit in yueqing.body.units.all()[1:4]]}
    answer = browser(yueqing.staff).post(CREATE, given)
    assert answer.status_code == 422
    assert f"{yueqing.body.units.all()[1]}已有" in answer.context["form"].errors["units"][0]
    assert RecurringDuty.objects.count() == 2


def test_everyone_means_the_members_and_nobody_is_an_error(yueqing: Office) -> None:
    yueqing.place_of(Role.TOWNSHIP_HANDLER)  # a unit without a seat
    client = browser(yueqing.staff)
    assert set(client.post(CREATE, PLAN).context["form"].errors) == {"units"}
    assert client.post(CREATE, {**PLAN, "everyone": "on"}).status_code == 302
    assert RecurringDuty.objects.count() == yueqing.body.units.count() == 32


def test_a_day_far_behind_its_period_is_refused_at_the_field(yueqing: Office) -> None:
    given = {**PLAN, "cadence": "quarterly", "due_month": 7, "units": [yueqing.unit.pk]}
    assert set(browser(yueqing.staff).post(CREATE, given).context["form"].errors) == {"due_month"}


def test_what_the_office_asked_is_stopped_at_will_and_what_the_notice_asks_with_a_reason(yueqing: Office) -> None:
    with at(date(2026, 1, 5)):
        own, _ = asked(yueqing)
        page = reverse("duties:recurring_duty_edit", args=[own.pk])
        day = {"due_month": 2, "due_day": 28, "outline": own.outline}
        assert browser(yueqing.staff).post(page, day).status_code == 302
        assert recurring.open_due_reports() == 1
    stated = factories.recurring_duty(yueqing)
    with pytest.raises(Refused, match="应写明理由和依据的文件") as refusal:
        asking.change_duty(stated, by=yueqing.staff, is_active=False)
    assert refusal.value.clause == stated.clause
    page, client = reverse("duties:recurring_duty_edit", args=[stated.pk]), browser(yueqing.staff)
    day = {"due_month": stated.due_month, "due_day": stated.due_day}
    assert set(client.post(page, day).context["form"].errors) == {"ended_reason"}
    assert client.post(page, {**day, "ended_reason": "市政府办〔2026〕9号调整分工"}).status_code == 302
    stated.refresh_from_db()
    assert (stated.is_active, stated.ended_reason) == (False, "市政府办〔2026〕9号调整分工")


def test_each_kind_is_compiled_by_itself(yueqing: Office) -> None:
    with at(date(2026, 1, 5)):
        asked(yueqing)
        factories.recurring_duty(yueqing)
        recurring.open_due_reports()
        client = browser(yueqing.staff)
        shown = client.get(reverse("duties:compilation", args=["plan", "yearly", 2026, 1]))
        assert (shown.context["total"], shown.context["label"]) == (2, "2026年度工作计划")
        shown = client.get(reverse("duties:compilation", args=["report", "quarterly", 2026, 1]))
        assert (shown.context["total"], shown.context["label"]) == (1, "2026年第1季度报送")
        assert client.get(reverse("duties:compilation", args=["plan", "quarterly", 2026, 1])).status_code == 404


@pytest.mark.parametrize("kind", ["report", "plan", "completion", "hearing", "inspection"])
def test_what_is_usual_of_each_kind_is_proposed(kind: str, yueqing: Office) -> None:
    initial = browser(yueqing.staff).get(CREATE, {"kind": kind}).context["form"].initial
    given = {**initial, "clause": "办公室工作安排", "units": [yueqing.unit.pk]}
    assert browser(yueqing.staff).post(CREATE, given).status_code == 302
    assert RecurringDuty.objects.get(content=initial["content"]).kind == kind


def test_a_plan_is_entered_once_and_its_completion_counts_what_came_of_it(yueqing: Office) -> None:
    with at(date(2026, 1, 5)):
        for kind in ("plan", "completion"):
            day = {"due_month": 2, "due_day": 28} if kind == "plan" else {"due_month": 12, "due_day": 20}
            asking.ask_units(
                yueqing.body, units=[yueqing.unit], by=yueqing.staff, **{**PLAN, "kind": kind, "content": kind, **day}
            )
        recurring.open_due_reports()
        plan = PeriodicReport.objects.get()
        workflows.reports.perform(plan, "submit", by=yueqing.liaison, data={"text": "建立机制。"})
        assert not browser(yueqing.staff).get(plan.get_absolute_url()).context["assign_url"]
        workflows.reports.perform(plan, "accept", by=yueqing.staff)
        url = browser(yueqing.staff).get(plan.get_absolute_url()).context["assign_url"]
        assert not browser(yueqing.liaison).get(plan.get_absolute_url()).context["assign_url"]
        form = browser(yueqing.staff).get(url).context["form"]
        assert (form.initial["source"], form.initial["lead_unit"]) == (str(plan), str(yueqing.unit.pk))
        planned = {"source_kind": "plan", "source": str(plan), "due_on": date(2026, 6, 30)}
        factories.assignment(yueqing, AssignmentState.CLOSED, title="建立主动发现机制", **planned)
        factories.assignment(yueqing, AssignmentState.IN_PROGRESS, title="修订临时救助办法", **planned)
        factories.assign(yueqing, title="领导批示的事")
    with at(date(2026, 12, 1)):
        recurring.open_due_reports()
        report = PeriodicReport.objects.get(duty__kind="completion")
        page = reverse("duties:periodic_report_submit", args=[report.pk])
        text = browser(yueqing.liaison).get(page).context["form"].fields["text"].initial
    assert "（一）建立主动发现机制：已于1月5日销号。" in text
    assert "（二）修订临时救助办法：逾期" in text
    assert "领导批示的事" not in text
