"""The log: append-only, chained by hash, read as sentences. Every write and every download leaves one entry."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import QuerySet

from jointmeeting.kernel import acts, clock
from jointmeeting.kernel.models import LogEntry

GENESIS = "0" * 64
SYSTEM_NAME = "系统"
_LOCK_SPACE = 20190016  # first key of the advisory locks of this module, any constant


@transaction.atomic
def record(
    act: str,
    obj: models.Model,
    *,
    by: Any,
    comment: str = "",
    states: tuple[str, str] = ("", ""),
    details: Mapping[str, Any] | None = None,
    request_key: UUID | None = None,
) -> LogEntry:
    """Append one entry to the chain of the object's body. `by=None` is the system."""
    acts.label_of(act)
    chain = int(getattr(obj, "jurisdiction_id", 0) or 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, chain])
    last = LogEntry.objects.filter(chain=chain).order_by("-position").first()
    entry = LogEntry(
        chain=chain,
        position=last.position + 1 if last else 1,
        at=clock.now(),
        act=act,
        actor=by,
        actor_name=by.name if by else SYSTEM_NAME,
        subject=obj._meta.label_lower,
        subject_id=obj.pk,
        subject_label=str(obj)[:200],
        from_state=states[0],
        to_state=states[1],
        comment=comment,
        details=dict(details or {}),
        request_key=request_key,
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def digest(entry: LogEntry) -> str:
    """Return the SHA-256 over everything the entry says and the hash before it."""
    content = [
        entry.chain,
        entry.position,
        entry.at.isoformat(),
        entry.act,
        entry.actor_id,
        entry.actor_name,
        entry.subject,
        entry.subject_id,
        entry.subject_label,
        entry.from_state,
        entry.to_state,
        entry.comment,
        entry.details,
        str(entry.request_key) if entry.request_key else None,
        entry.previous_hash,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def broken_entries() -> Iterator[LogEntry]:
    """Yield every entry whose own hash, predecessor or position is wrong, chain by chain."""
    chain, position, previous = -1, 0, GENESIS
    for entry in LogEntry.objects.order_by("chain", "position").iterator():
        if entry.chain != chain:
            chain, position, previous = entry.chain, 0, GENESIS
        if (entry.position, entry.previous_hash, entry.hash) != (position + 1, previous, digest(entry)):
            yield entry
        position, previous = entry.position, entry.hash


def history(obj: models.Model) -> QuerySet[LogEntry]:
    """Return the entries about `obj`, newest first."""
    return LogEntry.objects.filter(subject=obj._meta.label_lower, subject_id=obj.pk).order_by("-pk")


def find_request(request_key: UUID | None) -> LogEntry | None:
    """Return what an earlier submission of the same form did, or None.

    Serialises submissions of one form: the second waits for the first and then sees its entry.
    """
    if request_key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [request_key.int % (1 << 62)])
    return LogEntry.objects.filter(request_key=request_key).first()
