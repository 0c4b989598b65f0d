"""The duties app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Gives the kernel its permissions, workflow and notifications."""

    name = "duties"
    verbose_name = "落实"

    def ready(self) -> None:
        """Register with the kernel once every model is loaded."""
        from duties import (  # noqa: PLC0415 -- apps must be loaded first
            announcements,  # noqa: F401
            carry_over,  # noqa: F401
            compliance,  # noqa: F401
            office_papers,  # noqa: F401
            open_work,  # noqa: F401
            paper_loop,  # noqa: F401
            papers,  # noqa: F401
            permissions,
            recurring,  # noqa: F401
            reminders,  # noqa: F401
            search,  # noqa: F401
            succession,  # noqa: F401
            workflows,  # noqa: F401
        )
        from duties.hardship import (  # noqa: PLC0415 -- likewise
            escalation,  # noqa: F401
            waiting,  # noqa: F401
            workflow,  # noqa: F401
        )
        from jointmeeting.kernel import access, acts  # noqa: PLC0415 -- likewise

        access.register(permissions.TABLE)
        for act, label in permissions.LOG_LABELS.items():
            acts.register_label(act, label)
