"""Papers to take along: notice, agenda, the chair's edition, sign-in sheet, and the packs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jointmeeting.kernel import clock, downloads, files
from jointmeeting.kernel.documents.stamping import with_qr
from meetings import board, facts, ordering, papers
from meetings.models import Meeting, MeetingPack
from meetings.services import packing
from meetings.views.attendance import sign_in_address
from members.rules import require

PDF = "application/pdf"


@require_GET
def meeting_notice_paper(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Give the notice, or a supplementary notice, as it was published."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(meeting.revisions.select_related("meeting__jurisdiction"), number=revision)  # visible_to
    content = papers.printed(papers.notice(found), created=found.published_at)
    name = f"{meeting}{found.get_kind_display()}{f'（第{revision}版）' if revision > 1 else ''}.pdf"
    return _give(request, meeting, content, name)


@require_GET
def meeting_chair_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the chair's edition of the agenda, with the private notes."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.read_notes", meeting)
    document = papers.agenda(facts.of(meeting), ordering.lines(meeting), with_notes=True)
    return _give(request, meeting, papers.printed(document, created=clock.now()), f"{meeting}议程（主持人用）.pdf")


@require_GET
def meeting_sheet_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the printed sign-in sheet, with the QR code for one's own sign-in."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "attendance.record", meeting)
    content = papers.printed(papers.sign_in_sheet(meeting), created=clock.now())
    if meeting.sign_in_code:
        content = with_qr(content, sign_in_address(request, meeting))
    return _give(request, meeting, content, f"{meeting}签到表.pdf")


def _give(request: HttpRequest, meeting: Meeting, content: bytes, name: str) -> HttpResponse:
    file = files.store(content, media_type=PDF)
    return downloads.give(meeting, file, name=name, act="meeting.paper", by=request.user)


@require_GET
def meeting_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the answers stand; the page asks again every half minute."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.watch", meeting)
    context = {"meeting": meeting, "board": board.of(meeting)}
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
