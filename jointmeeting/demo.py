"""The demonstration: obviously synthetic accounts for every unit of Yueqing and Chencang, an office's for other bodies.

Yueqing shows verification; Chencang, whose notice asks the units for consent, shows countersigning.
Passwords are random for every installation and stand only in `.local/demo.txt` (user, password, role, unit).
"""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from jointmeeting import demo_verification
from members.models import Administrator, AdministratorRole, Jurisdiction, MemberUnit, Role, User
from members.services import appoint
from members.working_rules import confirm_working_rules

STARTS_ON = date(2026, 1, 1)
WHOLE = ("yueqing", "chencang")  # bodies with everybody in their posts
CENTRAL = [
    ("staff", Role.STAFF, "办公室甲"),
    ("director", Role.DIRECTOR, "办公室主任"),
    ("chief", Role.CHIEF_CONVENER, "总召集人"),
    ("convener", Role.CONVENER, "召集人"),
    ("leader", Role.GOVERNMENT_LEADER, "政府领导"),
]


@dataclass(frozen=True, slots=True)
class Post:
    """A login to be, and what it is appointed to."""

    login: str
    name: str
    role: Role
    body: Jurisdiction
    unit: MemberUnit | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One line of demo.txt."""

    user: str
    password: str
    role: str
    unit: str


@transaction.atomic
def seed(path: Path) -> list[Account]:
    """Create what is missing and write `path`; accounts that stand there keep their password."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = {account.user: account for account in (Account(*line.split("\t")) for line in lines)}
    yueqing = Jurisdiction.objects.get(slug="yueqing")
    accounts = [kept.get(post.login) or _account(post) for post in _posts(yueqing)]
    accounts += [kept.get(_login(role)) or _administrator(role) for role in AdministratorRole]
    for slug in WHOLE:
        confirm_working_rules(Jurisdiction.objects.get(slug=slug), by=User.objects.get(username=f"{slug}-director"))
    demo_verification.agree(yueqing, by=User.objects.get(username="yueqing-centre-head"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{a.user}\t{a.password}\t{a.role}\t{a.unit}\n" for a in accounts), encoding="utf-8")
    path.chmod(0o600)
    return accounts


def _posts(yueqing: Jurisdiction) -> list[Post]:
    chencang = Jurisdiction.objects.get(slug="chencang")
    others = Jurisdiction.objects.exclude(slug__in=WHOLE).order_by("slug")
    return [
        *_central(yueqing, CENTRAL),
        *(Post(login, name, role, yueqing, unit) for login, name, role, unit in demo_verification.posts(yueqing)),
        *_liaisons(yueqing),
        *_central(chencang, CENTRAL),
        *_liaisons(chencang),
        *(post for body in others for post in _central(body, CENTRAL[:1])),
    ]


def _central(body: Jurisdiction, posts: list[tuple[str, Role, str]]) -> list[Post]:
    return [Post(f"{body.slug}-{name}", f"示例·{body.name}{title}", role, body) for name, role, title in posts]


def _liaisons(body: Jurisdiction) -> list[Post]:
    return [
        Post(f"{body.slug}-liaison-{unit.position:02}", f"示例·{unit.short_name}联络员", Role.LIAISON, body, unit)
        for unit in body.units.all()
    ]


def _login(role: AdministratorRole) -> str:
    return role.value.replace("_", "-")


def _administrator(role: AdministratorRole) -> Account:
    """One of the three, with a password like everybody's in the demonstration."""
    password = secrets.token_urlsafe(9)
    user, _ = User.objects.get_or_create(
        username=_login(role), defaults={"name": f"示例·{role.label}", "must_change_password": False}
    )
    user.set_password(password)
    user.save()
    Administrator.objects.get_or_create(user=user, defaults={"role": role})
    return Account(user.username, password, role.label, "系统")


def _account(post: Post) -> Account:
    password = secrets.token_urlsafe(9)
    user, created = User.objects.get_or_create(
        username=post.login, defaults={"name": post.name, "must_change_password": False}
    )
    user.set_password(password)
    user.save()
    if created:
        appoint(
            user, role=post.role, body=post.body, unit=post.unit, post=post.role.label,
            starts_on=STARTS_ON, document="演示", by=None,
        )  # fmt: skip
    return Account(post.login, password, post.role.label, post.unit.name if post.unit else post.body.office_name)
