"""Opening accounts: invitation with a code shown once, first login, and the separated administrators."""

import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import access, audit, clock
from jointmeeting.kernel.errors import Forbidden, Refused
from members import roles
from members.appointing import ensure_may_give
from members.models import Administrator, AdministratorRole, Appointment, Jurisdiction, MemberUnit, Role, User
from members.models.user import plain_name
from members.permissions import OFFICE
from members.services import appoint
from members.workflows.user import users

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that reads like something else on paper
GROUPS, LENGTH = 4, 4  # 79 bits


def new_code() -> str:
    """Return an invitation code (邀请码) such as K7QF-M2XA-9TRC-4HWD."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))


def has_office(body: Jurisdiction) -> bool:
    """Tell whether somebody of the office can log in, or has been invited to."""
    return _serves(body, OFFICE)


def has_director(body: Jurisdiction) -> bool:
    """Tell whether there is a director: without one nobody of the office could fill that post."""
    return _serves(body, {Role.DIRECTOR})


def _serves(body: Jurisdiction, posts: Iterable[Role]) -> bool:
    held = Appointment.objects.current().filter(jurisdiction=body, role__in=[str(role) for role in posts])
    return held.filter(user__is_active=True).exists()


@transaction.atomic
def invite(
    body: Jurisdiction,
    *,
    username: str,
    name: str,
    role: Role,
    unit: MemberUnit | None,
    post: str,
    document: str,
    code: str,
    by: Any,
    request_key: UUID,
) -> User:
    """Open an account with its first post; `code` lets the person set a password of her own, once.

    The office opens accounts of its body, the system administrator the first one of an office that has none, and that
    of a director where there is none.
    """
    if done := audit.find_request(request_key):
        return User.objects.get(pk=done.subject_id)
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=body.pk)
    _ensure_may_open(body, role, by)
    name = plain_name(name)
    _ensure_not_entered(body, role, unit, name)
    user = User.objects.create_user(username, name=name, jurisdiction=body)
    audit.record("user.create", user, by=by, details={"role": role}, request_key=request_key)
    appoint(user, role=role, body=body, unit=unit, post=post, starts_on=clock.today(), document=document, by=by)
    users.perform(user, "invite", by=None, data={"code": code})
    return user


def _ensure_may_open(body: Jurisdiction, role: Role, by: Any) -> None:
    if any(grant.role == AdministratorRole.SYSTEM_ADMIN for grant in access.roles_of(by)):
        if role not in OFFICE or has_office(body) and (role != Role.DIRECTOR or has_director(body)):
            raise Refused("系统管理员只开通办公室的首个账号和空缺的办公室主任账号；其余账号由联席会议办公室开通。")
    elif not access.can(by, "user.create", body):
        raise Forbidden("账号由联席会议办公室开通，您的岗位不能办理。")
    else:
        ensure_may_give(role, body, by=by)


def _ensure_not_entered(body: Jurisdiction, role: Role, unit: MemberUnit | None, name: str) -> None:
    held = Appointment.objects.exclude(ends_on__lt=clock.today()).filter(jurisdiction=body, unit=unit, role=role)
    post = held.filter(user__name=name).select_related("user").first()
    if post and not post.user.is_opened:
        raise Refused(f"{name}已登记为{role.label}，账号未开通。请在“账号”中打开{name}，点“开通账号”，不必另行登记。")


def accept(code: str, password: str) -> User | None:
    """Set the person's own password and return her account; None when the code is wrong, used or too old."""
    with transaction.atomic():
        user = User.objects.with_code(code).select_for_update().first()
        if user is None:
            return None
        users.perform(user, "accept", by=None, data={"password": password})
        return user


@transaction.atomic
def appoint_administrator(role: AdministratorRole, *, username: str, name: str, code: str) -> User:
    """Create one of the three administrators. Raises Refused for a name that is taken: nobody holds two posts."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已被使用。管理员须用专用账号，不能兼任其他岗位。")
    user = User.objects.create_user(username, name=name)
    administrator = Administrator.objects.create(user=user, role=role)
    audit.record("administrator.appoint", administrator, by=None, details={"user": username, "role": role})
    users.perform(user, "invite", by=None, data={"code": code})
    roles.forget(user)
    return user
