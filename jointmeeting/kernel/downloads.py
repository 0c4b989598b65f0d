"""Files leave the system only here: as attachments, never cached, never run, always logged."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.models import StoredFile


def give(obj: models.Model, file: StoredFile, *, name: str, act: str, by: Any) -> HttpResponse:
    """Return the file for `obj` under `name` (RFC 5987) and log who took it."""
    response = HttpResponse(files.read(file), content_type=file.media_type)
    _log_and_close(response, obj, file, name=name, act=act, by=by)
    return response


def stream(obj: models.Model, file: StoredFile, *, name: str, act: str, by: Any) -> StreamingHttpResponse:
    """As `give`, piece by piece: for packs, which may be larger than what a worker should hold."""
    response = StreamingHttpResponse(files.pieces(file), content_type=file.media_type)
    response["Content-Length"] = str(file.size)
    _log_and_close(response, obj, file, name=name, act=act, by=by)
    return response


def _log_and_close(
    response: HttpResponseBase, obj: models.Model, file: StoredFile, *, name: str, act: str, by: Any
) -> None:
    """Keep who took the file, by its hash (a name can hold a person's), and let no browser run it or keep it."""
    audit.record(act, obj, by=by, details={"sha256": file.sha256})
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox"
