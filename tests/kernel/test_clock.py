"""Working days with the State Council's holidays."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from jointmeeting.kernel import clock

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def test_a_make_up_saturday_is_worked_and_a_holiday_is_not() -> None:
    assert clock.is_workday(date(2026, 2, 14))
    assert not clock.is_workday(date(2026, 2, 16))
    assert not clock.is_workday(date(2026, 11, 21))


def test_three_working_days_over_the_national_holiday() -> None:
    assert clock.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_year_without_notice_follows_the_week_and_says_so() -> None:
    assert not clock.is_published(2031)
    assert clock.is_workday(date(2031, 10, 1))


@given(DAYS, st.integers(0, 60))
def test_counting_back_gives_what_was_added(start: date, count: int) -> None:
    end = clock.add_workdays(start, count)
    assert clock.workdays_between(start, end) == count
    assert clock.workdays_between(end, start) == -count
