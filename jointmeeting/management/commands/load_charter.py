"""`manage.py load_charter FILE…`: found a body from a charter file, or bring it up to date. All files or none."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from duties.recurring import read_recurring_duties
from members.charters import CharterError, read_charter
from members.founding import found


class Command(BaseCommand):
    """Load charters."""

    help = "Load charter files (fixtures/charters/*.toml); loading twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the files."""
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read every file before anything is written."""
        try:
            records = [read_charter(path) for path in options["files"]]
        except (CharterError, OSError) as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            for record in records:
                body, changed = found(record)
                read_recurring_duties(body)
                self.stdout.write(f"{body}：{'已载入' if changed else '没有变化'}")
