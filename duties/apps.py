"""The duties app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Gives the kernel its permissions, workflow and notifications."""

    name = "duties"
    verbose_name = "落实"

    def ready(self) -> None:
        """Register with the kernel once every model is loaded."""
        from duties import announcements, permissions, workflows  # noqa: F401, PLC0415 -- apps must be loaded first
        from jointmeeting.kernel import access, acts  # noqa: PLC0415 -- likewise

        access.register(permissions.TABLE)
        for act, label in permissions.LOG_LABELS.items():
            acts.register_label(act, label)
