"""The demonstration: obviously synthetic accounts for Yueqing's 32 units, and one office account for each other body.

Passwords are random for every installation and stand only in `.local/demo.txt` (user, password, role, unit).
"""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from jointmeeting import demo_verification
from members.models import Jurisdiction, MemberUnit, Role, User
from members.services import appoint, confirm_working_rules

STARTS_ON = date(2026, 1, 1)
CENTRAL = [
    ("staff", Role.STAFF, "办公室甲"),
    ("director", Role.DIRECTOR, "办公室主任"),
    ("chief", Role.CHIEF_CONVENER, "总召集人"),
    ("convener", Role.CONVENER, "召集人"),
    ("leader", Role.GOVERNMENT_LEADER, "政府领导"),
]


@dataclass(frozen=True, slots=True)
class Account:
    """One line of demo.txt."""

    user: str
    password: str
    role: str
    unit: str


@transaction.atomic
def seed(path: Path) -> list[Account]:
    """Create what is missing, give every demo account a password when `path` is gone, and write `path`."""
    if path.exists():
        return [Account(*line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()]
    accounts = [*_central("yueqing", CENTRAL), *_verification("yueqing"), *_liaisons("yueqing")]
    for slug in Jurisdiction.objects.exclude(slug="yueqing").order_by("slug").values_list("slug", flat=True):
        accounts += _central(slug, CENTRAL[:1])
    yueqing = Jurisdiction.objects.get(slug="yueqing")
    confirm_working_rules(yueqing, by=User.objects.get(username="yueqing-director"))
    demo_verification.agree(yueqing, by=User.objects.get(username="yueqing-centre-head"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{a.user}\t{a.password}\t{a.role}\t{a.unit}\n" for a in accounts), encoding="utf-8")
    path.chmod(0o600)
    return accounts


def _central(slug: str, posts: list[tuple[str, Role, str]]) -> list[Account]:
    body = Jurisdiction.objects.get(slug=slug)
    return [
        _account(f"{slug}-{name}", f"示例·{body.name}{title}", role=role, body=body, unit=None, post=role.label)
        for name, role, title in posts
    ]


def _verification(slug: str) -> list[Account]:
    body = Jurisdiction.objects.get(slug=slug)
    return [
        _account(login, name, role=role, body=body, unit=unit, post=role.label)
        for login, name, role, unit in demo_verification.posts(body)
    ]


def _liaisons(slug: str) -> list[Account]:
    body = Jurisdiction.objects.get(slug=slug)
    return [
        _account(
            f"{slug}-liaison-{unit.position:02}", f"示例·{unit.short_name}联络员",
            role=Role.LIAISON, body=body, unit=unit, post=Role.LIAISON.label,
        )
        for unit in body.units.all()
    ]  # fmt: skip


def _account(
    username: str, name: str, *, role: Role, body: Jurisdiction, unit: MemberUnit | None, post: Any
) -> Account:
    password = secrets.token_urlsafe(9)
    user, created = User.objects.get_or_create(
        username=username, defaults={"name": name, "must_change_password": False}
    )
    user.set_password(password)
    user.save()
    if created:
        appoint(user, role=role, body=body, unit=unit, post=post, starts_on=STARTS_ON, document="演示", by=None)
    return Account(username, password, role.label, unit.name if unit else body.office_name)
