"""Middleware: refusals become pages, and a first login leads to a new password."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jointmeeting.kernel.errors import Refused

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
        parent = request.path.rstrip("/").rsplit("/", 1)[0] + "/"
        context = {"sentence": error.sentence, "clause": error.clause, "back_url": parent}
        return render(request, "refused.html", context, status=error.status)


class MustChangePasswordMiddleware:
    """Lead a person with a first password to the change page, and nowhere else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:  # noqa: D102 -- Django's protocol
        user = request.user
        if user.is_authenticated and user.must_change_password and request.path not in FREE_OF_PASSWORD_CHANGE:
            return redirect(reverse("password_change"))
        return self.get_response(request)
