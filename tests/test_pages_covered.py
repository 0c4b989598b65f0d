"""Every template is rendered by some test: the pages by the journeys and the matrix, the rest here."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.test.signals import template_rendered
from django.urls import reverse

from duties.models import Assignment
from jointmeeting import views
from meetings.models import AgendaItem, Meeting, Minutes
from meetings.workflows import agenda_items
from tests.conftest import founded
from tests.factories import Office, user

TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.fixture
def seen() -> set[str]:
    """Names of the templates rendered so far in this test."""
    return set()


def visit(client: Client, url: str, status: int = 200) -> None:
    """Open a page and expect its status."""
    assert client.get(url).status_code == status, url


def signed_in(person: object) -> Client:
    """Return a browser where `person` is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return client


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
    staff, liaison = signed_in(office.staff), signed_in(office.liaison)
    for page in ("workbench", "done", "notifications", "password_change", "members:unit_list"):
        visit(staff, reverse(page))
    meeting = office.noticed_meeting()
    issued = office.minutes(Minutes.State.ISSUED)
    drafting = office.minutes(Minutes.State.DRAFTING)
    assignment = Assignment.objects.filter(matter__minutes=issued)[0]
    item = office.agenda_item(AgendaItem.State.SCHEDULED)
    for obj in (meeting, issued.meeting, issued, drafting, assignment, item, office.unit, office.body):
        visit(staff, obj.get_absolute_url())
    visit(staff, founded("zhangbei").body.get_absolute_url(), 404)
    for page in ("agenda_item_list", "meeting_list", "meeting_create", "minutes_list"):
        visit(staff, reverse(f"meetings:{page}"))
    visit(staff, reverse("meetings:minutes_edit", args=[drafting.pk]))
    visit(staff, reverse("duties:assignment_list"))
    visit(staff, reverse("workbench"))
    visit(liaison, reverse("meetings:agenda_item_create"))
    visit(liaison, reverse("workbench"))
    liaison.post(reverse("meetings:agenda_item_create"), {"title": ""})
    running = office.plan(Meeting.Kind.LIAISON, office.director)
    accepted = office.agenda_item(AgendaItem.State.ACCEPTED)
    staff.post(reverse("meetings:meeting_add_item", args=[running.pk]), {"agenda_item": accepted.pk})
    visit(staff, running.get_absolute_url())
    office.hold(running, until="open")
    visit(staff, reverse("meetings:attendance_record", args=[running.pk]))
    for _ in range(31):
        office.agenda_item(AgendaItem.State.SUBMITTED)
    visit(staff, reverse("meetings:agenda_item_list"))
    visit(staff, reverse("meetings:agenda_item_accept", args=[AgendaItem.objects.filter(state="submitted")[0].pk]))


def _go_wrong(office: Office) -> None:
    anonymous = Client()
    visit(anonymous, reverse("login"))
    visit(signed_in(office.staff), "/nowhere/", 404)
    draft = office.agenda_item()
    visit(signed_in(office.staff), reverse("meetings:agenda_item_submit", args=[draft.pk]), 404)
    agenda_items.perform(draft, "submit", by=office.liaison)
    visit(signed_in(office.staff), reverse("meetings:agenda_item_submit", args=[draft.pk]), 403)
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
