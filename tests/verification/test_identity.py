"""Identity numbers and masking."""

import pytest
from django.core.exceptions import ValidationError

from tests.verification.factories import synthetic_number
from verification.identity import check_character, cleaned_number
from verification.redaction import masked_name, masked_number


def test_every_wrong_check_character_is_found() -> None:
    number = synthetic_number()
    for last in "0123456789X":
        if last == number[-1]:
            assert cleaned_number(number[:17] + last) == number
        else:
            with pytest.raises(ValidationError, match="校验位不符"):
                cleaned_number(number[:17] + last)


def test_every_single_slip_of_a_digit_is_found() -> None:
    number = synthetic_number()
    for place in [*range(6), *range(14, 17)]:
        slip = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        with pytest.raises(ValidationError):
            cleaned_number(slip)


def test_numbers_are_taken_as_people_type_them() -> None:
    first = "99999919800517002"
    number = first + check_character(first)
    wide = number.translate(str.maketrans("0123456789X", "０１２３４５６７８９ｘ"))
    assert cleaned_number(f" {number[:6]} {number[6:].lower()} ") == cleaned_number(wide) == number


@pytest.mark.parametrize("text", ["", "123", "99999919801317002X", "9" * 18, "99999919800517002Y"])
def test_what_is_no_number_says_what_to_do(text: str) -> None:
    with pytest.raises(ValidationError, match="请对照证件核对"):
        cleaned_number(text)


def test_masks_keep_what_recognises_and_no_more() -> None:
    number = synthetic_number()
    assert masked_number(number) == number[:3] + "*" * 11 + number[-4:]
    assert (masked_name("测试甲"), masked_name("测"), masked_name("测·试")) == ("测**", "测", "测**")
