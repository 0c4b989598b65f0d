"""Reading the State Council's yearly notice on holidays (国务院办公厅关于某年部分节假日安排的通知). Pure.

A wrong day is worse than none: whatever the notice says twice — the length of a holiday, the day of the week — must
agree with the calendar, or the whole text is refused with the sentence that does not.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from jointmeeting.kernel.errors import Refused

TITLE = re.compile(r"关于(\d{4})年部分节假日安排的通知")
DAY = re.compile(r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:（(?P<note>[^）]*)）)?")
REST = re.compile(r"(?P<days>[^。；]*?)放假(?P<how>[^。；]*)[。；]")
WORK = re.compile(r"(?P<days>[^。；]*)上班[。；]")
HEADING = re.compile(r"(?<=[。：:])[一二三四五六七八九十]+、")  # not the 七、 of 正月初七、周二
WEEK = "一二三四五六日"


class HolidayYear(NamedTuple):
    """One year's exceptions to the weekday rule."""

    days_off: frozenset[date]
    make_up_workdays: frozenset[date]


def read_notice(text: str) -> tuple[int, HolidayYear]:
    """Return the year of the notice and its days: weekdays off, and weekend days worked. Raises Refused, saying why."""
    text = re.sub(r"\s+", "", text).replace("(", "（").replace(")", "）")
    title = TITLE.search(text)
    if not title:
        raise Refused("没有找到标题“国务院办公厅关于某年部分节假日安排的通知”，请粘贴通知全文，连同标题。")
    year = int(title[1])
    rest: set[date] = set()
    work: set[date] = set()
    for paragraph in HEADING.split(text[title.end() :])[1:]:
        off, sentences = _holiday(paragraph, year)
        rest |= off
        work |= {day for found in WORK.finditer(sentences) for day in _days(found["days"], year)}
    if not rest:
        raise Refused("没有读出任何放假日期，请核对粘贴的内容是否完整。")
    for day in sorted(work):
        if day.weekday() < 5 or day in rest:
            raise Refused(f"{_name(day)}本是工作日或同时放假，不能作为调休上班日，请核对原文。")
    return year, HolidayYear(frozenset(day for day in rest if day.weekday() < 5), frozenset(work))


def spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """Return the runs of days that follow each other, each as its first and last day."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return runs


def _holiday(paragraph: str, year: int) -> tuple[set[date], str]:
    """Return the days off of one holiday, and the sentences after them."""
    found = REST.search(paragraph)
    if not found:
        raise Refused(f"没有读懂这一段：“{paragraph[:40]}”。请核对是否与通知原文一致。")
    days = set(_days(found["days"], year))
    length = re.search(r"(\d+)天", found["how"])
    if length and len(days) != int(length[1]):
        raise Refused(f"“{found[0][:40]}”写明{length[1]}天，读出{len(days)}天，请核对原文。")
    return days, paragraph[found.end() :]


def _days(words: str, year: int) -> Iterator[date]:
    """Yield the days `words` name; 至 joins two of them to a span."""
    last: date | None = None
    for found in DAY.finditer(words):
        day = _day(found, year, last)
        if last and words[: found.start()].endswith("至"):
            yield from (last + timedelta(days=n) for n in range(1, (day - last).days))
        yield day
        last = day


def _day(found: re.Match[str], year: int, last: date | None) -> date:
    """Return the day of one date; its year and month are those of the date before it where it leaves them out."""
    month = int(found["month"] or (last.month if last else 0))
    try:
        day = date(int(found["year"] or (last.year if last else year)), month, int(found["day"]))
    except ValueError:
        raise Refused(f"“{found[0]}”不是一个日期，请核对原文。") from None
    said = re.search(r"(?:周|星期)([一二三四五六日])", found["note"] or "")
    if said and said[1] != WEEK[day.weekday()]:
        raise Refused(f"“{found[0]}”应为星期{WEEK[day.weekday()]}，请核对日期和标题中的年份。")
    return day


def _name(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
