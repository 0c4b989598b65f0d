"""The yearly notice on holidays: read strictly, shown before it counts, and counting everywhere at once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.holidays import read_notice, spans
from jointmeeting.kernel.models import HolidayNotice, LogEntry
from members.holidays import enter_notice
from members.models import AdministratorRole
from members.waiting import todo_for
from tests.factories import Office, administrator
from tests.members.holiday_notices import notice_of
from tests.subjects import browser

CREATE = reverse("members:holiday_create")


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_the_notices_of_three_years_read_to_the_shipped_days(year: int) -> None:
    assert read_notice(notice_of(year)) == (year, clock.known_years()[year])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("关于2026年", "关于端午", "没有找到标题"),
        ("共9天", "共8天", "写明8天，读出9天"),
        ("关于2026年", "关于2027年", "应为星期"),
        ("2月14日（周六）", "2月13日（周五）", "本是工作日"),
        ("4月4日（周六）至6日（周一）放假，", "照常，", "没有读懂这一段"),
        ("5月9日（周六）", "5月39日", "不是一个日期"),
        ("9月25日（周五）至27日（周日）放假，共3天", "25日放假，共1天", "不是一个日期"),
        ("一、元旦：", "", "没有读出"),
    ],
)
def test_a_text_that_contradicts_itself_is_refused(old: str, new: str, says: str) -> None:
    text = notice_of(2026).replace(old, new)
    if not new:
        text = text.split("1月1日")[0]
    with pytest.raises(Refused, match=says):
        read_notice(text)


def test_days_that_follow_each_other_are_shown_as_one_span() -> None:
    days = [date(2026, 5, 4), date(2026, 5, 1), date(2026, 5, 5)]
    assert spans(days) == [(date(2026, 5, 1),) * 2, (date(2026, 5, 4), date(2026, 5, 5))]


@pytest.mark.django_db(transaction=True)
def test_what_was_read_is_shown_first_and_counts_once_confirmed() -> None:
    admin = browser(administrator(AdministratorRole.SYSTEM_ADMIN))
    assert clock.add_workdays(date(2031, 9, 30), 1) == date(2031, 10, 1)
    shown = admin.post(CREATE, {"text": notice_of(2031)}).content.decode()
    assert "10月1日至10月3日" in shown
    assert not HolidayNotice.objects.exists()
    assert admin.post(CREATE, {"text": notice_of(2031), "confirmed": "on"}).status_code == 302
    assert clock.add_workdays(date(2031, 9, 30), 1) == date(2031, 10, 6)
    assert not clock.is_workday(date(2030, 12, 31))
    assert clock.is_workday(date(2031, 1, 4))
    assert LogEntry.objects.filter(act="holiday_notice.enter").count() == 1


def test_an_entered_notice_stands_before_the_shipped_one(db: None) -> None:
    text = notice_of(2026).replace("7日（周三）放假调休，共7天", "8日（周四）放假调休，共8天")
    enter_notice(*read_notice(text), text, by=administrator(AdministratorRole.SYSTEM_ADMIN))
    clock.forget()  # as another process does within ten minutes
    assert not clock.is_workday(date(2026, 10, 8))


def test_a_wrong_text_stays_in_the_field_with_the_reason(db: None) -> None:
    answer = browser(administrator(AdministratorRole.SYSTEM_ADMIN)).post(CREATE, {"text": "今年放假安排"})
    assert answer.status_code == 422
    assert "没有找到标题" in answer.content.decode()
    assert "今年放假安排" in answer.content.decode()


def test_the_system_administrator_is_asked_from_november_on(yueqing: Office) -> None:
    admin = administrator(AdministratorRole.SYSTEM_ADMIN)
    for month, asked in ((10, []), (11, ["载入2027年节假日安排"])):
        with time_machine.travel(datetime(2026, month, 20, 10, tzinfo=ZoneInfo("Asia/Shanghai")), tick=False):
            assert [todo.title for todo in todo_for(admin)] == asked
            assert todo_for(yueqing.staff) == []
