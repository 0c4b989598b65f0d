"""Middleware: refusals become pages, typed text becomes plain, and a first login leads to a new password."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.plain_text import plain_fields

Next = Callable[[HttpRequest], HttpResponse]
FREE_OF_PASSWORD_CHANGE = {"/password/", "/logout/", "/healthz", "/readyz"}


class RefusalMiddleware:
    """Show a Refused as a page with its sentence, its clause and the way back."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 -- Django's protocol
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal into 409, a forbidden act into 403."""
        if not isinstance(error, Refused):
            return None
        back = error.back_url or _page_before(request) or _page_above(request.path)
        context = {"sentence": error.sentence, "clause": error.clause, "back_url": back}
        return render(request, "refused.html", context, status=error.status)


def _page_before(request: HttpRequest) -> str:
    """Return the page the person came from, unless it is this one or another site's."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}".rstrip("?") if parts.path != request.path else ""


def _page_above(path: str) -> str:
    """Return the nearest address above `path` that there is; empty below the workbench itself."""
    above = path.rstrip("/").rsplit("/", 1)[0] + "/"
    while above != "/":
        try:
            resolve(above)
        except Resolver404:
            above = above.rstrip("/").rsplit("/", 1)[0] + "/"
        else:
            return above
    return ""


class PlainTextMiddleware:
    """Take from typed text what no paper or spreadsheet can hold, once for every form."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 -- Django's protocol
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Clean what was posted before any view sees it."""
        if request.method == "POST":
            request.POST = plain_fields(request.POST)  # type: ignore[assignment]


class MustChangePasswordMiddleware:
    """Lead a person with a first password to the change page, and nowhere else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 -- Django's protocol
        user = request.user
        if user.is_authenticated and user.must_change_password and request.path not in FREE_OF_PASSWORD_CHANGE:
            return redirect(reverse("password_change"))
        return self.get_response(request)
