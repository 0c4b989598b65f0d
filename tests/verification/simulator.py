"""The department simulator as a process of its own, and sources that answer through it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from verification.models import Source
from verification.models.source import Channel

KEY = "synthetic-shared-key"


class Simulator:
    """Starts and kills `manage.py simulate_departments`; its journal is what really arrived."""

    def __init__(self, folder: Path) -> None:
        self.journal = folder / "departments.log"
        self.port = 0
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start on the same port as before, once it had one."""
        command = [sys.executable, "manage.py", "simulate_departments", "--journal", str(self.journal)]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)], cwd=settings.BASE_DIR, env={**os.environ, "SIMULATOR_KEY": KEY},
            stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        found = re.search(r":(\d+)$", self.process.stdout.readline().strip())
        assert found, "the simulator did not say where it listens"
        self.port = int(found.group(1))

    def stop(self) -> None:
        """Kill it."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()
            self.process = None

    @property
    def host(self) -> str:
        """What CONNECTOR_HOSTS must name."""
        return f"127.0.0.1:{self.port}"

    def connect(self, source: Source, manner: str = "instant") -> None:
        """Let `source` answer through the simulator."""
        source.channel, source.address, source.key = Channel.CONNECTOR, f"http://{self.host}/{manner}", KEY
        source.save()

    def taken(self) -> list[str]:
        """Return the message ids that arrived, in order."""
        return self.journal.read_text(encoding="utf-8").split() if self.journal.exists() else []
