"""jm-verify/1: only a proven answer to exactly what was asked is read."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from verification.protocol import Asked, Unproven, answers, question, read, signature

ITEMS = {"7": "tax", "8": "vehicle"}
ASKED = question(
    message_id="m", agreement="1/1", issue="案", as_of=date(2026, 1, 5), due_on=date(2026, 1, 12),
    asked=[Asked(item, category, "测试甲", "99999919800517002X", "2026-0001") for item, category in ITEMS.items()],
)  # fmt: skip


def row(**changes: Any) -> dict[str, Any]:
    whole = {
        "reference_id": "7",
        "outcome": "found",
        "records": [{"taxable_income": "1", "secret": "不应留存"}],
        "data_as_of": "2026-01-04",
        "request_hash": hashlib.sha256(ASKED).hexdigest(),
    }
    return {**whole, **changes}


def message(*rows: dict[str, Any], status: str = "succ") -> dict[str, Any]:
    return {"header": {"status": status}, "message": {"search_response": list(rows)}}


def test_the_same_question_has_the_same_bytes() -> None:
    parts = json.loads(ASKED)["message"]["search_request"]
    assert [part["fields"] for part in parts][0] == ["tax_year", "taxable_income"]
    assert "yearly_income" not in ASKED.decode()


def test_fields_nobody_asked_for_are_dropped() -> None:
    assert answers(message(row()), asked=ASKED, items=ITEMS) == [
        ("7", "found", [{"taxable_income": "1"}], date(2026, 1, 4))
    ]


def test_working_on_it_is_no_answer() -> None:
    assert answers(message(status="pdng"), asked=ASKED, items=ITEMS) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"reference_id": "9"}, {"request_hash": "0" * 64}, {"outcome": "none"}, {"outcome": "not_answered"},
        {"data_as_of": "昨天"}, {"records": []}, {"outcome": "no_record"}, {"records": "x"}, {"records": [3]},
        {"reference_id": None}, {"data_as_of": 3}, {"reference_id": ["7"]}, {"outcome": {}},
    ],
)  # fmt: skip
def test_anything_else_is_unproven(changes: dict[str, Any]) -> None:
    with pytest.raises(Unproven):
        answers(message(row(**changes)), asked=ASKED, items=ITEMS)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"header": 3}', b"\xff", b"null"])
def test_what_is_no_message_is_unproven(body: bytes) -> None:
    with pytest.raises(Unproven):
        read(body, signature(body, "k"), key="k")


def test_a_wrong_signature_is_unproven() -> None:
    body = json.dumps(message(row())).encode()
    assert read(body, signature(body, "k"), key="k") == message(row())
    for wrong in (signature(body, "other"), "", signature(body + b" ", "k")):
        with pytest.raises(Unproven):
            read(body, wrong, key="k")
