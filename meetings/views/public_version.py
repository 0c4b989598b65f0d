"""Pages of the public version: strike and look, decide, download."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import downloads
from jointmeeting.kernel.documents import official
from meetings.composition import printed
from meetings.forms.public_version import PublicVersionForm
from meetings.models import Minutes
from meetings.redaction import Cuts, public_sheet, redact
from meetings.services import public_version as services
from members.rules import require


@require_http_methods(["GET", "POST"])
def public_version_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike what is not public, look at what is left, and have the file made."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user).select_related("jurisdiction"), pk=pk)
    require(request.user, "minutes.make_public", minutes)
    services.ensure_may_be_public(minutes)
    document = printed(minutes)
    form = PublicVersionForm(request.POST or None, document=document)
    context: dict[str, Any] = {"minutes": minutes, "form": form}
    is_whole = request.method == "POST" and form.is_valid()
    if is_whole and "preview" in request.POST:
        sheet = public_sheet(document, form.cuts)
        pages = official.preview(sheet, office_fonts=settings.OFFICE_FONTS_DIR)
        context |= {"sheet": sheet, "pages": pages}
    elif is_whole:
        fields = {name: form.cleaned_data[name] for name in ("reason", "request_key")}
        services.make_public_version(minutes, cuts=form.cuts, by=request.user, **fields)
        messages.success(request, "公开版正在制作，完成后可在“信息公开”栏下载。印发的原件没有改动。")
        return redirect(minutes)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/public_version_form.html", context, status=status)


@require_GET
def public_version_download(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give a public version to whoever reads the minutes. Logged."""
    minutes = get_object_or_404(Minutes.objects.visible_to(request.user), pk=pk)
    version = get_object_or_404(minutes.public_versions.select_related("file"), number=number)  # visible_to
    if version.file is None:
        raise Http404
    title = redact(printed(minutes), Cuts.from_json(version.cuts)).title  # the name is published with the file
    name = f"{title}{minutes.number_label}（公开版）.pdf"
    return downloads.give(minutes, version.file, name=name, act="minutes.download_public", by=request.user)
