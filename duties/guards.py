"""Reasons why an act on an assignment is not possible now."""

from typing import Any

from duties.models import Assignment
from jointmeeting.kernel import access
from jointmeeting.kernel.errors import Refused


def closed_by_another_unit(assignment: Assignment, user: Any) -> Refused | None:
    """The reporting unit does not close its own assignment."""
    if assignment.lead_unit_id not in {grant.unit_id for grant in access.roles_of(user)}:
        return None
    return Refused("牵头单位不能核销本单位的工作事项，请由联席会议办公室其他同志办理。")
