"""Files leave the system only here: as attachments, never cached, never run, always logged."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import StreamingHttpResponse

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.models import StoredFile


def give(obj: models.Model, file: StoredFile, *, name: str, act: str, by: Any) -> StreamingHttpResponse:
    """Return the file for `obj` under `name` (RFC 5987), piece by piece, and log who took it."""
    pieces = files.pieces(file)
    audit.record(act, obj, by=by, details={"sha256": file.sha256, "name": name})
    response = StreamingHttpResponse(pieces, content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox"
    return response
