"""Pages of the roster: as of a day, entering and ending posts, import, and the files to take away."""

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden, Refused
from members import contact_sheet, roster, roster_sheet
from members.forms.roster import CorrectionForm, DayForm, EndForm, PostForm, SheetForm
from members.models import Absence, Appointment, Jurisdiction, Succession
from members.roster_file import BadRows
from members.rules import require
from members.successions import OPEN

FORMS = {
    "xlsx": (roster_sheet.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (contact_sheet.pdf, "application/pdf"),
    "vcf": (contact_sheet.vcards, "text/vcard; charset=utf-8"),
}


def _body(request: HttpRequest, slug: str) -> Jurisdiction:
    return get_object_or_404(Jurisdiction.objects.visible_to(request.user), slug=slug)


@require_GET
def roster_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who holds which post on a day."""
    body, form = _body(request, slug), DayForm(request.GET or None)
    places = roster.places_on(body, form.day)
    context = {
        "body": body,
        "form": form,
        "day": form.day,
        "places": places,
        "missing": [place.unit for place in places if place.lacks_liaison],
        "may_edit": access.can(request.user, "roster.edit", body) and not body.is_read_only,
        "away": Absence.objects.until(form.day),
        "may_export": access.can(request.user, "roster.export", body),
        "coming": Succession.objects.filter(jurisdiction=body, state__in=OPEN).select_related("unit", "successor"),
    }
    return render(request, "members/roster_page.html", context)


@require_http_methods(["GET", "POST"])
def post_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a person at a post."""
    body = _body(request, slug)
    require(request.user, "roster.edit", body)
    form = PostForm(request.POST or None, body=body, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            post = roster.enter_post(body, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"已登记：{post.user}任{post}{post.get_role_display()}。")
            return redirect("members:roster_page", slug)
    status = 422 if form.is_bound else 200
    return render(request, "members/post_form.html", {"body": body, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def post_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a post."""
    body = _body(request, slug)
    posts = Appointment.objects.visible_to(request.user).select_related("user", "unit")
    post = get_object_or_404(posts, pk=pk, jurisdiction=body)
    require(request.user, "roster.edit", body)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            roster.end_post(post, on=form.cleaned_data["ends_on"], by=request.user)
        except Refused as refusal:
            form.add_error("ends_on", refusal.sentence)
        else:
            messages.success(request, f"{post.user}的任职已登记终止日期。以往记录保留其姓名。")
            return redirect("members:roster_page", slug)
    status = 422 if form.is_bound else 200
    return render(request, "members/post_end.html", {"body": body, "post": post, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def post_correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put right what was entered wrongly about a post."""
    body = _body(request, slug)
    posts = Appointment.objects.visible_to(request.user).select_related("user", "unit", "jurisdiction")
    post = get_object_or_404(posts, pk=pk, jurisdiction=body)
    require(request.user, "roster.edit", body)
    form = CorrectionForm(request.POST or None, post=post)
    if form.is_valid():
        try:
            roster.correct_post(post, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("ends_on", refusal.sentence)
        else:
            messages.success(request, f"已更正{post.user}的任职，更正前后的内容已留痕。")
            return redirect("members:roster_page", slug)
    context = {"body": body, "post": post, "form": form}
    return render(request, "members/post_correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def roster_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a filled-in spreadsheet, whole or not at all."""
    body = _body(request, slug)
    require(request.user, "roster.edit", body)
    form = SheetForm(request.POST or None, request.FILES or None)
    lines: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            fresh, changed = roster_sheet.take(body, form.cleaned_data["sheet"], by=request.user)
        except BadRows as bad:
            lines = bad.lines
        else:
            messages.success(request, f"已导入：新登记任职{fresh}条，变更{changed}条。")
            return redirect("members:roster_page", slug)
    context = {"body": body, "form": form, "lines": lines}
    return render(request, "members/roster_import.html", context, status=422 if form.is_bound else 200)


@require_GET
def roster_export(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the roster of a day as XLSX, PDF or vCard; logged."""
    body = _body(request, slug)
    if not access.can(request.user, "roster.export", body):
        raise Forbidden("您的岗位不能导出成员名册。如确需使用，请联系联席会议办公室。")
    if form not in FORMS:
        raise Http404
    day, (write, kind) = DayForm(request.GET or None).day, FORMS[form]
    response = HttpResponse(write(body, day), content_type=kind)
    audit.record("roster.export", body, by=request.user, details={"form": form, "on": day.isoformat()})
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{body.name}成员名册{day}.{form}')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def reconciliation_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the nightly comparison of grants and appointments found, the newest first."""
    body = _body(request, slug)
    if not access.can(request.user, "grant.report", body):
        raise Forbidden("权限核对结果由联席会议办公室查阅，您的岗位不能查阅。")
    entries = audit.history(body).filter(act="grant.reconcile")
    page = Paginator(entries, 30).get_page(request.GET.get("page"))
    return render(request, "members/reconciliation_page.html", {"body": body, "page": page})
