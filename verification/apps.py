"""The verification app."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Gives the kernel its permissions, workflows, notifications and jobs."""

    name = "verification"
    verbose_name = "核对"

    def ready(self) -> None:
        """Register with the kernel once every model is loaded."""
        from jointmeeting.kernel import access, acts  # noqa: PLC0415 -- apps must be loaded first
        from verification import (  # noqa: PLC0415 -- likewise
            announcements,  # noqa: F401
            exchange,  # noqa: F401
            open_work,  # noqa: F401
            permissions,
            succession,  # noqa: F401
            workflows,  # noqa: F401
        )

        access.register(permissions.TABLE)
        for act, label in permissions.LOG_LABELS.items():
            acts.register_label(act, label)
