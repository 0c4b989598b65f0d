"""Content-addressed files: stored once under their SHA-256, never changed; those with personal data are sealed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from jointmeeting.kernel import crypto
from jointmeeting.kernel.models import StoredFile

PIECE = 256 * 1024  # bytes


def store(content: bytes, *, media_type: str, sealed: bool = False) -> StoredFile:
    """Keep `content` and return its record; the same bytes give the same record. `sealed` for personal data."""
    digest = hashlib.sha256(content).hexdigest()
    record, _ = StoredFile.objects.get_or_create(
        sha256=digest, is_sealed=sealed, defaults={"size": len(content), "media_type": media_type}
    )
    if not default_storage.exists(record.path):
        kept = crypto.seal(content, place=f"file|{digest}") if sealed else content
        default_storage.save(record.path, ContentFile(kept))
    return record


def store_path(path: Path, *, media_type: str) -> StoredFile:
    """Keep a file from disk, piece by piece: for what is too large to stand in memory. Else as `store`."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    record, _ = StoredFile.objects.get_or_create(
        sha256=digest, is_sealed=False, defaults={"size": path.stat().st_size, "media_type": media_type}
    )
    if not default_storage.exists(record.path):
        with path.open("rb") as source:
            default_storage.save(record.path, File(source))
    return record


def pieces(record: StoredFile) -> Iterator[bytes]:
    """Return the file piece by piece, for what is too large to stand in memory; checked as `read` before the first.

    A sealed file is opened as a whole: its seal covers all of it.
    """
    if record.is_sealed:
        return iter([read(record)])
    digest = hashlib.sha256()
    for piece in _from_disk(record):
        digest.update(piece)
    if digest.hexdigest() != record.sha256:
        raise ValueError(f"stored file {record.sha256} is damaged")
    return _from_disk(record)


def _from_disk(record: StoredFile) -> Iterator[bytes]:
    with default_storage.open(record.path, "rb") as handle:
        yield from handle.chunks(PIECE)


def read(record: StoredFile) -> bytes:
    """Return the bytes and raise ValueError when they no longer match their hash."""
    with default_storage.open(record.path, "rb") as handle:
        content: bytes = handle.read()
    if record.is_sealed:
        content = crypto.unseal(content, place=f"file|{record.sha256}")
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise ValueError(f"stored file {record.sha256} is damaged")
    return content
