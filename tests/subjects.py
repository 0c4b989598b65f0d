"""What each app tells the access matrix and the page walk: a new URL is entered in `tests/<app>/subjects.py`."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.test import Client

from jointmeeting.kernel.workflow import Workflow
from members.models import AdministratorRole, Role, User
from tests.factories import Office

LOGIN = 302
APPS = ["members", "meetings", "duties", "verification"]


@dataclass(frozen=True)
class Subjects:
    """URLs of one app by manner.

    `open`: url name → what anonymous people get; signed-in people get 200. `secret`: addresses that
    whoever knows their secret may read, and nobody else. `pages`: url name → which object, and the
    permission a GET needs or None for reading. `create`: url name → roles that may. `arguments`: url name → arguments
    of the address where the primary key alone does not do. `objects`: one object of each kind; they exist, so a 404
    means hidden. `allow`: sets the rules of any body so that whoever may create does. `machines`: model → its workflow,
    its states, and a maker of an object in a state. `data`: act → what its form would bring. `walk`: opens every page
    of the app through `visit(person, url, status)`. Acts need no entry:
    they are derived from the workflows.
    """

    objects: Callable[[Office], dict[str, Any]]
    open: dict[str, int] = field(default_factory=dict)
    post_only: frozenset[str] = frozenset()
    secret: frozenset[str] = frozenset()
    pages: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    create: Mapping[str, Set[Role | AdministratorRole]] = field(default_factory=dict)
    allow: Callable[[Office], None] = lambda office: None
    logged_reads: frozenset[str] = frozenset()
    arguments: dict[str, Callable[[Any], list[Any]]] = field(default_factory=dict)
    machines: dict[str, tuple[Workflow, Any, Callable[[Office, Any], Any]]] = field(default_factory=dict)
    data: dict[str, Callable[[Office], dict[str, Any]]] = field(default_factory=dict)
    walk: Callable[[Office], None] = lambda office: None


SHELL = Subjects(
    objects=lambda office: {},
    open={
        "login": 200,
        "healthz": 200,
        "readyz": 503,
        **dict.fromkeys(["workbench", "done", "notifications", "password_change", "search", "manual"], LOGIN),
    },
    post_only=frozenset({"logout"}),
)


def parts() -> list[Subjects]:
    """Return what the shell and each app tell."""
    return [SHELL, *(import_module(f"tests.{app}.subjects").SUBJECTS for app in APPS)]


def collected() -> Subjects:
    """Return the subjects of the shell and all apps as one."""
    every = parts()
    return Subjects(
        objects=lambda office: {kind: obj for part in every for kind, obj in part.objects(office).items()},
        open={name: code for part in every for name, code in part.open.items()},
        post_only=frozenset(name for part in every for name in part.post_only),
        secret=frozenset(name for part in every for name in part.secret),
        pages={name: page for part in every for name, page in part.pages.items()},
        create={name: roles for part in every for name, roles in part.create.items()},
        logged_reads=frozenset(name for part in every for name in part.logged_reads),
        arguments={name: args for part in every for name, args in part.arguments.items()},
        machines={model: machine for part in every for model, machine in part.machines.items()},
        data={act: data for part in every for act, data in part.data.items()},
    )


def browser(person: User | None) -> Client:
    """Return a browser where `person` is signed in; a fault of ours comes back as a 500 page."""
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def visit(person: User | None, url: str, status: int = 200) -> None:
    """Open a page and expect its status."""
    assert browser(person).get(url).status_code == status, url
