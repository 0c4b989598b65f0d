"""Attachments of minutes: added to a draft, taken out of it, downloaded by whoever reads the minutes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jointmeeting.kernel import downloads
from jointmeeting.kernel.errors import Refused
from meetings.attachments import safe_name
from meetings.forms.attachment import MinutesAttachmentForm
from meetings.models import Minutes
from meetings.services import attachment as services
from meetings.services.minutes import ensure_draft
from members.rules import require


@require_http_methods(["GET", "POST"])
def minutes_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an attachment to a draft."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user), pk=pk)
    require(request.user, "minutes.edit", minutes)
    ensure_draft(minutes)
    form = MinutesAttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        title, upload, key = (form.cleaned_data[name] for name in ("title", "file", "request_key"))
        try:
            row = services.add_attachment(minutes, title=title, upload=upload, by=request.user, request_key=key)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, f"已加入附件：{row}")
            return redirect(minutes)
    context = {"minutes": minutes, "form": form}
    return render(request, "meetings/minutes_attachment_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def minutes_detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take an attachment out of a draft."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user), pk=pk)
    require(request.user, "minutes.edit", minutes)
    row = get_object_or_404(minutes.attachments.select_related("file"), pk=attachment)
    services.remove_attachment(row, by=request.user)
    messages.success(request, f"已移除附件：{row}")
    return redirect(minutes)


@require_GET
def minutes_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Give an attachment to whoever reads the minutes. Logged."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(minutes.attachments.select_related("file"), pk=attachment)
    name = f"{safe_name(row.title)}.pdf"
    return downloads.give(minutes, row.file, name=name, act="minutes.download_attachment", by=request.user)
