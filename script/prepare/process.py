"""Knowing processes again: who holds a lock, which process a pid file means, and who is left of a killed run."""

import fcntl
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from script.prepare.place import LOCAL, ROOT, RUN, say

PROC = Path("/proc")
SESSION = 3  # field of /proc/<pid>/stat after the name: state, parent, group, session, …
STARTED = 19
PATIENCE = 10.0


class Lock:
    """A lock of this project that the kernel gives back when its holder dies, however it dies."""

    def __init__(self, name: str) -> None:
        LOCAL.mkdir(exist_ok=True)
        self._file = (LOCAL / name).open("a", encoding="utf-8")

    def take(self) -> bool:
        """Take it if it is free."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def __enter__(self) -> Self:
        """Wait for it."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it back."""
        self._file.close()


def command_line(pid: int) -> str:
    """Return the command line of a process, empty when there is none."""
    if not PROC.joinpath("self").exists():
        return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def remember(name: str, pid: int) -> None:
    """Write down a process we started, so that a later run can end it if we cannot."""
    RUN.mkdir(parents=True, exist_ok=True)
    (RUN / f"{name}.json").write_text(json.dumps({"pid": pid, "started": _stat(pid)[STARTED:][:1]}), encoding="utf-8")


def forget(name: str) -> None:
    """Strike out a process that has ended."""
    (RUN / f"{name}.json").unlink(missing_ok=True)


def end_orphans() -> None:
    """End what a killed run has left: the groups it wrote down, checked by start time and working directory."""
    for record in sorted(RUN.glob("*.json")):
        try:
            written = json.loads(record.read_text(encoding="utf-8"))
        except ValueError:
            written = {}
        if written and (left := _members(written["pid"], written["started"])):
            say(f"· 结束上次遗留的进程：{record.stem}")
            _end(left)
        record.unlink(missing_ok=True)


def _end(pids: list[int]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in pids:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                continue
        end = time.monotonic() + PATIENCE
        while pids and time.monotonic() < end:
            time.sleep(0.1)
            pids = [pid for pid in pids if command_line(pid)]


def _members(leader: int, started: list[str]) -> list[int]:
    """Return the living processes of the session that `leader` opened, if they are ours."""
    alive = _stat(leader)
    if alive and alive[STARTED:][:1] != started:
        return []  # the number belongs to somebody else by now
    pids = [int(path.name) for path in PROC.glob("[0-9]*")]
    return [pid for pid in pids if _stat(pid)[SESSION:][:1] == [str(leader)] and _works_here(pid)]


def _works_here(pid: int) -> bool:
    try:
        return (PROC / str(pid) / "cwd").readlink().is_relative_to(ROOT)
    except OSError:
        return False


def _stat(pid: int) -> list[str]:
    try:
        return (PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
