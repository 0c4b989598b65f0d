"""`manage.py verify_audit`: walk every hash chain of the log; exit 1 and name the broken rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jointmeeting.kernel import audit
from jointmeeting.kernel.models import LogEntry


class Command(BaseCommand):
    """Verify the log."""

    help = "Verify the hash chain of the log."

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk the chains."""
        broken = [f"{entry.chain}:{entry.position}" for entry in audit.broken_entries()]
        if broken:
            raise CommandError(f"留痕链已被改动，第一处在 {broken[0]}，共 {len(broken)} 处：{'、'.join(broken[:20])}")
        self.stdout.write(f"留痕链完整：{LogEntry.objects.count()} 条")
