"""What can happen to accounts, notices being brought in, units and their members. This is all there is."""

from members.workflows.charter_draft import charter_drafts
from members.workflows.member_change import hand_over_items, member_changes
from members.workflows.succession import successions
from members.workflows.user import users

__all__ = ["charter_drafts", "hand_over_items", "member_changes", "successions", "users"]
