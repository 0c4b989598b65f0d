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
def test_what_units_supply_is_read_from_their_duties(name: str) -> None:
    key = json.loads((HERE.parent / "keys" / f"{name}.json").read_text())["information_categories"]
    stated = {(row["category"], unit) for row in key if row["strength"] == "stated" for unit in row["units"]}
    reading = read((HERE / "seeds" / f"{name}.txt").read_bytes(), name)
    variants = {"县务税局": "县税务局"}  # printed so above the duty; the key gives the listed name
    rows = reading.fields["information_categories"]
    assert {(row["category"], variants.get(row["unit"], row["unit"])) for row in rows} == stated
    assert all(reading.text[row["start"] : row["end"]].strip() == row["quote"] and row["clause"] for row in rows)


def test_names_that_do_not_match_are_pointed_out_and_not_merged() -> None:
    reading = read((HERE / "seeds" / "dejiang-2021.txt").read_bytes(), "德江")
    assert reading.fields["duty_mismatch"] == {
        "in_list_no_duty": ["县社保局"],
        "in_duty_not_in_list": ["县人社局"],
        "name_variants": ["县编办 = 县委编办", "县纪委监委扶贫与民生监督检查室 = 县监委", "县税务局 = 县务税局"],
    }
    codes = {remark.code for remark in reading.remarks}
    assert {"name_variant", "unit_without_duty", "duty_without_member", "post_missing"} <= codes


def test_damage_and_oddities_of_the_seeds_are_pointed_out() -> None:
    codes = {
        name: {remark.code for remark in read((HERE / "seeds" / f"{name}.txt").read_bytes(), name).remarks}
        for name in NAMES
    }
    assert {"damaged_text", "role_undefined"} <= codes["zhangbei-2017"]
    assert "not_in_force" in codes["ningbo-2015"] and "leftover_of_other_place" in codes["chencang-2022"]
    assert "noise_removed" in codes["yueqing-2019"] and "damaged_text" not in codes["yueqing-2019"]


def test_what_zhangbei_lost_is_proposed() -> None:
    proposed = read((HERE / "seeds" / "zhangbei-2017.txt").read_bytes(), "张北").to_json()["proposed"]
    assert proposed["issue_date"]["proposal"] == "2017-02-18"
    assert proposed["regular_meetings_per_year"]["proposal"] == {"min": 1, "max": 2}
    assert [row["printed"] for row in proposed["basis"]] == ["国发〔201715号", "冀民传〔20177号"]


@pytest.mark.parametrize("name", NAMES)
def test_every_value_carries_the_sentence_it_was_read_from(name: str) -> None:
    reading = read((HERE / "seeds" / f"{name}.txt").read_bytes(), name)
    assert reading.evidence
    for path, evidence in reading.evidence.items():
        assert evidence.quote == reading.text[evidence.start : evidence.end], path
        assert evidence.quote.strip() and 0 < evidence.confidence < 1
