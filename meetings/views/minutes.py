"""Pages of minutes: open, preview as it will be printed, download."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from jointmeeting.kernel import access, audit, downloads, making
from jointmeeting.kernel.models import LogEntry
from meetings import amending, authenticity, composition, posts, receiving, steps, workflows
from meetings.countersigning import outside_duties, unfounded
from meetings.models import Amendment, Countersignature, Meeting, Minutes, ScannedPage
from meetings.models.disclosure import Disclosure
from meetings.models.minutes import RENDER_JOB
from meetings.paper_loop import COUNTERSIGN
from meetings.services import minutes as services
from meetings.views.authenticity import site_of
from members.permissions import LEADERS, OFFICE
from members.rules import ruling

READS = [f"minutes.{act}" for act in ("download", "download_public", "download_copy", "download_attachment")]
READS += [f"minutes.{act}" for act in ("take_word", "take_record", "print_task_sheet", "print_countersignatures")]
SHOWN_TO_ALL = ("minutes.circulate", "minutes.sign", "minutes.issue")  # why it was returned is the office's


@require_GET
def minutes_list(request: HttpRequest) -> HttpResponse:
    """List the minutes the person may see; a leader sees issued ones only."""
    void = Amendment.objects.issued().filter(minutes=OuterRef("pk"), kind=Amendment.Kind.VOID)
    rows = Minutes.objects.visible_to(request.user).select_related("meeting").annotate(is_void=Exists(void))
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    central = any(grant.role in OFFICE | LEADERS for grant in access.roles_of(request.user))
    return render(request, "meetings/minutes_list.html", {"page": page, "may_see_delegations": central})


@require_GET
def minutes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as the sheet that will be printed."""
    related = ("meeting", "jurisdiction", "file", "signed_by", "delegation__principal")
    visible = Minutes.objects.visible_to(request.user).select_related(*related)
    minutes = get_object_or_404(visible, pk=pk)
    context = {
        "minutes": minutes,
        "sheet": composition.preview(minutes),
        "steps": steps.of_minutes(minutes),
        "acts": [*receiving.own_receipts(minutes, request.user), *workflows.minutes.available(minutes, request.user)],
        "may_edit": minutes.state == Minutes.State.DRAFTING and access.can(request.user, "minutes.edit", minutes),
        "may_read_versions": access.can(request.user, "minutes.edit", minutes),
        "outside": outside_duties(minutes),
        "unfounded": unfounded(minutes),
        "was_circulated": Countersignature.objects.visible_to(request.user).filter(minutes=minutes).exists(),
        "matters": minutes.matters.select_related("lead_unit").prefetch_related("supporting_units"),
        "attachments": minutes.attachments.select_related("file"),
        "recipients": minutes.recipients.all(),
        "may_address": minutes.state != Minutes.State.ISSUED and access.can(request.user, "minutes.edit", minutes),
        "may_watch": minutes.state == Minutes.State.ISSUED and access.can(request.user, "minutes.watch", minutes),
        "signer_rule": ruling(minutes, "minutes_signed_by"),
        "signs": f"纪要由{posts.signer(minutes)}签发。",
        "public": _public(request, minutes),
        "scans": ScannedPage.objects.visible_to(request.user).of(COUNTERSIGN, minutes.pk),
        **_afterwards(request, minutes),
        "code": _code(request, minutes) if minutes.state == Minutes.State.ISSUED else "",
        "stalled": minutes.state == Minutes.State.SIGNED and making.has_failed(RENDER_JOB, minutes.pk),
        "history": _history(request, minutes),
    }
    return render(request, "meetings/minutes_page.html", context)


def _history(request: HttpRequest, minutes: Minutes) -> QuerySet[LogEntry]:
    """Return the record for the page: who reads is the log's, and how the text came about is the office's."""
    entries = audit.history(minutes).exclude(act__in=READS)
    if access.can(request.user, "minutes.watch", minutes):
        return entries
    return entries.filter(act__in=SHOWN_TO_ALL)


def _public(request: HttpRequest, minutes: Minutes) -> dict[str, Any]:
    """Return the public versions, and whether the person may have another made."""
    may_make = (
        minutes.state == Minutes.State.ISSUED
        and minutes.disclosure != Disclosure.WITHHELD
        and access.can(request.user, "minutes.make_public", minutes)
    )
    return {"versions": minutes.public_versions.select_related("made_by"), "may_make": may_make}


def _afterwards(request: HttpRequest, minutes: Minutes) -> dict[str, Any]:
    """Return what became of issued minutes, and what the person may do about it."""
    if minutes.state != Minutes.State.ISSUED:
        return {}
    void = amending.void_of(minutes)
    amendments = Amendment.objects.visible_to(request.user).filter(minutes=minutes)
    return {
        "void": void,
        "amendments": amendments.exclude(state=Amendment.State.DISCARDED),
        "copies": minutes.copies.select_related("added_by"),
        "may_amend": void is None and access.can(request.user, "amendment.draft", minutes),
        "may_keep_copy": access.can(request.user, "minutes.keep_copy", minutes),
    }


def _code(request: HttpRequest, minutes: Minutes) -> str:
    return authenticity.code_of(minutes, site=site_of(request))


@require_POST
def minutes_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the minutes of a held meeting (`pk` is the meeting's)."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    minutes = services.draft_minutes(meeting, by=request.user)
    return redirect("meetings:minutes_edit", pk=minutes.pk)


@require_GET
def minutes_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the issued file; nothing else is ever downloaded. Logged, and received for the person's unit."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("file"), pk=pk)
    if minutes.file is None:
        raise Http404
    name = f"{minutes.title}{minutes.number_label}.pdf"
    receiving.receive_for(minutes, by=request.user)
    return downloads.give(minutes, minutes.file, name=name, act="minutes.download", by=request.user)
