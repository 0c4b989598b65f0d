"""Speaking with a department's connector over HTTP. No redirects, no proxies, capped bodies, allowed hosts only."""

from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from verification import protocol
from verification.models import ConsentSignature, Query

TIMEOUT = httpx.Timeout(20, connect=5)
LARGEST = 10 * 1024 * 1024  # bytes of one answer

Answer = tuple[int, str, list[dict[str, str]], date]


class NotAllowed(ValueError):
    """The address is not one the installation may call."""


class NoAnswer(OSError):
    """The department did not answer as the protocol says; to be tried again."""


class Forgotten(NoAnswer):
    """The department does not know the question any more; to be asked again under the same message id."""


def send(query: Query) -> None:
    """Hand over the question; return when the department has acknowledged it."""
    body = _question(query)
    message = _post(query, "/registry/search", body)
    if (message.get("message") or {}).get("ack_status") != "ACK":
        raise NoAnswer("not acknowledged")


def collect(query: Query) -> list[Answer] | None:
    """Return what the department answered: (item, outcome, records, data_as_of); None while it works on it."""
    message = _post(query, "/registry/txn/status", protocol.status_question(str(query.message_id)))
    items = {str(pk): category for pk, category in query.items.values_list("pk", "category")}
    found = protocol.answers(message, asked=_question(query), items=items)
    if found is None:
        return None
    return [(int(reference), outcome, records, as_of) for reference, outcome, records, as_of in found]


def _question(query: Query) -> bytes:
    # The earliest signature of each person, whatever was signed later: the same question has the same bytes for ever.
    signed = ConsentSignature.objects.filter(letter__case=query.request.case_id).order_by("-pk")
    letters = {
        person: f"{year}-{number:04}"
        for person, year, number in signed.values_list("person", "letter__year", "letter__number")
    }
    asked = [
        protocol.Asked(str(i.pk), i.category, i.person.name, i.person.number, letters[i.person_id])
        for i in query.items.select_related("person").order_by("pk")
    ]
    request = query.request
    assert request.as_of is not None  # noqa: S101 -- queries exist from acceptance on, which dates the request
    return protocol.question(
        message_id=str(query.message_id),
        agreement=f"{query.agreement_id}/{query.agreement.version}",
        issue=str(request.case),
        as_of=request.as_of,
        due_on=query.due_on,
        asked=asked,
    )


def _post(query: Query, path: str, body: bytes) -> dict[str, Any]:
    source = query.source
    if urlsplit(source.address).netloc not in settings.CONNECTOR_HOSTS:
        raise NotAllowed(f"source {source.pk}")
    headers = {"Content-Type": "application/json", protocol.SIGNATURE: protocol.signature(body, source.key)}
    with (
        httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
        client.stream("POST", source.address.rstrip("/") + path, content=body, headers=headers) as answer,
    ):
        if answer.status_code == HTTPStatus.NOT_FOUND:
            raise Forgotten("unknown message")
        if answer.status_code not in {HTTPStatus.OK, HTTPStatus.ACCEPTED}:
            raise NoAnswer(f"status {answer.status_code}")
        content = b""
        for chunk in answer.iter_bytes():
            content += chunk
            if len(content) > LARGEST:
                raise NoAnswer("too large")
        return protocol.read(content, answer.headers.get(protocol.SIGNATURE, ""), key=source.key)
