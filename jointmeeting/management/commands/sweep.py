"""`manage.py sweep`: give due work to workers again; with --work, do it here (no broker needed)."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from jointmeeting.kernel import jobs

INTERVAL_SECONDS = 5


class Command(BaseCommand):
    """Run the sweeper, once or for ever."""

    help = "Hint due jobs again every 5 seconds; --work does them in this process; --once sweeps once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --once and --work."""
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--work", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep."""
        while True:
            found = jobs.sweep(work=options["work"])
            if found or options["once"]:
                self.stdout.write(f"swept {found}")
            if options["once"]:
                return
            time.sleep(INTERVAL_SECONDS)
