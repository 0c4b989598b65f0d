"""The watchdog: a process may live and yet do nothing; what /readyz says of it decides."""

import time
from collections.abc import Mapping

from script.prepare.network import ask
from script.prepare.place import LOG
from script.prepare.supervise import Child

EVERY = 15.0
PATIENCE, PATIENCE_WITH_BUSY = 4, 20  # bad answers in a row
QUIET_SECONDS = 60
WATCHED = {"web": ("web",), "worker": ("worker", "beat")}


class Watch:
    """Counts bad answers and restarts who gave them."""

    def __init__(self, url: str, children: Mapping[str, Child]) -> None:
        self._url = url
        self._children = children
        self._bad = dict.fromkeys(WATCHED, 0)
        self._next = time.monotonic() + 60

    def look(self) -> None:
        """Ask when it is time; restart what gave no sign of life for a minute."""
        if time.monotonic() < self._next:
            return
        status, said = ask(f"{self._url}/readyz", timeout=10)
        parts = said.get("parts")
        if status == 0:
            self._count("web", "网页服务没有回答")
        else:
            self._bad["web"] = 0
        # Without a broker no heartbeat can be seen; restarting the worker would not bring it back.
        if isinstance(parts, dict) and not parts.get("broker"):
            self._count("worker", str(parts["worker"])) if parts.get("worker") else self._bad.update(worker=0)
        self._next = time.monotonic() + EVERY

    def _count(self, name: str, reason: str) -> None:
        """Count a bad answer. A worker with a long queue is late with its heartbeat, but still writes its log."""
        self._bad[name] += 1
        log = LOG / f"{name}.log"
        is_quiet = name == "web" or not log.exists() or time.time() - log.stat().st_mtime > QUIET_SECONDS
        if self._bad[name] >= (PATIENCE if is_quiet else PATIENCE_WITH_BUSY):
            self._bad[name] = 0
            for each in WATCHED[name]:
                self._children[each].restart(reason)
