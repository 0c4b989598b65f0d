"""The verification app."""

from django.apps import AppConfig


class VerificationConfig(AppConfig):
    """Gives the kernel its permissions, workflows, notifications and jobs."""

    name = "verification"
    verbose_name = "核对"

    def ready(self) -> None:
        """Register with the kernel once every model is loaded."""
        from jointmeeting.kernel import access, acts  # noqa: PLC0415 -- apps must be loaded first
        from verification import announcements, exchange, permissions, succession, workflows  # noqa: F401, PLC0415

        access.register(permissions.TABLE)
        for act, label in permissions.LOG_LABELS.items():
            acts.register_label(act, label)
