"""What can happen to units and their members. This is all there is."""

from members.workflows.member_change import hand_over_items, member_changes
from members.workflows.succession import successions

__all__ = ["hand_over_items", "member_changes", "successions"]
