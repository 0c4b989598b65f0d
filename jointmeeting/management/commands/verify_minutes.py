"""`manage.py verify_minutes FILE`: is this the file as issued? Exits 1 on any change, with the reason."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from jointmeeting.kernel.documents.sealing import own_trust
from jointmeeting.kernel.documents.signing import read_certificates, verify_against


class Command(BaseCommand):
    """Verify a file's signature without network or database: a public certificate is all it takes."""

    help = "Verify issued minutes against a certificate, the trust folder (SEAL_TRUST_DIR) or the office's own key."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file and --certificate."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--certificate", type=Path, action="append", help="PEM or DER; only these are trusted")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"不能读取文件“{path}”：{error.strerror}。") from error
        try:
            trusted = read_certificates(options["certificate"]) if options["certificate"] else own_trust()
        except ValueError as error:
            raise CommandError(str(error)) from error
        verdict = verify_against(content, trusted=trusted)
        if not (verdict.intact and verdict.trusted):
            raise CommandError(verdict.sentence)
        self.stdout.write(verdict.sentence)
        self.stdout.write(f"签名：{verdict.signer}")
        if verdict.signed_at:
            self.stdout.write(f"签名时间：{timezone.localtime(verdict.signed_at):%Y-%m-%d %H:%M:%S}")
        self.stdout.write(f"文件摘要（SHA-256）：{hashlib.sha256(content).hexdigest()}")
