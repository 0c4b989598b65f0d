"""The members app."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Gives the kernel its roles, permissions and the read-only rule."""

    name = "members"
    verbose_name = "成员"

    def ready(self) -> None:
        """Register with the kernel once every model is loaded."""
        from jointmeeting.kernel import access, acts, workflow  # noqa: PLC0415 -- apps must be loaded first
        from members import (  # noqa: PLC0415 -- likewise
            announcements,  # noqa: F401
            carry_over,  # noqa: F401
            changing,  # noqa: F401
            coming_into_force,  # noqa: F401
            compliance,  # noqa: F401
            permissions,
            reconciling,  # noqa: F401
            roles,
            rules,
            search,  # noqa: F401
            successions,  # noqa: F401
            workflows,  # noqa: F401
        )

        access.register(permissions.TABLE)
        access.provide_roles(roles.grants_of)
        workflow.register_guard(rules.writable)
        for act, label in permissions.LOG_LABELS.items():
            acts.register_label(act, label)
