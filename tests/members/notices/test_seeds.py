"""The five published notices against their keys, read by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from members.notices import read
from tests.members.notices.comparing import differences, of_reading

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in (HERE / "seeds").glob("*.txt"))


def key_of(name: str) -> dict[str, Any]:
    key: dict[str, Any] = json.loads((HERE.parent / "keys" / f"{name}.json").read_text())
    for other in ("information_categories", "measures"):  # compared elsewhere
        key.pop(other, None)
    return key


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_reads_to_every_compared_field_of_its_key(name: str) -> None:
    reading = read((HERE / "seeds" / f"{name}.txt").read_bytes(), name)
    assert reading.refused is None
    assert differences(of_reading(reading.to_json()), key_of(name)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_value_carries_the_sentence_it_was_read_from(name: str) -> None:
    reading = read((HERE / "seeds" / f"{name}.txt").read_bytes(), name)
    assert reading.evidence
    for path, evidence in reading.evidence.items():
        assert evidence.quote == reading.text[evidence.start : evidence.end], path
        assert evidence.quote.strip() and 0 < evidence.confidence < 1
