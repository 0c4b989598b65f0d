"""`manage.py simulate_departments`: connectors to test against, with invented records."""

import os
import socket
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from verification.simulator import Departments


class Command(BaseCommand):
    """Serve simulated departments until ended. The shared key comes from SIMULATOR_KEY."""

    help = (
        "Serve simulated departments; addresses are http://HOST:PORT/instant, /slow, /busy, /silent, /forged, /broken."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare where to listen."""
        parser.add_argument("--port", type=int, default=0)
        parser.add_argument("--socket", type=int, help="an open listening socket, by number")
        parser.add_argument("--journal", type=Path, help="append the id of each message taken in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        key = os.environ.get("SIMULATOR_KEY", "")
        if not key:
            raise CommandError("SIMULATOR_KEY is not set")
        address = ("127.0.0.1", options["port"])
        server = Departments(address, key=key, journal=options["journal"])
        if options["socket"] is not None:
            server.socket.close()
            server.socket = socket.socket(fileno=options["socket"])
        self.stdout.write(f"http://127.0.0.1:{server.socket.getsockname()[1]}")
        server.serve_forever()
