"""What is taken away of issued minutes beside the issued file: the Word copy, and the record of who signed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from jointmeeting.kernel import downloads, files
from jointmeeting.kernel.documents.word import word_copy
from meetings.composition import printed
from meetings.models import Minutes
from meetings.signing_record import signing_record_paper
from meetings.views.authenticity import site_of
from members.rules import require

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def give(request: HttpRequest, minutes: Minutes, content: bytes, *, name: str, act: str) -> HttpResponse:
    """Keep what was made under its hash and give it. Logged as `act`."""
    stored = files.store(content, media_type=TYPES[name.rpartition(".")[2]])
    return downloads.give(minutes, stored, name=name, act=act, by=request.user)


def _issued(request: HttpRequest, pk: int) -> Minutes:
    visible = Minutes.objects.visible_to(request.user).select_related("meeting", "jurisdiction", "file")
    return get_object_or_404(visible, pk=pk, state=Minutes.State.ISSUED)


@require_GET
def minutes_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the text as issued for Word; it carries no signature. Logged."""
    minutes = _issued(request, pk)
    content = word_copy(printed(minutes).official(), created=minutes.signed_at or minutes.begun_at)
    return give(request, minutes, content, name=f"{minutes.title}{minutes.number_label}.docx", act="minutes.take_word")


@require_GET
def minutes_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Give office and conveners the record of consents, review and signature. Logged."""
    minutes = _issued(request, pk)
    require(request.user, "minutes.watch", minutes)
    content = signing_record_paper(minutes, site=site_of(request))
    return give(request, minutes, content, name=f"{minutes.number_label}签署记录.pdf", act="minutes.take_record")
