"""Pages of scanned paper (扫描归档): uploading, the hand desk, one scan, one page."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import audit, downloads
from jointmeeting.kernel.errors import Forbidden, Refused
from meetings.forms.scan import FilePageForm, ScanForm
from meetings.models import Scan, ScannedPage
from meetings.models.scan import offices_of
from meetings.services import scan as services
from members.models import Jurisdiction
from members.rules import require

RECENT = 20
WAITING = Q(pages__kind="", pages__is_set_aside=False)


@require_http_methods(["GET", "POST"])
def scan_list(request: HttpRequest) -> HttpResponse:
    """Upload a scan; below it the pages that wait for a person, and what was uploaded last."""
    body = Jurisdiction.objects.filter(pk__in=offices_of(request.user)).first()
    if body is None:
        raise Forbidden("扫描件由联席会议办公室上传和归档，您的岗位不能办理。")
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        key, upload = form.cleaned_data["request_key"], form.cleaned_data["file"]
        try:
            scan = services.upload_scan(body, upload=upload, by=request.user, request_key=key)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, "已上传，正在逐页拆分。")
            return redirect(scan)
    scans = Scan.objects.visible_to(request.user).annotate(sides=Count("pages"), waiting=Count("pages", filter=WAITING))
    pages = ScannedPage.objects.visible_to(request.user).waiting().filter(scan__jurisdiction=body)
    context = {"form": form, "scans": scans.select_related("uploaded_by")[:RECENT], "pages": pages}
    return render(request, "meetings/scan_list.html", context, status=422 if form.errors else 200)


@require_GET
def scan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one scan page by page: where each was filed, by whom; while it is taken apart the page asks again."""
    scan = get_object_or_404(Scan.objects.visible_to(request.user).select_related("uploaded_by"), pk=pk)
    pages = scan.pages.select_related("filed_by")
    context = {"scan": scan, "pages": pages, "history": audit.history(scan)}
    response = render(request, "meetings/scan_page.html", context)
    if scan.read_at is None and not scan.failure:
        response["Refresh"] = "3"
    return response


@require_GET
def scan_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the scan as it was uploaded. Logged."""
    scan = get_object_or_404(Scan.objects.visible_to(request.user).select_related("file"), pk=pk)
    return downloads.give(scan, scan.file, name=scan.name, act="scan.download", by=request.user)


@require_http_methods(["GET", "POST"])
def scanned_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Say by hand what a page belongs to, or move it."""
    visible = ScannedPage.objects.visible_to(request.user).select_related("scan__jurisdiction")
    page = get_object_or_404(visible, pk=pk)
    require(request.user, "scan.file", page)
    form = FilePageForm(request.POST or None, page=page, body=page.jurisdiction)
    if request.method == "POST" and form.is_valid():
        try:
            filed = services.file_page(page, by=request.user, **form.chosen())
        except Refused as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            messages.success(request, f"{filed}：{filed.label or '不归档'}。")
            return redirect(filed.scan)
    context = {"form": form, "page": page}
    return render(request, "meetings/scanned_page.html", context, status=422 if form.errors else 200)


@require_GET
def scanned_page_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a page as a picture: to its office, and to whoever may read what it was filed with. Logged."""
    page = get_object_or_404(ScannedPage.objects.visible_to(request.user).select_related("picture"), pk=pk)
    name = f"{page.label or '扫描页'}（第{page.number}页）.jpg"
    return downloads.give(page, page.picture, name=name, act="scanned_page.download", by=request.user)
