"""Pages of what becomes of issued minutes: a notice drafted, seen as printed, downloaded; originals kept."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, downloads, making
from jointmeeting.kernel.documents import official
from jointmeeting.kernel.errors import Refused
from meetings import amending, receiving, workflows
from meetings.forms.amendment import ROWS, AmendmentForm, ChangeFormSet, SignedCopyForm
from meetings.models import Amendment, Minutes
from meetings.models.amendment import AMENDMENT_JOB
from meetings.services import amendment as services
from members.rules import require


@require_http_methods(["GET", "POST"])
def amendment_create(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Draft a correction (`kind` corrigendum) or a voiding (void) of issued minutes."""
    if kind not in Amendment.Kind.values:
        raise Http404
    minutes = _minutes(request, pk)
    require(request.user, "amendment.draft", minutes)
    services.ensure_may_be_amended(minutes)
    corrects = kind == Amendment.Kind.CORRIGENDUM
    form = AmendmentForm(request.POST or None)
    rows = ChangeFormSet(request.POST or None) if corrects else None
    if request.method == "POST" and form.is_valid() and (rows is None or rows.is_valid()):
        changes = [row for row in rows.cleaned_data if row] if rows else []
        try:
            made = services.draft_amendment(minutes, kind=kind, changes=changes, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "通知已起草，请签发人签发。签发前可以放弃。")
            return redirect(made)
    context = {"minutes": minutes, "form": form, "rows": rows, "corrects": corrects, "most": ROWS}
    return render(request, "meetings/amendment_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def amendment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the notice as it is printed."""
    related = ("minutes__meeting", "minutes__file", "jurisdiction", "file", "signed_by")
    amendment = get_object_or_404(Amendment.objects.visible_to(request.user).select_related(*related), pk=pk)
    document = amending.notice(amendment.content or amending.statement(amendment))
    watches = access.can(request.user, "minutes.watch", amendment)
    rows = amendment.recipients.select_related("arrived_by", "unit") if watches else []
    own = receiving.own_receipts(amendment, request.user)
    context: dict[str, Any] = {
        "amendment": amendment,
        "document": document,
        "pages": official.preview(document, office_fonts=settings.OFFICE_FONTS_DIR),
        "acts": [*own, *workflows.amendments.available(amendment, request.user)],
        "rows": [(row, workflows.recipients.available(row, request.user)) for row in rows],
        "stalled": making.has_failed(AMENDMENT_JOB, amendment.pk),
        "history": audit.history(amendment).exclude(act="amendment.download"),
    }
    return render(request, "meetings/amendment_page.html", context)


@require_GET
def amendment_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file of an issued notice. Logged, and received for the person's unit."""
    visible = Amendment.objects.visible_to(request.user).select_related("file", "minutes")
    amendment = get_object_or_404(visible, pk=pk)
    if amendment.file is None:
        raise Http404
    name = f"{amendment.number_label}.pdf"
    receiving.receive_for(amendment, by=request.user)
    return downloads.give(amendment, amendment.file, name=name, act="amendment.download", by=request.user)


@require_http_methods(["GET", "POST"])
def signed_copy_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep an original signed by hand or outside beside the issued file."""
    minutes = _minutes(request, pk)
    require(request.user, "minutes.keep_copy", minutes)
    form = SignedCopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            copy = services.keep_copy(minutes, kind=data["kind"], upload=data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, f"已保存{copy.get_kind_display()}：{copy.note}。印发的文件没有改动。")
            return redirect(minutes)
    context = {"minutes": minutes, "form": form}
    return render(request, "meetings/signed_copy_form.html", context, status=422 if form.is_bound else 200)


@require_GET
def signed_copy_download(request: HttpRequest, pk: int, copy: int) -> HttpResponse:
    """Give a signed copy to whoever reads the minutes. Logged."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user), pk=pk)
    kept = get_object_or_404(minutes.copies.select_related("file"), pk=copy)  # visible_to
    name = f"{minutes.number_label}{kept.get_kind_display()}.pdf"
    return downloads.give(minutes, kept.file, name=name, act="minutes.download_copy", by=request.user)


def _minutes(request: HttpRequest, pk: int) -> Minutes:
    visible = Minutes.objects.visible_to(request.user).select_related("jurisdiction", "meeting", "file")
    return get_object_or_404(visible, pk=pk)
