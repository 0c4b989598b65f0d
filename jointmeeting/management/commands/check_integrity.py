"""`manage.py check_integrity`: what must be true of the data at every moment; exit 1 and name the rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jointmeeting.integrity import faults


class Command(BaseCommand):
    """Check the data."""

    help = "Check numbers, documents, jobs and assignments for gaps, doubles and strays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault."""
        found = list(faults())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("数据一致")
