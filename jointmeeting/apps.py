"""The project itself as a Django app: it composes the others and holds the management commands."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """The composition root."""

    name = "jointmeeting"
    label = "project"
    verbose_name = "联席会议办公系统"

    def ready(self) -> None:
        """Connect the bridges once every app is ready."""
        from jointmeeting import bridges  # noqa: PLC0415 -- apps must be loaded first

        bridges.connect()
