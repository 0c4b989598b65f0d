"""What can happen to a unit's change. This is all there is."""

from members.workflows.succession import successions

__all__ = ["successions"]
