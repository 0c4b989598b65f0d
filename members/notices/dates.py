"""Dates as notices print them: 2021年6月17日, 二〇二一年六月十七日, 2021-06-17."""

import re
from datetime import date

from members.notices.units import number

ZERO = "〇○ОOo0零"
DIGITS = {**{char: str(value) for value, char in enumerate("零一二三四五六七八九")}, **dict.fromkeys(ZERO, "0")}
WRITTEN = re.compile(
    rf"((?:19|20)\s?\d\s?\d|[一二][{ZERO}九一二三四五六七八]{{3}})\s*年\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*月\s*"
    r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
DASHED = re.compile(r"(?<!\d)((?:19|20)\d\d)([-./])(\d{1,2})\2(\d{1,2})(?!\d)")


def find_date(text: str) -> date | None:
    """Return the first date of the text; None when there is none or it cannot exist."""
    if match := WRITTEN.search(text):
        return _date(_year(match[1]), number(match[2]), number(match[3]))
    if match := DASHED.search(text):
        return _date(int(match[1]), int(match[3]), int(match[4]))
    return None


def only_date(text: str) -> date | None:
    """Return the date of a line that holds nothing else, as under a signature."""
    match = WRITTEN.search(text)
    rest = text.replace(match[0], "").strip(" ()\t.。") if match else "x"
    return find_date(text) if not rest else None


def _year(text: str) -> int:
    return int("".join(DIGITS.get(char, char) for char in text.replace(" ", "")))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
