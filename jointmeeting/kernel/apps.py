"""The kernel as a Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers system checks and background work of the kernel."""

    name = "jointmeeting.kernel"
    label = "kernel"
    verbose_name = "内核"

    def ready(self) -> None:
        """Import what registers itself: the documents' system checks and the notification job."""
        from jointmeeting.kernel import notify  # noqa: F401, PLC0415 -- apps must be loaded first
        from jointmeeting.kernel.documents import checks  # noqa: F401, PLC0415 -- likewise
