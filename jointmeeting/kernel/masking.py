"""Households are spoken of without their names (家庭隐名): what may not stand in a paper many people read."""

import re

MASKED = re.compile(r"某|\*|＊|×")
NUMBERS = re.compile(r"\d{4}")
IDENTIFYING = re.compile(r"\d{7,}|\d{6,}[xX]")  # identity cards, telephones, accounts; sums are shorter


def fault_of_household(name: str) -> str:
    """Return why `name` does not speak of a household without naming it, or nothing."""
    if not MASKED.search(name):
        return "请用“某”隐去姓名，例如：张某某户。会议材料中不得出现真实姓名。"
    return "请不要填写证件号码、电话等数字。" if NUMBERS.search(name) else ""


def fault_of_text(text: str) -> str:
    """Return why `text` may not be read by many: a number that tells who somebody is; or nothing."""
    found = IDENTIFYING.search(text)
    return f"请删去“{found[0][:3]}…”：不要填写证件号码、电话、银行账号。" if found else ""
