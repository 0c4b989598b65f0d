"""The letter by which a unit authorises its substitute (委托书): the blank form to print, and what was uploaded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from jointmeeting.kernel import clock, downloads, files
from meetings import papers
from meetings.models import Receipt
from meetings.views.papers import PDF


@require_GET
def receipt_form_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the form of the letter, filled in as far as the unit has answered; logged."""
    rows = Receipt.objects.visible_to(request.user).select_related("meeting__jurisdiction", "unit")
    receipt = get_object_or_404(rows, pk=pk)
    file = files.store(papers.printed(papers.letter_of(receipt), created=clock.now()), media_type=PDF)
    name = f"{receipt.meeting}参会委托书（{receipt.unit.short_name}）.pdf"
    return downloads.give(receipt.meeting, file, name=name, act="meeting.paper", by=request.user)


@require_GET
def receipt_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the letter a unit uploaded to the unit itself, the office and the conveners; logged."""
    receipt = get_object_or_404(Receipt.objects.visible_to(request.user).select_related("letter", "meeting"), pk=pk)
    if receipt.letter is None:
        raise Http404
    return downloads.give(receipt, receipt.letter, name=receipt.letter_name, act="receipt.letter", by=request.user)
