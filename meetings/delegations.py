"""Who may sign minutes, himself or for another: the rule on signing, and the rule on delegating it. Reads only."""

from collections.abc import Iterable
from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.models import Minutes, SigningDelegation
from meetings.posts import PRESIDED, sign_rule
from members.models import Jurisdiction
from members.queries import people_holding
from members.rules import OFFICE_ROLES, Ruling, holds, ruling

NOBODY = "nobody"
SIGN_WORDING = "本人已阅看定稿全文，同意签发。"


def delegation_rule(subject: Jurisdiction | Minutes) -> Ruling | None:
    """Return the rule that lets signing be delegated, whose value is the post that may be entrusted; None forbids."""
    rule = ruling(subject, "minutes_sign_delegate")
    return rule if rule and rule.value != NOBODY else None


def ensure_delegable(body: Jurisdiction) -> Ruling:
    """Return the rule that allows delegation, or raise Refused with the rule that does not."""
    if rule := delegation_rule(body):
        return rule
    settled = ruling(body, "minutes_sign_delegate")
    if settled and settled.from_charter:
        raise Refused("通知规定纪要签发不得委托，请由本人签发。", clause=settled.citation)
    raise Refused(
        "通知和办公室工作规则都没有允许委托签发，请由本人签发。如确需委托，请办公室主任先在“制度与规则”中规定。",
        clause=settled.citation if settled else str(body.charter),
    )


def candidates(body: Jurisdiction, rule: Ruling, *, principal: Any) -> Any:
    """Return the persons who may be entrusted today."""
    return people_holding([rule.value], body.pk).exclude(pk=principal.pk)


def signs(minutes: Minutes, user: Any) -> bool:
    """Tell whether `user` is the signer by the rule; by custom, who presided."""
    post = sign_rule(minutes).value
    if post == PRESIDED:
        return bool(minutes.meeting.chaired_by_id == user.pk)
    return holds(user, minutes.jurisdiction, post)


def delegation_for(minutes: Minutes, user: Any) -> SigningDelegation | None:
    """Return the delegation in force by which `user` signs these minutes for their signer, or None.

    The rule of the minutes must allow it, and both must hold their posts today.
    """
    rule = delegation_rule(minutes)
    if rule is None or not holds(user, minutes.jurisdiction, rule.value):
        return None
    rows = SigningDelegation.objects.in_force().filter(jurisdiction=minutes.jurisdiction_id, delegate=user)
    return next((row for row in rows.select_related("principal") if signs(minutes, row.principal)), None)


def lent_wording(row: SigningDelegation) -> str:
    """Return the words of a signature given for another, as they are shown and recorded."""
    return f"受{row.principal}委托，{SIGN_WORDING}"


def signers(minutes: Minutes) -> list[Any]:
    """Return who may sign these minutes, and what amends them, today: by the rule, or for whom the rule names."""
    post = sign_rule(minutes).value
    roles = OFFICE_ROLES if post == "office" else {post}
    own = [minutes.meeting.chaired_by] if post == PRESIDED else people_holding(roles, minutes.jurisdiction_id)
    return [*own, *delegates(minutes)]


def delegates(minutes: Minutes) -> Iterable[Any]:
    """Return who may sign these minutes for their signer today."""
    rows = SigningDelegation.objects.in_force().filter(jurisdiction=minutes.jurisdiction_id).select_related("delegate")
    return [row.delegate for row in rows if delegation_for(minutes, row.delegate)]
