"""Every URL × method × persona has an answer derived from the permission tables and `visible_to`.

The URLconf is walked: a URL without an entry in some `tests/<app>/subjects.py` fails. Objects exist: 404 means hidden.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from jointmeeting.kernel import access
from jointmeeting.kernel.workflow import Transition, Workflow, all_workflows
from members.models import AdministratorRole, Role, User
from members.workflows import users
from tests.conftest import founded
from tests.factories import Office, administrator
from tests.subjects import APPS, LOGIN, browser, collected, parts

EVERY = collected()
OPEN, POST_ONLY, PAGES, CREATE = EVERY.open, EVERY.post_only, EVERY.pages, EVERY.create


def names(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Walk the URLconf."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield prefix + pattern.name


URLS = sorted(set(names(get_resolver().url_patterns)))


def acts() -> dict[str, tuple[Workflow, Transition]]:
    """Return URL name → transition, for every act a person can do."""
    return {
        f"{w.model._meta.app_label}:{row.permission.replace('.', '_')}": (w, row)
        for w in all_workflows()
        for row in w.transitions.values()
        if not row.by_system
    }


ACTS = acts()


class World:
    """One object of each kind in Yueqing, and everybody who might ask for it."""

    def __init__(self, office: Office, elsewhere: Office) -> None:
        self.office, self.elsewhere = office, elsewhere
        self.objects = EVERY.objects(office)
        self.people = self._people(office, elsewhere)
        self.browsers = {who: browser(person) for who, person in self.people.items()}

    def _people(self, office: Office, elsewhere: Office) -> dict[str, User | None]:
        people: dict[str, User | None] = {"anonymous": None}
        for role in Role:
            people[role] = office.person(role, office.place_of(role))
            people[f"{role} elsewhere"] = elsewhere.person(role, elsewhere.place_of(role))
        for post in AdministratorRole:
            people[post] = administrator(post)
        people["liaison of another unit"] = office.person(Role.LIAISON, office.other_unit)
        people["former liaison"] = office.person(
            Role.LIAISON, office.unit, ends_on=timezone.localdate() - timedelta(days=1)
        )
        return people

    def url(self, name: str) -> str:
        """Return the address of `name` for this world's object."""
        obj = self.subject(name)
        return reverse(name, args=EVERY.arguments[name](obj) if name in EVERY.arguments else [obj.pk])

    def subject(self, name: str) -> Any:
        """Return the object `name` is about."""
        kind = PAGES[name][0] if name in PAGES else ACTS[name][1].permission.split(".")[0]
        return self.objects[kind]


@pytest.fixture
def world(yueqing: Office) -> World:
    return World(yueqing, founded("chencang"))


def expected(world: World, name: str, person: User | None, method: str) -> set[int]:
    """Derive the answer: login, hidden, forbidden, or what the state allows."""
    if person is None:
        return {LOGIN}
    subject = world.subject(name)
    if not type(subject)._default_manager.visible_to(person).filter(pk=subject.pk).exists():
        return {404}
    if name in ACTS:
        _, row = ACTS[name]
        if not access.can(person, row.permission, subject):
            return {403}
        possible = subject.state in row.sources and not any(guard(subject, person) for guard in row.guards)
        if not possible:
            return {409} if method == "get" else {409, 422}
        return {200} if method == "get" else {302, 422}
    action = PAGES[name][1]
    if action and not access.can(person, action, subject):
        return {403}
    return {200} if method == "get" else {302, 409, 422}


def test_every_url_has_an_entry() -> None:
    known = {*OPEN, *POST_ONLY, *EVERY.secret, *PAGES, *CREATE, *ACTS}
    assert set(URLS) - known == set()
    assert known - set(URLS) == set()


def test_a_wrong_secret_opens_nothing_for_anybody(world: World) -> None:
    for name in EVERY.secret:
        for who, client in world.browsers.items():
            assert client.get(reverse(name, args=["not-the-secret"])).status_code == 404, f"{who} {name}"


def test_every_url_with_an_object_belongs_to_an_app() -> None:
    assert {name.partition(":")[0] for name in {*PAGES, *ACTS}} == set(APPS)


@pytest.mark.parametrize("app", APPS)
def test_every_get_of_every_persona(app: str, world: World, count_cells: Callable[[int], None]) -> None:
    cells = 0
    for name in sorted(name for name in {*PAGES, *ACTS} - POST_ONLY if name.startswith(f"{app}:")):
        url = world.url(name)
        for who, person in world.people.items():
            with _writes() as written:
                response = world.browsers[who].get(url)
            want = expected(world, name, person, "get")
            assert response.status_code in want, f"{who} GET {name}: {response.status_code}, expected {want}"
            assert name in EVERY.logged_reads or written == [], f"{who} GET {name}"
            cells += 1
    count_cells(cells)


@pytest.mark.parametrize("app", APPS)
def test_every_post_of_every_persona_who_may_not(app: str, world: World, count_cells: Callable[[int], None]) -> None:
    """Who may not gets 404 or 403 (405 where a page takes no posts) and nothing is written.

    Who may is tried in test_workflows and the journeys.
    """
    cells = 0
    asked = {*(n for n, (_, action) in PAGES.items() if action), *ACTS}
    for name in sorted(name for name in asked if name.startswith(f"{app}:")):
        url = world.url(name)
        for who, person in world.people.items():
            want = expected(world, name, person, "post")
            if want & {302, 422} and person is not None:
                continue
            with _writes() as written:
                response = world.browsers[who].post(url, {"request_key": "not-a-key", "comment": "理由"})
            assert response.status_code in want | {405}, f"{who} POST {name}: {response.status_code}, expected {want}"
            assert written == [], f"{who} POST {name}"
            cells += 1
    count_cells(cells)


def test_open_pages(world: World) -> None:
    for name, anonymous in OPEN.items():
        answer = browser(None).get(reverse(name)).status_code
        assert answer == anonymous or (name == "readyz" and answer == 200), name
        for who, person in world.people.items():
            if person is not None and name not in {"login", "healthz", "readyz"}:
                assert world.browsers[who].get(reverse(name)).status_code == 200, f"{who} {name}"


def test_creating_needs_the_role(world: World) -> None:
    for part in parts():
        part.allow(world.elsewhere)
    for name, roles in CREATE.items():
        for who, person in world.people.items():
            held = {grant.role for grant in access.roles_of(person)} if person else set()
            want = LOGIN if person is None else 200 if held & roles else 403
            assert world.browsers[who].get(reverse(name)).status_code == want, f"{who} {name}"


def test_other_methods_are_refused(world: World) -> None:
    for name in sorted({*PAGES, *ACTS}):
        assert browser(world.office.staff).delete(world.url(name)).status_code in {403, 404, 405}, name


def test_a_first_password_leads_to_the_change_page_and_nowhere_else(world: World) -> None:
    person = world.office.staff
    person.must_change_password = True
    person.save()
    for name in sorted(PAGES):
        response = browser(person).get(world.url(name))
        assert (response.status_code, response.headers.get("Location")) == (302, reverse("password_change"))


def test_a_disabled_account_is_out_at_once(world: World) -> None:
    person = world.office.staff
    client = browser(person)
    assert client.get(reverse("workbench")).status_code == 200
    users.perform(person, "deactivate", by=world.office.director, comment="调离")
    assert client.get(reverse("workbench")).status_code == LOGIN


@contextmanager
def _writes() -> Iterator[list[str]]:
    """Collect what is written to the database meanwhile, sessions left out."""
    found: list[str] = []

    def look(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if re.match(r"(INSERT|UPDATE|DELETE)", sql) and "django_session" not in sql:
            found.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(look):
        yield found
