"""Pages of meetings: board, agenda, receipts, sign-in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden, Refused
from meetings import arrangement, ordering, quorum, steps, workflows
from meetings.forms.agenda import AddToAgendaForm
from meetings.forms.filtering import MeetingFilter
from meetings.forms.planning import MeetingForm, as_typed, from_address
from meetings.models import MajorMatter, Meeting, MeetingPack, Minutes, Receipt, ScannedPage
from meetings.models.meeting import DECIDING
from meetings.paper_loop import SIGN_IN
from meetings.services import meeting as services
from meetings.services.ordering import ARRANGEABLE
from members.models import Jurisdiction
from members.permissions import OFFICE
from members.rules import require

SIGNED_IN = frozenset({Meeting.State.IN_SESSION, Meeting.State.HELD})


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """List the meetings the person may see."""
    form = MeetingFilter(request.GET, user=request.user)
    page = Paginator(form.passing(Meeting.objects.visible_to(request.user)), 30).get_page(request.GET.get("page"))
    may_plan = any(grant.role in OFFICE for grant in access.roles_of(request.user))
    context = {"page": page, "may_plan": may_plan, "form": form, "query": form.query()}
    return render(request, "meetings/meeting_list.html", context)


@require_GET
def meeting_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one meeting with its agenda, receipts and attendance."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    user = request.user
    receipts = list(Receipt.objects.visible_to(user).filter(meeting=meeting).select_related("unit"))
    own = [r for r in receipts if access.can(user, "receipt.attend", r)]
    may_add = meeting.kind == Meeting.Kind.LIAISON and meeting.state == Meeting.State.PLANNED
    agenda = _agenda(meeting, user)  # before the acts: their guards ask for it as well
    context = {
        "meeting": meeting,
        "steps": steps.of_meeting(meeting),
        "acts": workflows.meetings.available(meeting, user),
        **agenda,
        **_papers(meeting, user),
        "receipts": receipts if len(receipts) > len(own) else [],
        "answered": sum(r.state != Receipt.State.SILENT for r in receipts),
        "own_receipts": [(r, workflows.receipts.available(r, user)) for r in own],
        "quorum": quorum.of(meeting),
        "attendances": meeting.attendances.select_related("meeting"),
        "may_record": meeting.is_sitting
        and meeting.state in SIGNED_IN
        and access.can(user, "attendance.record", meeting),
        "may_draft": _may_draft(meeting) and access.can(user, "minutes.draft", meeting),
        "minutes": Minutes.objects.visible_to(user).filter(meeting=meeting).first(),
        "major_matters": MajorMatter.objects.visible_to(user).filter(meeting=meeting),
        "may_raise": meeting.state in {Meeting.State.IN_SESSION, Meeting.State.HELD}
        and access.can(user, "major_matter.create", meeting),
        "add_form": AddToAgendaForm(meeting=meeting)
        if may_add and access.can(user, "meeting.add_item", meeting)
        else None,
        "history": audit.history(meeting),
    }
    return render(request, "meetings/meeting_page.html", context)


def _agenda(meeting: Meeting, user: Any) -> dict[str, Any]:
    """Return the agenda: as published for units, as it stands for who prepares it, with what is not yet published."""
    revision = meeting.revisions.first()
    if not access.can(user, "meeting.watch", meeting):
        agenda = ordering.published(revision) if revision else []
        return {"agenda": agenda, "revision": revision, "tombstones": steps.tombstones(meeting)}
    agenda = meeting.agenda_read = ordering.lines(meeting)
    may = meeting.state in ARRANGEABLE and access.can(user, "meeting.arrange", meeting)
    return {
        "agenda": agenda,
        "revision": revision,
        "differences": ordering.unpublished(meeting),
        "reads_notes": access.can(user, "meeting.read_notes", meeting),
        "may_arrange": may,
        "may_edit": may and meeting.state == Meeting.State.PLANNED and not meeting.was_noticed,
        "tombstones": steps.tombstones(meeting),
    }


def _papers(meeting: Meeting, user: Any) -> dict[str, Any]:
    """Return what can be taken along: every revision's notice, and the newest packs."""
    packs = MeetingPack.objects.visible_to(user).with_age().filter(meeting=meeting).select_related("unit", "revision")
    newest = packs.first()
    return {
        "revisions": meeting.revisions.all(),
        "packs": [pack for pack in packs if newest and pack.number == newest.number],
        "may_pack": meeting.was_noticed and access.can(user, "meeting.build_packs", meeting),
        "may_watch": access.can(user, "meeting.watch", meeting),
        "may_sign_in": meeting.state == Meeting.State.IN_SESSION,
        "scans": ScannedPage.objects.visible_to(user).of(SIGN_IN, meeting.pk),
        "may_scan": meeting.is_sitting and meeting.was_noticed and access.can(user, "scan.upload", meeting),
    }


def _may_draft(meeting: Meeting) -> bool:
    held = meeting.kind in DECIDING and meeting.state == Meeting.State.HELD
    return held and not Minutes.objects.filter(meeting=meeting).exists()


@require_http_methods(["GET", "POST"])
def meeting_create(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of the body whose office the person belongs to."""
    own = [grant.jurisdiction_id for grant in access.roles_of(request.user) if grant.role in OFFICE]
    body = Jurisdiction.objects.filter(pk__in=own).first()
    if body is None:
        raise Forbidden("会议由联席会议办公室筹备，您的岗位不能新建。")
    form = MeetingForm(request.POST or None, body=body, initial=from_address(body, request.GET))
    if request.method == "POST" and form.is_valid():
        key, planned = form.cleaned_data["request_key"], form.cleaned_data["plan_line"]
        meeting = services.plan_meeting(body, by=request.user, request_key=key, planned=planned, **form.planned())
        messages.success(request, "会议已建立，请列入议题。")
        return redirect(meeting)
    return render(request, "meetings/meeting_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a meeting nobody has been told of."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "meeting.plan", meeting)
    form = MeetingForm(request.POST or None, body=meeting.jurisdiction, meeting=meeting, initial=as_typed(meeting))
    if request.method == "POST" and form.is_valid():
        key, seen = form.cleaned_data["request_key"], form.cleaned_data["seen"]
        try:
            services.edit_meeting(meeting, seen=seen, by=request.user, request_key=key, **form.planned())
        except services.ArrangedMeanwhile as conflict:
            return _conflict(request, meeting, form, conflict)
        except Refused as refusal:  # the notice went out meanwhile: what was typed stays before its author
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "会议安排已修改。")
            return redirect(meeting)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/meeting_form.html", context, status=422 if form.errors else 200)


def _conflict(
    request: HttpRequest, meeting: Meeting, form: MeetingForm, conflict: services.ArrangedMeanwhile
) -> HttpResponse:
    """Show both arrangements side by side; the form keeps the own one, and saves it over the other's."""
    meeting.refresh_from_db()
    context = {
        "meeting": meeting,
        "form": form.upon(meeting),
        "changes": arrangement.compare(arrangement.of(meeting), form.reading()),
        "who": conflict.who,
    }
    return render(request, "meetings/meeting_conflict.html", context, status=409)


@require_POST
def meeting_add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an accepted item on a liaison meeting's agenda."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    require(request.user, "meeting.add_item", meeting)
    form = AddToAgendaForm(request.POST, meeting=meeting)
    if form.is_valid():
        services.add_to_agenda(meeting, form.cleaned_data["agenda_item"], by=request.user)
    else:
        messages.error(request, "请选择一项已受理、尚未列入本次会议的议题。")
    return redirect(meeting)
