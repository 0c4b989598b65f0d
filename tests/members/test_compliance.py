"""What the rules demand, held against what was done; each warning is given once, 90 and 30 days ahead and after."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from duties.models import PeriodicReport
from duties.recurring import open_due_reports
from jointmeeting.kernel import compliance, jobs
from jointmeeting.kernel.compliance import Demand
from jointmeeting.kernel.models import Job, LogEntry, Notification
from meetings import workflows
from members.compliance import ACT, warn
from members.models import Appointment, Role
from members.services import end_appointment
from tests.conftest import founded
from tests.factories import Office
from tests.subjects import browser


def demand(office: Office, title: str) -> Demand:
    return next(row for row in compliance.demands_of(office.body) if row.title == title)


def at(day: date, hour: int = 8) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour) - timedelta(hours=8), tick=False)


@time_machine.travel(datetime(2026, 11, 2, 1), tick=False)
def test_regular_meetings_against_the_rule(yueqing: Office) -> None:
    before = demand(yueqing, "例会")
    assert (before.is_met, before.asked) == (False, "每年1至2次")
    assert "三（一）" in before.citation
    meeting = yueqing.noticed_meeting()
    assert "另有1次已列入安排" in demand(yueqing, "例会").stands
    yueqing.hold(meeting, until="open")
    assert not demand(yueqing, "例会").is_met
    workflows.meetings.perform(meeting, "close", by=yueqing.staff)
    assert demand(yueqing, "例会").tone == "good"


def test_doubtful_text_demands_nothing(db: None) -> None:
    zhangbei = founded("zhangbei")
    assert "例会" not in [row.title for row in compliance.demands_of(zhangbei.body)]


@pytest.mark.parametrize(
    ("day", "tone", "label"),
    [
        (date(2026, 10, 1), "plain", "还有91天"),
        (date(2026, 10, 2), "soon", "还有90天"),
        (date(2026, 12, 1), "late", "还有30天"),
        (date(2027, 1, 1), "late", "已过1天"),
    ],
)
def test_tones_of_a_date(day: date, tone: str, label: str) -> None:
    with at(day):
        row = Demand("k", "例会", "", "", "", False, "", date(2026, 12, 31))
        assert (row.tone, row.label) == (tone, label)


def test_units_without_a_liaison_are_named(yueqing: Office) -> None:
    missing = demand(yueqing, "联络员")
    assert f"{yueqing.body.units.count()}个单位没有在任联络员" in missing.stands
    yueqing.person(Role.LIAISON, yueqing.unit)
    assert f"{yueqing.body.units.count() - 1}个单位没有" in demand(yueqing, "联络员").stands


def test_an_ending_term_asks_for_a_successor_until_there_is_one(yueqing: Office) -> None:
    post = yueqing.liaison.appointments.get()
    end_appointment(post, by=yueqing.staff, on=date(2027, 1, 31))
    title = f"任期：{yueqing.unit}联络员"
    with at(date(2026, 12, 1)):
        assert demand(yueqing, title).tone == "soon"
        Appointment.objects.create(
            user=yueqing.staff, role=Role.LIAISON, jurisdiction=yueqing.body, unit=yueqing.unit, post="联络员",
            starts_on=date(2027, 2, 1),
        )  # fmt: skip
        assert title not in [row.title for row in compliance.demands_of(yueqing.body)]


def test_quarterly_reports_of_dejiang(db: None) -> None:
    with at(date(2026, 6, 1)):
        dejiang = founded("dejiang")
    with at(date(2026, 6, 1), 9):
        open_due_reports()
        rows = [row for row in compliance.demands_of(dejiang.body) if row.title.startswith("报送：")]
        assert len(rows) == PeriodicReport.objects.count() > 0
        assert {row.tone for row in rows} == {"soon"}


def test_each_warning_is_given_once_over_a_hundred_days(yueqing: Office) -> None:
    yueqing.person(Role.DIRECTOR)
    told = []
    day = date(2026, 9, 25)
    while day <= date(2027, 1, 8):
        for hour in (7, 8, 8, 9):
            with at(day, hour):
                if warn():
                    told.append(day)
        day += timedelta(days=1)
    # 90 days before 31 December lies in the holiday of October, 1 January is a holiday: the next working day.
    assert told == [date(2026, 10, 8), date(2026, 12, 1)]
    assert LogEntry.objects.filter(act=ACT).count() == len(told)
    for job in Job.objects.filter(kind="kernel.notify"):
        jobs.run(job.pk)
    sentences = Notification.objects.filter(recipient=yueqing.director).values_list("sentence", flat=True)
    assert len(sentences) == len(told)
    assert all(sentence.startswith("制度执行提醒：例会") for sentence in sentences)


def given_on(day: date) -> set[str]:
    """Warnings given on a day, each as (key of the demand, its date, days ahead)."""
    with at(day):
        warn()
    return {key for keys in LogEntry.objects.filter(act=ACT).values_list("details__keys", flat=True) for key in keys}


def test_a_term_is_warned_of_90_and_30_days_ahead_and_once_it_is_over(yueqing: Office) -> None:
    post = yueqing.liaison.appointments.get()
    end_appointment(post, by=yueqing.staff, on=date(2026, 12, 16))
    ahead = f"term:{post.pk}:2026-12-16:"
    steps = {date(2026, 9, 16): "", date(2026, 9, 17): "90", date(2026, 11, 13): "90", date(2026, 11, 16): "90 30",
             date(2026, 12, 16): "90 30", date(2026, 12, 17): "90 30 0"}  # fmt: skip
    for day, expected in steps.items():
        assert {key for key in given_on(day) if key.startswith(ahead)} == {ahead + each for each in expected.split()}


def test_a_quarterly_report_is_warned_of_ahead_and_when_it_is_overdue(db: None) -> None:
    with at(date(2026, 6, 1)):
        founded("dejiang")
        open_due_reports()
    report = PeriodicReport.objects.order_by("due_on")[0]
    given: set[str] = set()
    for days in range(32, -10, -1):
        given |= given_on(report.due_on - timedelta(days=days))
    ours = f"report:{report.pk}:{report.due_on}:"
    assert {key for key in given if key.startswith(ours)} == {ours + days for days in ("90", "30", "0")}
    with at(report.due_on + timedelta(days=3)):
        asked = next(row for row in compliance.demands_of(report.duty.jurisdiction) if row.key == f"report:{report.pk}")
    assert (asked.tone, asked.is_met) == ("late", False)


def test_the_page_leads_to_each_matter(yueqing: Office) -> None:
    url = reverse("members:compliance_page", args=[yueqing.body.slug])
    page = browser(yueqing.staff).get(url)
    assert page.status_code == 200
    for row in page.context["demands"]:
        assert row.url in page.content.decode()
        assert browser(yueqing.staff).get(row.url).status_code == 200
    assert browser(yueqing.liaison).get(url).status_code == 403


def test_a_term_that_ended_without_a_successor_is_still_asked_for(yueqing: Office) -> None:
    post, staff = yueqing.director.appointments.get(), yueqing.staff.appointments.get()
    for each in (post, staff):
        end_appointment(each, by=None, on=date(2026, 6, 30))
    title = f"任期：{yueqing.body.office_name}办公室主任"
    with at(date(2026, 12, 1)):
        asked = demand(yueqing, title)
        assert (asked.tone, asked.stands) == ("late", f"{post.user}任期已于2026年6月30日届满，尚无接任人员")
        titles = [row.title for row in compliance.demands_of(yueqing.body)]
        assert len([each for each in titles if "工作人员" in each]) == 0  # nobody has to follow one of several
        Appointment.objects.create(
            user=yueqing.staff, role=Role.DIRECTOR, jurisdiction=yueqing.body, post="主任", starts_on=date(2026, 7, 1)
        )
        assert title not in [row.title for row in compliance.demands_of(yueqing.body)]
