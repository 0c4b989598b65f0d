"""`manage.py verify_minutes FILE`: is this the file as issued? Exits 1 on any change."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jointmeeting.kernel.documents.signing import verify


class Command(BaseCommand):
    """Verify a file's signature against the office's own key, without network or database."""

    help = "Verify issued minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        content = options["file"].read_bytes()
        verdict = verify(content, keystore=settings.SEAL_KEYSTORE, passphrase=settings.SEAL_PASSPHRASE)
        if not (verdict.intact and verdict.trusted):
            raise CommandError(verdict.sentence)
        self.stdout.write(f"{verdict.sentence}签名：{verdict.signer}")
