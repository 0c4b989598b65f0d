"""Child processes: each in its own group, its output in a log, started again when it dies, ended with us."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from script.prepare.place import LOG, ROOT, say

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG: a killed supervisor takes its children along
PATIENCE = 20.0


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGTERM)


@dataclass
class Child:
    """One long-running process."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, with its output appended to .local/log/<name>.log."""
        LOG.mkdir(parents=True, exist_ok=True)
        with (LOG / f"{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                list(self.command), cwd=ROOT, env=dict(self.env), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip
        self.started.append(time.monotonic())

    def revive(self) -> None:
        """Start it again when it died, at most once in two seconds."""
        if self.process and self.process.poll() is not None and time.monotonic() - self.started[-1] > 2:
            say(f"· {self.name} 已退出（{self.process.returncode}），重新启动，日志见 .local/log/{self.name}.log")
            self.start()

    def stop(self) -> None:
        """End it and its whole group: politely, then for certain."""
        if not self.process:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
