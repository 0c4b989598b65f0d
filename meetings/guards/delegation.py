"""Reasons why a delegation cannot be revoked by this person. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.models import SigningDelegation


def revoked_by_whom_it_is(row: SigningDelegation, user: Any) -> Refused | None:
    """Who entrusts another takes it back himself."""
    if row.principal_id == user.pk:
        return None
    return Refused(f"委托由委托人{row.principal}本人撤销，请其登录办理。")
