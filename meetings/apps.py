"""The meetings app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Gives the kernel its permissions, workflows, notifications and jobs."""

    name = "meetings"
    verbose_name = "会议"

    def ready(self) -> None:
        """Register with the kernel once every model is loaded."""
        from jointmeeting.kernel import access, acts  # noqa: PLC0415 -- apps must be loaded first
        from meetings import (  # noqa: PLC0415 -- likewise
            announcements,  # noqa: F401
            carry_over,  # noqa: F401
            compliance,  # noqa: F401
            open_work,  # noqa: F401
            packing,  # noqa: F401
            paper_loop,  # noqa: F401
            permissions,
            publishing,  # noqa: F401
            reminders,  # noqa: F401
            rendering,  # noqa: F401
            scanning,  # noqa: F401
            search,  # noqa: F401
            succession,  # noqa: F401
            workflows,  # noqa: F401
        )
        from meetings.deadlines import agenda, minutes, receiving  # noqa: F401, PLC0415 -- likewise

        access.register(permissions.TABLE)
        for act, label in permissions.LOG_LABELS.items():
            acts.register_label(act, label)
