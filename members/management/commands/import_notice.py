"""`manage.py import_notice FILE [--json]`: print what a notice says and what to look at. Writes nothing."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from members.notices import read
from members.notices.printing import report


class Command(BaseCommand):
    """Read a notice."""

    help = (
        "Read a notice (.txt, .docx, .html, text PDF; - for standard input) and print the reading; nothing is stored."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare file and form of the output."""
        parser.add_argument("file")
        parser.add_argument("--json", action="store_true", help="the whole reading as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the reading; a refused text ends with its reason (and code 1 unless --json)."""
        name = options["file"]
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件“{name}”：{error.strerror}。") from error
        reading = read(data, Path(name).name)
        if options["json"]:
            self.stdout.write(json.dumps(reading.to_json(), ensure_ascii=False, indent=1))
        elif reading.refused is not None:
            raise CommandError(reading.refused)
        else:
            self.stdout.write(report(reading))
