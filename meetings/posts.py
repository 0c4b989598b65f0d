"""By which post minutes are reviewed and signed: as the rules name it, and as somebody held it. Reads only."""

from typing import Any

from jointmeeting.kernel import access
from meetings.models import Minutes
from members.models import Role
from members.rules import OFFICE_ROLES, Ruling, ruling

REVIEWS = ("minutes.review", "minutes.circulate")  # the two ways in which a review ends well
PRESIDED = "who_presided"
NAMES = {**dict(Role.choices), "office": "联席会议办公室"}


def review_rule(minutes: Minutes) -> Ruling:
    """Return who reviews by the rule; by custom, the office's director."""
    return ruling(minutes, "minutes_reviewed_by") or Ruling(Role.DIRECTOR, "", from_charter=False)


def sign_rule(minutes: Minutes) -> Ruling:
    """Return who signs by the rule; by custom, who presided."""
    return ruling(minutes, "minutes_signed_by") or Ruling(PRESIDED, "", from_charter=False)


def reviewer(minutes: Minutes) -> str:
    """Return the post that reviews, as it is called."""
    return NAMES[review_rule(minutes).value]


def signer(minutes: Minutes) -> str:
    """Return the post that signs; who presided is called by the post he presided with."""
    post = sign_rule(minutes).value
    return minutes.meeting.chair_post if post == PRESIDED else NAMES[post]


def reviewed_with(minutes: Minutes, user: Any) -> str:
    """Return the post by which `user` reviews."""
    return _held(minutes, user, review_rule(minutes).value) or reviewer(minutes)


def signed_with(minutes: Minutes, user: Any) -> str:
    """Return the post by which `user` signs in his own right."""
    return _held(minutes, user, sign_rule(minutes).value) or signer(minutes)


def signed_as(minutes: Minutes) -> str:
    """Return the post signed minutes were signed with, for people outside: no name, but whether it was lent."""
    if minutes.delegation_id is None:
        return signer(minutes)
    rule = ruling(minutes, "minutes_sign_delegate")
    return f"{NAMES[rule.value] if rule else '受委托人'}受{signer(minutes)}委托"


def _held(minutes: Minutes, user: Any, post: str) -> str:
    """Return which of the office's two posts `user` holds where the rule says 办公室; else nothing."""
    if post != "office":
        return ""
    mine = {grant.role for grant in access.roles_of(user) if grant.jurisdiction_id == minutes.jurisdiction_id}
    return "、".join(Role(role).label for role in sorted(OFFICE_ROLES & mine))
