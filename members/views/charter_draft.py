"""Pages of bringing in a notice: give it, check it. Confirming is an act of the workflow."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from jointmeeting.kernel import access, audit, clock
from jointmeeting.kernel.errors import Forbidden, Refused
from members import accounts, bringing_in, workflows
from members.draft_presentation import checking
from members.forms.charter_draft import NoticeForm, decisions_from
from members.models import CharterDraft, Jurisdiction
from members.permissions import OFFICE

LONGEST_VERSION = 10


@require_http_methods(["GET", "POST"])
def charter_draft_create(request: HttpRequest) -> HttpResponse:
    """Give a notice: the office for its own body, the system administrator to found one; and go on with open ones."""
    preparers = access.roles_for("charter_draft.edit")
    grants = [grant for grant in access.roles_of(request.user) if grant.role in preparers]
    if not grants:
        raise Forbidden("通知由联席会议办公室载入，您的岗位不能办理。")
    own = [grant.jurisdiction_id for grant in grants if grant.role in OFFICE]
    body = Jurisdiction.objects.filter(pk__in=own).first()
    form = NoticeForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        key = form.cleaned_data["request_key"]
        try:
            return redirect(bringing_in.start_draft(form.reading, body, by=request.user, request_key=key))
        except Refused as refusal:
            form.add_error("file" if form.cleaned_data["file"] else "text", refusal.sentence)
    drafts = CharterDraft.objects.visible_to(request.user).select_related("started_by", "charter__jurisdiction")
    context = {"form": form, "body": body, "drafts": drafts[:30]}
    return render(request, "members/charter_draft_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def charter_draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the text beside what was read from it; POST keeps what was decided so far."""
    draft = _visible(request, pk)
    if request.method == "POST":
        return _save(request, draft)
    founded = draft.charter.jurisdiction if draft.charter else None
    acts = workflows.charter_drafts.available(draft, request.user)
    unsaved = "saved" not in request.GET and bringing_in.show_unsaved(
        draft, request.user, restore="restore" in request.GET
    )
    context = {
        **checking(draft),
        "acts": acts,
        "unsaved": unsaved,
        "history": audit.history(draft),
        "founded": founded,
        "needs_office": bool(founded and draft.is_of_system and not accounts.has_office(founded)),
    }
    return render(request, "members/charter_draft_page.html", context)


@require_POST
def charter_draft_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is in the form, as it is, for the one who types."""
    draft = _visible(request, pk)
    decisions = decisions_from(request.POST, draft.answers)
    bringing_in.keep_unsaved(draft, decisions, version=_version(request), by=request.user)
    return JsonResponse({"saved_at": f"{clock.now().astimezone():%H:%M}"})


def _visible(request: HttpRequest, pk: int) -> CharterDraft:
    visible = CharterDraft.objects.visible_to(request.user).select_related("jurisdiction", "charter__jurisdiction")
    return get_object_or_404(visible, pk=pk)


def _version(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < LONGEST_VERSION else 0


def _save(request: HttpRequest, draft: CharterDraft) -> HttpResponse:
    version, decisions = _version(request), decisions_from(request.POST, draft.answers)
    bringing_in.keep_unsaved(draft, decisions, version=version, by=request.user)
    saved = bringing_in.save_decisions(draft, decisions, version=version, by=request.user)
    if left := saved.open_answers:
        messages.info(request, f"核对结果已保存，还有{len(left)}项需要您确认。")
    elif "confirm" in request.POST:
        return redirect("members:charter_draft_confirm", saved.pk)
    else:
        messages.success(request, "核对结果已保存，可以确认生效。")
    return redirect(saved)
