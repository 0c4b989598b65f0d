"""The page of distribution: to whom minutes went, who has received them, and who took the file."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit, downloads, files
from jointmeeting.kernel.errors import Refused
from meetings import archive, workflows
from meetings.forms.recipient import RecipientsForm
from meetings.models import Minutes, Recipient
from meetings.services import recipient as services
from meetings.views.authenticity import site_of
from members.rules import require

NEWEST = 50  # downloads on the page; the log holds all


@require_GET
def minutes_recipients(request: HttpRequest, pk: int) -> HttpResponse:
    """Show office and conveners every recipient, and the latest downloads."""
    visible = Minutes.objects.visible_to(request.user).select_related("meeting", "jurisdiction")
    minutes = get_object_or_404(visible, pk=pk)
    require(request.user, "minutes.watch", minutes)
    rows = minutes.recipients.select_related("arrived_by")
    acts = workflows.minutes.available(minutes, request.user)
    context = {
        "minutes": minutes,
        "rows": [(row, workflows.recipients.available(row, request.user)) for row in rows],
        "arrived": sum(row.state != Recipient.State.WAITING for row in rows),
        "acts": [act for act in acts if act.transition.name == "urge_receipt"],
        "may_archive": access.can(request.user, "minutes.archive", minutes),
        "downloads": audit.history(minutes).filter(act="minutes.download")[:NEWEST],
    }
    return render(request, "meetings/minutes_recipients.html", context)


@require_http_methods(["GET", "POST"])
def minutes_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Say to whom the minutes go, until they are issued."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "minutes.edit", minutes)
    services.ensure_addressable(minutes)
    form = RecipientsForm(request.POST or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_recipients(minutes, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("units", refusal.sentence)
        else:
            messages.success(request, "已保存发送对象。")
            return redirect(minutes)
    status = 422 if form.is_bound else 200
    return render(request, "meetings/minutes_address.html", {"minutes": minutes, "form": form}, status=status)


@require_GET
def minutes_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Give everything about one issue in one ZIP. Logged."""
    visible = Minutes.objects.visible_to(request.user).select_related("meeting", "jurisdiction", "file")
    minutes = get_object_or_404(visible, pk=pk, state=Minutes.State.ISSUED)
    require(request.user, "minutes.archive", minutes)
    bundle = files.store(archive.archive(minutes, site=site_of(request)), media_type="application/zip")
    name = f"{minutes.number_label}归档.zip"
    return downloads.give(minutes, bundle, name=name, act="minutes.archive", by=request.user)
