"""What both commands do first: the virtual environment beside the system libraries, one run at a time."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from script.prepare import environment, system
from script.prepare.process import Lock

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def everything(requirements: str) -> dict[str, str]:
    """Bring requirements, libraries and fonts; return the variables every process needs."""
    with Lock("setup.lock"), ThreadPoolExecutor(1) as pool:
        prepared = pool.submit(system.ensure)
        environment.ensure(requirements)
        return prepared.result()


@contextmanager
def interruptible() -> Iterator[None]:
    """Turn every request to end into KeyboardInterrupt."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for number in ENDING:
        signal.signal(number, stop)
    yield


def finish_undisturbed() -> None:
    """Let nothing interrupt what ends our processes."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
