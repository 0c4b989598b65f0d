"""What is said between us and a department's connector: jm-verify/1. Pure: bytes in, values out.

Every message is JSON, signed as a whole: `X-JM-Signature` carries HMAC-SHA-256 of the exact bytes under the key shared
with that department. The answer names the hash of the question, so that it cannot be the answer to another one.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from verification.categories import CATEGORIES

VERSION = "jm-verify/1"
SIGNATURE = "X-JM-Signature"
OUTCOMES = {"found", "no_record", "name_mismatch", "refused"}


class Unproven(ValueError):
    """Signature, hash or form is not right: nothing of the answer is used."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a question: person and category."""

    reference: str
    category: str
    name: str
    number: str
    consent: str


def signature(body: bytes, key: str) -> str:
    """Return the signature of a message in hexadecimal."""
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def question(*, message_id: str, agreement: str, issue: str, as_of: date, due_on: date, asked: list[Asked]) -> bytes:
    """Return the body of /registry/search: the same arguments give the same bytes."""
    requests = [
        {
            "reference_id": item.reference,
            "category": item.category,
            "as_of": as_of.isoformat(),
            "person": {"id_type": "resident", "id_number": item.number, "name": item.name},
            "fields": [field.name for field in CATEGORIES[item.category].fields],
            "consent": {"consent_no": item.consent},
        }
        for item in asked
    ]
    meta = {
        "agreement_no": agreement,
        "issue": issue,
        "purpose": "社会救助家庭经济状况核对",
        "due_on": due_on.isoformat(),
    }
    header = {"version": VERSION, "message_id": message_id, "action": "search", "total_count": len(asked), "meta": meta}
    return _bytes({"header": header, "message": {"search_request": requests}})


def status_question(message_id: str) -> bytes:
    """Return the body of /registry/txn/status."""
    return _bytes({"header": {"version": VERSION, "message_id": message_id, "action": "txn/status"}})


def read(body: bytes, signed: str, *, key: str) -> dict[str, Any]:
    """Return a message whose signature is right; raise Unproven otherwise."""
    if not hmac.compare_digest(signed, signature(body, key)):
        raise Unproven("signature")
    try:
        message = json.loads(body)
    except ValueError:
        raise Unproven("no JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("header"), dict):
        raise Unproven("no message")
    return message


def answers(
    message: Mapping[str, Any], *, asked: bytes, items: Mapping[str, str]
) -> list[tuple[str, str, list[Any], date]] | None:
    """Return (reference, outcome, records, data_as_of) of each item answered; None while the department works on it.

    `items` maps each reference that was asked to its category. Records keep only the fields asked for. A reference
    nobody asked for, an unknown outcome or a hash of another question makes the whole answer unproven.
    """
    if message["header"].get("status") == "pdng":
        return None
    rows = (message.get("message") or {}).get("search_response")
    if not isinstance(rows, list):
        raise Unproven("no answers")
    return [_answer(row, hashlib.sha256(asked).hexdigest(), items) for row in rows]


def _answer(row: Any, asked_hash: str, items: Mapping[str, str]) -> tuple[str, str, list[Any], date]:
    try:
        reference, outcome = row["reference_id"], row["outcome"]
        if row["request_hash"] != asked_hash or reference not in items or outcome not in OUTCOMES:
            raise Unproven("an answer to something else")
        names = [field.name for field in CATEGORIES[items[reference]].fields]
        given = [dict(record) for record in row.get("records", [])]
        records = [{name: str(record[name]) for name in names if name in record} for record in given]
        if bool(records) != (outcome == "found"):
            raise Unproven("records and outcome disagree")
        return reference, outcome, records, date.fromisoformat(row["data_as_of"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unproven(f"form: {type(error).__name__}") from None


def _bytes(message: Mapping[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
