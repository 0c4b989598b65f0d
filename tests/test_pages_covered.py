"""Every template is rendered by some test: the pages by the journeys and the matrix, the rest here."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.urls import reverse

from jointmeeting import views
from meetings.workflows import agenda_items
from tests.conftest import founded
from tests.factories import Office, user
from tests.subjects import parts, visit

TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.fixture
def seen() -> set[str]:
    """Names of the templates rendered so far in this test."""
    return set()


def test_every_template_is_rendered(yueqing: Office, seen: set[str]) -> None:
    def remember(sender: object, template: object, **_: object) -> None:
        seen.add(str(getattr(template, "name", "")))

    template_rendered.connect(remember)
    try:
        _walk(yueqing)
        _go_wrong(yueqing)
    finally:
        template_rendered.disconnect(remember)
    every = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert sorted(every - seen) == []


def _walk(office: Office) -> None:
    for page in ("workbench", "done", "notifications", "password_change", "search", "manual"):
        visit(office.staff, reverse(page))
    for part in parts():
        part.walk(office)
    visit(office.staff, founded("zhangbei").body.get_absolute_url(), 404)
    for person in (office.staff, office.liaison):
        visit(person, reverse("workbench"))


def _go_wrong(office: Office) -> None:
    anonymous = Client()
    visit(None, reverse("login"))
    visit(office.staff, "/nowhere/", 404)
    draft = office.agenda_item()
    visit(office.staff, reverse("meetings:agenda_item_submit", args=[draft.pk]), 404)
    agenda_items.perform(draft, "submit", by=office.liaison)
    visit(office.staff, reverse("meetings:agenda_item_submit", args=[draft.pk]), 403)
    person = user("locked-out", password="synthetic-pass-1")
    for _ in range(6):
        anonymous.post(reverse("login"), {"username": person.username, "password": "wrong"})
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("login"), {"username": "x", "password": "y"}).status_code == 403
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    for view, status in ((views.bad_request, 400), (views.forbidden, 403)):
        assert view(request, ValueError()).status_code == status
    assert views.server_error(request).status_code == 500
