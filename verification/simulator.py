"""A department's connector that answers as jm-verify/1 says, with invented records: for tests, demonstration, and for
departments that build their own. It is spoken to over HTTP and knows nothing of our database.

The first part of the path says how it behaves: /instant, /slow (works on it a while), /busy (429 at first), /silent
(never ready), /forged (wrong signature), /broken (500). What it was asked is kept in memory, once a message; each
question it took in is counted in a journal by its message id alone.
"""

import hashlib
import json
import time
from collections.abc import Mapping
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from verification.categories import CATEGORIES, DATE, MONEY, Field
from verification.protocol import SIGNATURE, VERSION, Unproven, read, signature

SLOW_SECONDS = 3.0
BUSY_TIMES = 2
LARGEST = 10 * 1024 * 1024


class Departments(ThreadingHTTPServer):
    """All simulated departments behind one port."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], *, key: str, journal: Path | None = None) -> None:
        super().__init__(address, _Handler)
        self.key, self.journal = key, journal
        self.lock = Lock()
        self.asked: dict[str, tuple[bytes, float]] = {}
        self.refused: dict[str, int] = {}

    def take(self, message_id: str, body: bytes) -> None:
        """Keep a question; the same one again changes nothing."""
        with self.lock:
            if message_id in self.asked:
                return
            self.asked[message_id] = (body, time.monotonic())
            if self.journal:
                with self.journal.open("a", encoding="utf-8") as lines:
                    lines.write(f"{message_id}\n")

    def is_busy(self, message_id: str) -> bool:
        """Tell whether this message is still turned away."""
        with self.lock:
            self.refused[message_id] = self.refused.get(message_id, 0) + 1
            return self.refused[message_id] <= BUSY_TIMES


class _Handler(BaseHTTPRequestHandler):
    server: Departments
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer one message."""
        manner, _, action = self.path.strip("/").partition("/")
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, LARGEST))
        try:
            message = read(body, self.headers.get(SIGNATURE, ""), key=self.server.key)
            message_id = str(message["header"]["message_id"])
        except (Unproven, KeyError) as error:
            return self._say(400, {"header": {"status": "rjct"}, "message": {"error": str(error)}})
        if manner == "broken":
            return self._say(500, {"header": {"status": "rjct"}})
        if manner == "busy" and self.server.is_busy(message_id):
            return self._say(429, {"header": {"status": "rjct"}})
        if action == "registry/search":
            self.server.take(message_id, body)
            return self._say(202, {"header": _header(message_id), "message": {"ack_status": "ACK"}})
        if action == "registry/txn/status" and message_id in self.server.asked:
            return self._say(200, self._status(manner, message_id), forged=manner == "forged")
        return self._say(404, {"header": {"status": "rjct"}})

    def _status(self, manner: str, message_id: str) -> dict[str, Any]:
        body, since = self.server.asked[message_id]
        is_working = manner == "silent" or (manner == "slow" and time.monotonic() - since < SLOW_SECONDS)
        if is_working:
            return {"header": {**_header(message_id), "status": "pdng"}}
        rows = json.loads(body)["message"]["search_request"]
        digest = hashlib.sha256(body).hexdigest()
        answers = [{**invented(row), "request_hash": digest} for row in rows]
        return {"header": {**_header(message_id), "status": "succ"}, "message": {"search_response": answers}}

    def _say(self, status: int, message: Mapping[str, Any], *, forged: bool = False) -> None:
        body = json.dumps(message, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header(SIGNATURE, "0" * 64 if forged else signature(body, self.server.key))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a log of requests has no place here."""


def invented(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer to one item, always the same for the same person and category: every third has a record."""
    seed = int(hashlib.sha256(f"{row['person']['id_number']}|{row['category']}".encode()).hexdigest()[:8], 16)
    fields = CATEGORIES[row["category"]].fields
    records = [{field.name: _value(field, seed) for field in fields}] if seed % 3 == 0 else []
    return {
        "reference_id": row["reference_id"],
        "outcome": "found" if records else "no_record",
        "data_as_of": row["as_of"],
        "records": records,
    }


def _value(field: Field, seed: int) -> str:
    if field.kind == MONEY:
        return f"{seed % 90_000 + 100}.00"
    if field.kind == DATE:
        return (date(2015, 1, 1) + timedelta(days=seed % 3000)).isoformat()
    return f"示例{field.label}{seed % 10_000:04}"


def _header(message_id: str) -> dict[str, str]:
    return {"version": VERSION, "message_id": message_id, "status": "rcvd"}
