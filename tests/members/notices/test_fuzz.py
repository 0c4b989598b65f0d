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


REPEATED = ["召开", "每年召开", "总召集人或", "县民政局、", "主任", "由", "担任"] + [
    "职责",
    "（",
    "\n召集人：",
    "\n关于",
    "县委常委、",
    "和",
    "\t",
]


@pytest.mark.parametrize("word", REPEATED)
def test_words_repeated_without_end_do_not_take_long(word: str) -> None:
    head = "云溪县人民政府关于建立社会救助联席会议制度的通知\n云政发〔2020〕1号\n各乡镇人民政府：\n"
    bodies = [
        word * (30_000 // len(word)),
        f"一、联席会议由{word * 500}组成。每年召开{word * 300}次，由召集人{word * 300}主持。",
    ]
    for body in bodies:
        with limited(LONGEST):
            assert read(f"{head}{body}\n联席会议由县民政局、县财政局组成。", "重复").text
