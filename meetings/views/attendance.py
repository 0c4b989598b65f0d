"""Signing in: the staff's list with the code for the room, and one's own sign-in on a phone."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Refused
from meetings import quorum
from meetings.forms.attendance import AttendanceForm, SignInForm
from meetings.models import Meeting, Receipt
from meetings.services import attendance as services
from members.permissions import DOERS
from members.rules import require


@require_http_methods(["GET", "POST"])
def attendance_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the sign-in list."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    require(request.user, "attendance.record", meeting)
    if not meeting.is_sitting:
        raise Refused("本次为书面征求意见，没有签到。各单位的答复见会议页面。")
    form = AttendanceForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_attendance(meeting, by=request.user, **form.signed_in())
        except services.Collided as collision:
            form.read_again(collision)
        else:
            messages.success(request, "签到已登记。")
            return redirect(meeting)
    context = {"form": form, "meeting": meeting, "qr": qr_of(request, meeting), "quorum": quorum.of(meeting)}
    return render(request, "meetings/attendance_form.html", context, status=422 if form.errors else 200)


def sign_in_address(request: HttpRequest, meeting: Meeting) -> str:
    """Return what the QR code in the room says."""
    path = reverse("meetings:attendance_sign_in", args=[meeting.pk])
    return f"{request.build_absolute_uri(path)}?code={meeting.sign_in_code}"


def qr_of(request: HttpRequest, meeting: Meeting) -> str:
    """Return the QR code as an image the page can show; nothing before the notice."""
    if not meeting.sign_in_code:
        return ""
    address: str = segno.make(sign_in_address(request, meeting), error="m", micro=False).svg_data_uri(scale=5)
    return address


@require_http_methods(["GET", "POST"])
def attendance_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one's own unit in; the QR code brings the code along."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    units = {grant.unit_id for grant in access.roles_of(request.user) if grant.role in DOERS}
    receipt = Receipt.objects.visible_to(request.user).filter(meeting=meeting, unit__in=units).first()
    if receipt is None:
        return _for_units_only(request, meeting)
    initial = {"code": request.GET.get("code", "")[:12], "name": receipt.attendee_name or str(request.user)}
    form = SignInForm(request.POST or None, initial={**initial, "post": receipt.attendee_post})
    if request.method == "POST" and form.is_valid():
        data = {key: form.cleaned_data[key] for key in ("code", "name", "post")}
        try:
            services.sign_in(meeting, receipt.unit, by=request.user, **data)
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
        else:
            messages.success(request, f"{receipt.unit}已签到。")
            return redirect(meeting)
    context = {"form": form, "meeting": meeting, "unit": receipt.unit}
    return render(request, "meetings/sign_in.html", context, status=422 if form.errors else 200)


def _for_units_only(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if request.method == "POST":
        raise Refused("本页供参会单位签到。会务人员请使用“登记签到”。")
    return render(request, "meetings/sign_in.html", {"meeting": meeting})
