"""Reasons why a notice of correction or voiding cannot be signed now."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.amending import void_of
from meetings.guards import minutes as of_minutes
from meetings.models import Amendment


def signed_by_who_signs_the_minutes(amendment: Amendment, user: Any) -> Refused | None:
    """Whoever may sign the minutes by the rules signs what amends them."""
    return of_minutes.signed_by_whom_the_rules_say(amendment.minutes, user)


def drafted_by_another(amendment: Amendment, user: Any) -> Refused | None:
    """Who drafted does not sign: two pairs of eyes."""
    if amendment.drafted_by_id != user.pk:
        return None
    return Refused("起草人不能签发自己起草的通知，请由其他同志办理。")


def minutes_still_stand(amendment: Amendment, _: Any) -> Refused | None:
    """Void minutes are amended no more."""
    void = void_of(amendment.minutes)
    return Refused(f"该期纪要已作废（{void.number_label}），不能再更正或者作废。") if void else None
