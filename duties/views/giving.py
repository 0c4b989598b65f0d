"""Giving a file made on the spot, as Word or PDF where it is a document: named in Chinese, never sniffed or cached."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse

from jointmeeting.kernel import clock
from jointmeeting.kernel.documents.official import OfficialDocument, render
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.documents.stamping import with_sheet_code
from jointmeeting.kernel.documents.word import word_copy

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def give_document(
    document: OfficialDocument, *, name: str, as_pdf: bool = False, code: SheetCode | None = None
) -> HttpResponse:
    """Return a document as Word, to be worked on, or as PDF, unsigned; `code` brings a scan of it back."""
    if as_pdf:
        pdf = render(document, created=clock.now(), office_fonts=settings.OFFICE_FONTS_DIR)
        pdf = with_sheet_code(pdf, code) if code else pdf
        return give(pdf, content_type="application/pdf", name=f"{name}.pdf")
    return give(word_copy(document, created=clock.now()), content_type=DOCX, name=f"{name}.docx")


def give(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    """Return `content` as an attachment called `name`."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
