"""The rule a change of members goes by, and who leaves by it."""

from members.models import Appointment, MemberChange
from members.models.member_change import ChangedPost
from members.rules import Ruling, ruling

# What each of the five kinds asks for (乐清二; 宝陈三). Silent notices and liaison officers: filed with the office.
STEPS = {
    "successor_takes_over_filed_with_office": "file",
    "unit_proposes_meeting_decides": "confirm",
    "successor_takes_over": "take_effect",
    "chief_approves_successor_fills": "approve",
    "office_adjusts_roster": "adjust",
}
CUSTOM = Ruling("successor_takes_over_filed_with_office", "通知未规定，按惯例报办公室备案", from_charter=False)


def rule_of(change: MemberChange) -> Ruling:
    """Return the rule a change goes by: the notice's for members; filing for liaison officers, and by custom."""
    found = ruling(change, "member_change") if change.role == ChangedPost.UNIT_LEADER else None
    return found or CUSTOM


def step_of(change: MemberChange) -> str:
    """Return the transition that lets the change pass."""
    return STEPS[rule_of(change).value]


def outgoing_of(change: MemberChange) -> Appointment | None:
    """Return who holds the post on the day the successor begins, or still did the day before."""
    held = change.unit.appointments.filter(role=change.role, is_deputy=False).overlapping(change.starts_on, None)
    return held.select_related("user").order_by("starts_on").first()
