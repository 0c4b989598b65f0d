"""Child processes: each in its own session, its output in a log, started again when it dies, ended with us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from script.prepare import process
from script.prepare.place import LOG, ROOT, say

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG: a killed supervisor takes its children along
PATIENCE = 20.0
LARGEST_LOG = 20 * 1024 * 1024


@dataclass
class Child:
    """One long-running process."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    sockets: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, with its output appended to .local/log/<name>.log."""
        with _log(self.name).open("ab") as log:
            self.process = subprocess.Popen(
                list(self.command), cwd=ROOT, env=dict(self.env), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_die_with_parent, pass_fds=self.sockets,
            )  # fmt: skip
        self.started = [*self.started[-5:], time.monotonic()]
        process.remember(self.name, self.process.pid)

    def is_alive(self) -> bool:
        """Tell whether it runs."""
        return self.process is not None and self.process.poll() is None

    def revive(self) -> None:
        """Start it again when it died: after two seconds, after thirty when it keeps dying."""
        if self.process is None or self.is_alive():
            return
        often = len(self.started) > 5 and time.monotonic() - self.started[0] < 120
        if time.monotonic() - self.started[-1] > (30 if often else 2):
            say(f"· {self.name} 已退出（{self.process.returncode}），重新启动，日志见 .local/log/{self.name}.log")
            self._end_group()
            self.start()

    def restart(self, reason: str) -> None:
        """End and start it although it lives."""
        say(f"· 重新启动 {self.name}：{reason}")
        self.stop()
        self.start()

    def ask_to_stop(self) -> None:
        """Ask politely."""
        if self.process and self.is_alive():
            self.process.terminate()

    def stop(self, end: float = 0) -> None:
        """End it and its whole session: politely until `end` (by the monotonic clock), then for certain."""
        if not self.process:
            return
        self.ask_to_stop()
        try:
            self.process.wait(max(0.1, end - time.monotonic()) if end else PATIENCE)
        except subprocess.TimeoutExpired:
            pass
        self._end_group()
        self.process.wait()
        process.forget(self.name)

    def _end_group(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL) if self.process else None
        except (ProcessLookupError, PermissionError):
            pass


def stop_all(children: Sequence[Child]) -> None:
    """End all at the same time, in PATIENCE together."""
    for child in children:
        child.ask_to_stop()
    end = time.monotonic() + PATIENCE
    for child in children:
        child.stop(end)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGTERM)


def _log(name: str) -> Path:
    """Return the log of a child; a large one is put aside first, the one before that goes."""
    LOG.mkdir(parents=True, exist_ok=True)
    path = LOG / f"{name}.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(LOG / f"{name}.log.1")
    return path
