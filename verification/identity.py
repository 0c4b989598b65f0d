"""The citizen identity number (GB 11643-1999): its form, its check character, and what it tells."""

import re
from datetime import date

from django.core.exceptions import ValidationError

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789XX")


def check_character(first_seventeen: str) -> str:
    """Return the last character that belongs to 17 digits (weighted sum modulo 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def cleaned_number(text: str) -> str:
    """Return the number in half width and upper case; raise ValidationError saying what is wrong with it."""
    number = re.sub(r"\s", "", text).translate(FULL_WIDTH).upper()
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise ValidationError("公民身份号码应为18位：前17位为数字，末位为数字或X。请对照证件核对。")
    if born_on(number) is None:
        raise ValidationError("公民身份号码第7至14位不是有效的出生日期。请对照证件核对。")
    if check_character(number[:17]) != number[17]:
        raise ValidationError("公民身份号码的校验位不符，可能有一位抄错。请对照证件核对。")
    return number


def born_on(number: str) -> date | None:
    """Return the date of birth a number tells, None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
