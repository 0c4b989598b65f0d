"""The customary working rules offered where a notice is silent; a person of the office confirms or changes them."""

from collections.abc import Mapping
from typing import Any

from members.charters import STANDS_IN_FOR

REASON = "通知未规定，按办公室工作规则"
# Who does what is the custom of such offices; days are working days (PRODUCT: customary numbers, all configurable).
CUSTOMARY: dict[str, Any] = {
    "minutes_drafted_by": "office",
    "minutes_reviewed_by": "director",
    "minutes_signed_by": "who_presided",
    "minutes_sign_delegate": "nobody",
    "minutes_issued_to": "各成员单位",
    "minutes_number_form": "year_bracket",
    "minutes_seal": "without_seal",
    "regular_called_by": "office",
    "regular_chaired_by": ["chief_convener"],
    "liaison_called_by": "office",
    "opinion_days": 3,
    "office_review_days": 2,
    "paper_days": 3,
    "notice_days": 2,
    "minutes_days": 3,
    "assign_days": 2,
    "refuse_days": 3,
}


def working_rules(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is offered beside the rules the notice states itself."""
    return {
        key: {"value": value, "reason": REASON}
        for key, value in CUSTOMARY.items()
        if STANDS_IN_FOR.get(key, key) not in stated
    }
