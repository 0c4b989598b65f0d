"""The reader must not know the five seeds: with every unit, place, person and number renamed, the reading follows."""

import json
import re
from pathlib import Path

import pytest

from members.notices import read
from tests.members.notices.comparing import differences, of_reading
from tests.members.notices.test_seeds import HERE, NAMES, key_of

# words: what units are called after; places; numbers. Of the same length, so that lengths in the keys stay true.
TABLES: dict[str, dict[str, str]] = json.loads((HERE / "renaming.json").read_text())


def persons(name: str) -> dict[str, str]:
    """Map each named person to an invented one of the same length."""
    text = json.dumps(key_of(name), ensure_ascii=False) + (HERE / "seeds" / f"{name}.txt").read_text()
    names = re.findall(r'"name": "([^"]+)"', text) + re.findall(r"([\u4e00-\u9fff]{3})(?=同志|、\S{3}、)", text)
    heads = re.findall(r"(?:召集人[:：]|^　{5})([\u4e00-\u9fff]{3})　", text, re.M)
    unique = [person for person in dict.fromkeys(names + heads) if "单位" not in person]
    return {
        person: f"试{chr(0x4E10 + index)}{chr(0x5E10 + index)}"[: len(person)] for index, person in enumerate(unique)
    }


def renamed(text: str, table: dict[str, str]) -> str:
    pattern = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    return pattern.sub(lambda match: table[match[0]], text)


@pytest.mark.parametrize("name", NAMES)
def test_a_renamed_seed_reads_to_the_renamed_key(name: str) -> None:
    names = persons(name) if name.startswith("dejiang") else {}
    blanks = ("", " ", "\u00a0", "\u2002", "\u3000")  # names of two characters are padded with any of them
    gaps = {first + second for first in blanks for second in blanks} - {""}
    names |= {f"{old[0]}{gap}{old[1]}": new for old, new in names.items() if len(old) == 2 for gap in gaps}
    table = TABLES["words"] | TABLES["places"] | TABLES["numbers"] | names
    text = renamed(Path(HERE / "seeds" / f"{name}.txt").read_text(), table)
    key = json.loads(renamed(json.dumps(key_of(name), ensure_ascii=False), table))
    assert key["member_units"] != key_of(name)["member_units"] and key["title"] != key_of(name)["title"]
    reading = read(text, name)
    assert reading.refused is None
    assert differences(of_reading(reading.to_json()), key) == {}
