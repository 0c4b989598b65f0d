"""What can happen to accounts, to notices being brought in and to a unit's change. This is all there is."""

from members.workflows.charter_draft import charter_drafts
from members.workflows.succession import successions
from members.workflows.user import users

__all__ = ["charter_drafts", "successions", "users"]
