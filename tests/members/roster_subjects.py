"""URLs of the roster, for the access matrix."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from members.models import Appointment, Jurisdiction
from tests.factories import Office
from tests.subjects import browser, visit


def slug(body: Jurisdiction) -> list[Any]:
    """The argument of pages about the whole body."""
    return [body.slug]


def _post(body: Jurisdiction) -> list[Any]:
    return [body.slug, Appointment.objects.filter(jurisdiction=body).order_by("pk")[0].pk]


PAGES: dict[str, tuple[str, str | None]] = {
    "members:roster_page": ("body", None),
    "members:post_create": ("body", "roster.edit"),
    "members:post_end": ("body", "roster.edit"),
    "members:roster_import": ("body", "roster.edit"),
    "members:roster_export": ("body", "roster.export"),
}
ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    "members:roster_page": slug,
    "members:post_create": slug,
    "members:post_end": _post,
    "members:roster_import": slug,
    "members:roster_export": lambda body: [body.slug, "vcf"],
}

LOGGED_READS = frozenset({"members:roster_export"})


def walk(office: Office) -> None:
    """Open every page."""
    for name in ("roster_page", "post_create", "roster_import"):
        visit(office.staff, reverse(f"members:{name}", args=[office.body.slug]))
    visit(office.staff, reverse("members:post_end", args=_post(office.body)))
    browser(office.staff).post(reverse("members:roster_import", args=[office.body.slug]))
