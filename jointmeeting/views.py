"""Pages that belong to no app: the workbench, what was done, notifications, passwords, errors."""

from typing import Any

from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods

from duties.lights import light_of
from duties.models import Assignment
from jointmeeting.kernel import notify
from jointmeeting.kernel import search as finding
from jointmeeting.kernel.models import LogEntry, Notification
from jointmeeting.manual import chapters, sample
from jointmeeting.workbench import next_meeting, todo_for


@require_GET
def workbench(request: HttpRequest) -> HttpResponse:
    """Show what is to be done today."""
    todo = todo_for(request.user)
    open_rows = Assignment.objects.visible_to(request.user).open().select_related("lead_unit")[:8]
    context = {
        "todo": todo,
        "late": sum(item.due_tone == "late" for item in todo),
        "assignments": [(row, light_of(row)) for row in open_rows],
        "next_meeting": next_meeting(request.user),
    }
    return render(request, "workbench.html", context)


@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """List what the person did, newest first (已办)."""
    entries = LogEntry.objects.filter(actor=request.user.pk).order_by("-pk")
    return render(request, "done.html", {"page": Paginator(entries, 30).get_page(request.GET.get("page"))})


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find by words. The question is posted: whom somebody looks for stands in no address and no server log."""
    question = request.POST.get("q", "").strip()[: finding.LONGEST]
    found = finding.find(request.user, question)
    return render(request, "search.html", {"question": question, "found": found})


@require_http_methods(["GET", "POST"])
def notifications(request: HttpRequest) -> HttpResponse:
    """List what the person was told (待阅); POST marks all as read."""
    if request.method == "POST":
        notify.mark_read(request.user)
        return redirect("notifications")
    rows = Notification.objects.filter(recipient=request.user.pk).select_related("entry").order_by("-pk")
    return render(request, "notifications.html", {"page": Paginator(rows, 30).get_page(request.GET.get("page"))})


@require_GET
def manual(request: HttpRequest) -> HttpResponse:
    """Show the manual on one page, so that the browser finds every word of it."""
    return render(
        request, "manual.html", {"chapters": chapters(), "sample": {"title": "会议纪要样张", "sides": [sample()]}}
    )


class PasswordChange(auth.PasswordChangeView):
    """Change the password; the first login leads here."""

    template_name = "registration/password_change.html"
    success_url = reverse_lazy("workbench")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Keep the new password and let the person go on."""
        form.user.must_change_password = False
        return super().form_valid(form)


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Say that the account is locked after five wrong passwords, and for how long."""
    return render(request, "registration/locked.html", status=429)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not yours."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without touching the database."""
    return render(None, "500.html", status=500)
