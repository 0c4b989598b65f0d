"""No mutated notice raises, and none takes long: 500 here, 20,000 by `script/fuzz`."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from members.notices import read
from tests.members.notices.fuzzing import mutated

LONGEST = 2  # seconds of computing time for one notice


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError when the block computes longer; waiting for a busy machine does not count."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("batch", range(20))
def test_mutated_notices_are_read_or_refused(batch: int) -> None:
    for number in range(batch * 25, batch * 25 + 25):
        data = mutated(number)
        with limited(LONGEST):
            reading = read(data, f"变异 {number}")
        assert (reading.refused is None) == bool(reading.fields), number
        assert json.dumps(reading.to_json(), ensure_ascii=False)
        for path, evidence in reading.evidence.items():
            assert evidence.quote == reading.text[evidence.start : evidence.end], f"{number}: {path}"
