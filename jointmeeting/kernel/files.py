"""Content-addressed files: stored once under their SHA-256, never changed."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from jointmeeting.kernel.models import StoredFile


def store(content: bytes, *, media_type: str) -> StoredFile:
    """Keep `content` and return its record; the same bytes give the same record."""
    digest = hashlib.sha256(content).hexdigest()
    record, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": len(content), "media_type": media_type}
    )
    if not default_storage.exists(record.path):
        default_storage.save(record.path, ContentFile(content))
    return record


def read(record: StoredFile) -> bytes:
    """Return the bytes and raise ValueError when they no longer match their hash."""
    with default_storage.open(record.path, "rb") as handle:
        content: bytes = handle.read()
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise ValueError(f"stored file {record.sha256} is damaged")
    return content
