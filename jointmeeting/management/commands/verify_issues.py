"""`manage.py verify_issues`: is every issue of the minutes still what was signed? Exit 1 and name what is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jointmeeting.kernel import audit
from meetings import issues
from members.models import Jurisdiction


class Command(BaseCommand):
    """Verify the chain of issues of every body, and the log it is held against."""

    help = "Check numbers, contents, files and the hash chain of all issued minutes against the log."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault, or how many issues are whole."""
        bodies = list(Jurisdiction.objects.order_by("pk"))
        found = [fault for body in bodies for fault in issues.faults(body)]
        found += [f"留痕第{entry.position}条已被改动：{entry.subject_label}" for entry in audit.broken_entries()]
        if found:
            raise CommandError("\n".join(found))
        count = sum(len(issues.issues(body)) for body in bodies)
        self.stdout.write(f"各期纪要完整，共{count}期")
