"""Why an account cannot be changed now."""

from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import NotApplicable, Refused
from members.appointing import ensure_may_give, keeps_security
from members.models import Appointment, User
from members.permissions import SIGNING


def not_oneself(account: User, user: Any) -> Refused | None:
    """Nobody locks herself out, or opens her own account anew."""
    if account.pk != getattr(user, "pk", None):
        return None
    return Refused("不能停用或重开自己的账号。修改密码请用“修改密码”；停用请联系安全管理员。")


def not_opened_yet(account: User, _: Any) -> Refused | None:
    """Who was let in once is let in again by another act, with a reason."""
    if not account.is_opened:
        return None
    return NotApplicable("账号已开通。如忘记密码，请办理“重新发放邀请码”。")


def posts_are_given(account: User, user: Any) -> Refused | None:
    """Who opens the account of a post lets her act in it: the one who may fill the post, on whatever day it begins."""
    if keeps_security(user):
        return None
    for post in (
        Appointment.objects.exclude(ends_on__lt=clock.today()).filter(user=account).select_related("jurisdiction")
    ):
        try:
            ensure_may_give(post.role, post.jurisdiction, by=user)
        except Refused as refusal:
            return refusal
    return None


def signing_posts_by_security(account: User, user: Any) -> Refused | None:
    """Who opens the account of a signing post anew could sign in its name: never the office itself."""
    signs = Appointment.objects.current().filter(user=account, role__in=[str(role) for role in SIGNING]).exists()
    if not signs or keeps_security(user):
        return None
    return Refused("审批、签发岗位的账号由安全管理员重新开通，办公室不能代办。请联系安全管理员。")
