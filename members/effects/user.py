"""What happens to an account beyond its state."""

from datetime import timedelta
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.workflow import Act
from members.models.user import User, hash_of

CODE_DAYS = 7


def issue_code(user: User, act: Act) -> dict[str, Any]:
    """The code opens the account once; whatever password there was opens it no more, and every session ends."""
    user.code_hash, user.code_expires_at = hash_of(act.data["code"]), clock.now() + timedelta(days=CODE_DAYS)
    user.is_active = True
    user.set_unusable_password()
    return {"expires_at": user.code_expires_at.isoformat()}


def set_own_password(user: User, act: Act) -> None:
    """The person sets a password only she knows; the code is spent."""
    user.set_password(act.data["password"])
    user.must_change_password = False
    _forget_code(user)


def lock_out(user: User, _: Act) -> None:
    """A deactivated account cannot be used from this moment on."""
    user.is_active = False
    _forget_code(user)


def _forget_code(user: User) -> None:
    user.code_hash, user.code_expires_at = "", None
