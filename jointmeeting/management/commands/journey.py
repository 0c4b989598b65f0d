"""`manage.py journey`: do the main job and check a household over HTTP, and keep what it left."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jointmeeting.journey import Broken, Journey
from jointmeeting.journey_household import HouseholdJourney


class Command(BaseCommand):
    """Run the journey; exit 1 at the first step that does not work."""

    help = "Run the main job over HTTP; leaves minutes.pdf, report.pdf, ids.json and journey.log in --out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where the system is and where results go."""
        parser.add_argument("--base-url", required=True)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        out: Path = options["out"]
        out.mkdir(parents=True, exist_ok=True)
        lines: list[str] = []

        def say(line: str) -> None:
            lines.append(line)
            self.stdout.write(line)

        rows = (settings.LOCAL_DIR / "demo.txt").read_text(encoding="utf-8").splitlines()
        accounts, ids = [row.split("\t") for row in rows], dict[str, str]()
        try:
            (out / "minutes.pdf").write_bytes(Journey(options["base_url"], accounts, say, ids).run())
            (out / "report.pdf").write_bytes(HouseholdJourney(options["base_url"], accounts, say, ids).run())
        except Broken as error:
            say(f"FAILED: {error}")
            raise CommandError(str(error)) from error
        finally:
            (out / "ids.json").write_text(json.dumps(ids, indent=1), encoding="utf-8")
            (out / "journey.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
