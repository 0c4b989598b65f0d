"""Notices of our own in many styles, all places and persons invented, against keys written as a clerk reads them."""

import json
from pathlib import Path
from typing import Any

import pytest

from members.notices import Reading, read
from tests.members.notices.comparing import differences, fold, full_key, of_reading
from tests.members.notices.files import docx_of

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.json"))
NO_CHANGES: dict[str, list[object]] = {"added": [], "removed": [], "renamed": [], "replaced": []}


def key_of(name: str) -> dict[str, Any]:
    key: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text())
    return key


def reading_of(name: str) -> Reading:
    source = next(path for path in SAMPLES.glob(f"{name}.*") if path.suffix != ".json")
    data = source.read_bytes()
    return read(docx_of(data.decode()) if source.name.endswith(".docx.txt") else data, source.name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_to_its_key(name: str) -> None:
    reading = reading_of(name)
    assert reading.refused is None
    assert differences(of_reading(reading.to_json()), full_key(key_of(name))) == {}


@pytest.mark.parametrize("name", NAMES)
def test_changes_are_read_as_changes(name: str) -> None:
    reading = reading_of(name)
    assert fold(reading.to_json()["changes"]) == fold(key_of(name).get("changes", NO_CHANGES))
    assert reading.changes_only == ("changes" in key_of(name))


@pytest.mark.parametrize("name", NAMES)
def test_damaged_places_are_proposed_and_not_stored(name: str) -> None:
    wanted = key_of(name).get("proposed", {})
    proposed = reading_of(name).to_json()["proposed"]
    given = {
        field: [row["proposal"] for row in rows] if isinstance(rows, list) else rows["proposal"]
        for field, rows in proposed.items()
    }
    assert given == wanted
    assert sum(remark.code == "damaged_text" for remark in reading_of(name).remarks) >= len(wanted)


def test_page_noise_is_dropped_and_said_so() -> None:
    reading = reading_of("page")
    assert "首页" not in reading.text and "打印" not in reading.text and "ICP" not in reading.text
    assert "noise_removed" in [remark.code for remark in reading.remarks]
