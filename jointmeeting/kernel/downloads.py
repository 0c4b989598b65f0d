"""Files leave the system only here: as attachments, never cached, never run, always logged."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import HttpResponse

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.models import StoredFile


def give(obj: models.Model, file: StoredFile, *, name: str, act: str, by: Any) -> HttpResponse:
    """Return the file for `obj` under `name` (RFC 5987) and log who took it."""
    content = files.read(file)
    audit.record(act, obj, by=by, details={"sha256": file.sha256, "name": name})
    response = HttpResponse(content, content_type=file.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox"
    return response
