"""Who may put whom in a post, and say where she is reached: one rule for accounts, the roster and its spreadsheet."""

from typing import Any

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.errors import Refused
from members.models import AdministratorRole, Appointment, Jurisdiction, Role
from members.permissions import CENTRE, SIGNING
from members.rules import holds

# Whoever could fill these could sign, or read households, in another's name: the director does, not the staff.
BY_DIRECTOR = SIGNING | CENTRE


def posts_given_by(user: Any, body: Jurisdiction) -> list[Role]:
    """Return the posts `user` of the office may fill at `body`."""
    directs = holds(user, body, "director")
    return [role for role in Role if directs or role not in BY_DIRECTOR]


def ensure_may_give(role: str, body: Jurisdiction, *, by: Any) -> None:
    """Refuse a post that only the director fills, to anybody else of the office."""
    if role not in posts_given_by(by, body):
        raise Refused(
            f"“{Role(role).label}”属于审批、签发或者核对机构岗位，由办公室主任登记和开通，您不能办理。请办公室主任登录办理。"
        )


def ensure_not_oneself(person: Any, *, by: Any) -> None:
    """Nobody gives herself a post, or a longer term in one."""
    if person.pk == getattr(by, "pk", None):
        raise Refused("不能为本人登记任职或者延长任期。请办公室其他同志办理；审批、签发岗位请办公室主任办理。")


def ensure_may_readdress(person: Any, *, by: Any) -> None:
    """Refuse another mail address to whoever may not open the account anew: what lets a person in is sent there.

    The first address of a signing post is the director's to enter, another one the security administrator's.
    """
    if keeps_security(by):
        return
    held = Appointment.objects.exclude(ends_on__lt=clock.today()).filter(user=person).select_related("jurisdiction")
    if person.email and any(post.role in SIGNING for post in held):
        raise Refused(
            f"{person}担任审批、签发岗位，已登记的电子邮箱由安全管理员更改，办公室不能代办。请联系安全管理员。"
        )
    for post in held:
        ensure_may_give(post.role, post.jurisdiction, by=by)


def keeps_security(user: Any) -> bool:
    """Tell whether `user` is the security administrator (安全管理员)."""
    return any(grant.role == AdministratorRole.SECURITY_ADMIN for grant in access.roles_of(user))
