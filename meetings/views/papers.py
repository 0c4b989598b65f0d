"""Papers to take along: notice, agenda, the chair's edition, sign-in sheet, and the packs."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jointmeeting.kernel import clock, downloads, files
from jointmeeting.kernel.documents.official import OfficialDocument
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.documents.stamping import with_qr, with_sheet_code
from jointmeeting.kernel.documents.word import word_copy
from jointmeeting.kernel.errors import Refused
from meetings import board, facts, ordering, papers, preparation
from meetings.models import Meeting, MeetingPack
from meetings.paper_loop import sign_in_code
from meetings.services import packing
from meetings.views.attendance import sign_in_address
from members.rules import require

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def meeting_notice_paper(request: HttpRequest, pk: int, revision: int, form: str) -> HttpResponse:
    """Give the notice, or what changed it, as it was published: to print, or to work on in Word."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(meeting.revisions.select_related("meeting__jurisdiction"), number=revision)  # visible_to
    name = f"{meeting}{found.get_kind_display()}{f'（第{revision}版）' if revision > 1 else ''}"
    return _give_as(request, meeting, form, papers.notice(found), name, created=found.published_at)


@require_GET
def meeting_agenda_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the published agenda as a paper of its own."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    last = meeting.revisions.first()
    if last is None:
        raise Refused("议程尚未发布。请先发出会议通知，或在“编排议程”中查看。")
    document = papers.agenda(facts.published(last), ordering.published(last))
    return _give_as(request, meeting, form, document, f"{meeting}议程", created=last.published_at)


@require_GET
def meeting_chair_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the chair's edition of the agenda, with the private notes."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.read_notes", meeting)
    document = papers.agenda(facts.of(meeting), ordering.lines(meeting), with_notes=True)
    return _give(request, meeting, papers.printed(document, created=clock.now()), f"{meeting}议程（主持人用）.pdf")


@require_GET
def meeting_sheet_paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Give the sign-in sheet; the one to print carries a QR code for one's own sign-in, and one for its way back."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "attendance.record", meeting)
    address = sign_in_address(request, meeting) if meeting.sign_in_code else ""
    document = papers.sign_in_sheet(meeting)
    name, code = f"{meeting}签到表", sign_in_code(meeting)
    return _give_as(request, meeting, form, document, name, created=clock.now(), address=address, code=code)


def _give_as(
    request: HttpRequest, meeting: Meeting, form: str, document: OfficialDocument, name: str, *, created: datetime,
    address: str = "", code: SheetCode | None = None,
) -> HttpResponse:  # fmt: skip
    """Give a paper as PDF, with QR codes of `address` and of its way back where it has them, or as its Word copy."""
    if form == "docx":
        return _give(request, meeting, word_copy(document, created=created), f"{name}.docx", media_type=WORD)
    if form != "pdf":
        raise Http404
    content = papers.printed(document, created=created)
    content = with_qr(content, address) if address else content
    return _give(request, meeting, with_sheet_code(content, code) if code else content, f"{name}.pdf")


def _give(request: HttpRequest, meeting: Meeting, content: bytes, name: str, *, media_type: str = PDF) -> HttpResponse:
    file = files.store(content, media_type=media_type)
    return downloads.give(meeting, file, name=name, act="meeting.paper", by=request.user)


@require_GET
def meeting_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how items, papers and answers stand; the page asks again every half minute."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.watch", meeting)
    agenda = ordering.lines(meeting)
    context = {
        "meeting": meeting,
        "board": board.of(meeting),
        "items": preparation.items(meeting, agenda),
        "packs": preparation.packs(meeting),
        "slot": ordering.slot_sentence(meeting, agenda),
    }
    response = render(request, "meetings/meeting_board.html", context)
    response["Refresh"] = "30"
    return response


@require_POST
def meeting_packs(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the worker for a new set of packs."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    count = packing.build_packs(meeting, by=request.user)
    messages.success(request, f"正在制作{count}份会议材料包，完成后可在本页下载。")
    return redirect(meeting)


@require_GET
def pack_download(request: HttpRequest, pk: int, form: str) -> StreamingHttpResponse:
    """Give a pack as one PDF or as ZIP."""
    pack = get_object_or_404(MeetingPack.objects.visible_to(request.user).select_related("meeting", "unit"), pk=pk)
    file = {"pdf": pack.pdf, "zip": pack.bundle}.get(form)
    if file is None:
        raise Http404
    return downloads.stream(pack, file, name=f"{pack}.{form}", act="meeting_pack.download", by=request.user)
