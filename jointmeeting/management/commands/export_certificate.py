"""`manage.py export_certificate FILE`: the office's public certificate, for whoever verifies its minutes elsewhere."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from jointmeeting.kernel.documents.signing import public_certificates


class Command(BaseCommand):
    """Write the public part of the office's key as PEM; no secret leaves the keystore."""

    help = "Write the office's public certificate (PEM) to FILE."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        try:
            options["file"].write_bytes(public_certificates(settings.SEAL_KEYSTORE, settings.SEAL_PASSPHRASE))
        except (OSError, ValueError) as error:
            raise CommandError(f"不能导出证书：{error}。请检查 SEAL_KEYSTORE 和 SEAL_PASSPHRASE。") from error
        self.stdout.write(f"已导出公开证书：{options['file']}")
