"""`manage.py bootstrap`: from an empty database to a system that can be used, in one interpreter."""

import os
from argparse import BooleanOptionalAction
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from jointmeeting import demo_verification
from jointmeeting.demo import seed
from jointmeeting.kernel.documents.keys import ensure_office_key
from members.models import Jurisdiction


class Command(BaseCommand):
    """Check, migrate, collect static files, load the charters, make the evaluation key and the demonstration."""

    help = "Prepare the system; --no-demo leaves the demonstration accounts out."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --demo and --no-demo."""
        parser.add_argument("--demo", action=BooleanOptionalAction, default=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare."""
        call_command("check")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        charters = sorted((Path(settings.BASE_DIR) / "fixtures" / "charters").glob("*.toml"))
        call_command("load_charter", *map(str, charters))
        ensure_office_key(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE, organisation="联席会议办公室（评估用）")
        if options["demo"]:
            accounts = seed(settings.LOCAL_DIR / "demo.txt")
            if address := os.environ.get("SIMULATOR_URL"):
                body = Jurisdiction.objects.get(slug="yueqing")
                demo_verification.connect(body, address=address, key=os.environ["SIMULATOR_KEY"])
            self.stdout.write(f"演示账号 {len(accounts)} 个，见 .local/demo.txt")
