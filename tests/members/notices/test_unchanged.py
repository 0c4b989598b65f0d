"""What changes no value that is read: foreign sentences before the signature, and other ways to print a text."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from members.notices import Reading, read
from members.notices.head import is_organ
from tests.members.notices.comparing import fold, of_reading

HERE = Path(__file__).parent
FOREIGN = (
    "联席会议下设急难救助工作专班，由测试戌担任组长，测试亥担任副组长，专班每周召开一次会议。",
    "专家组组长由测试戌担任，专家组办公室设在市社会救助研究会，每季度召开一次会议。",
    "2009年，政府建立了社会救助部门联席会议，由测试戌任召集人，每月召开一次会议。",
    "联席会议办公室每月召开一次联络员会议，由办公室主任召集，听取联络员工作汇报。",
    "对困难群众的走访每季度不少于两次，专项检查每半年开展一次。",
    "国家社会救助部际联席会议由民政部牵头，每年召开一次会议。",
    "各乡镇（街道）要参照本通知建立社会救助联席会议，由主要负责人任总召集人，每月召开一次会议，会议纪要由乡镇长签发。",
)


def in_front_of_the_signature(reading: Reading) -> list[str] | None:
    """Return the lines with the foreign sentences in them; None for a text without a signature."""
    if "issue_date" not in reading.evidence:
        return None
    lines = reading.text.split("\n")
    at = reading.text.count("\n", 0, reading.evidence["issue_date"].start)
    if at < 4 or not is_organ(lines[at - 1]):
        return None
    while is_organ(lines[at - 1]):
        at -= 1
    own = FOREIGN[:-1] if "镇人民政府" in lines[at] else FOREIGN  # what a lower level does is a township's own
    return [*lines[:at], *own, *lines[at:]]


def readings() -> Iterator[Reading]:
    """Read every seed and every sample that is plain text."""
    for path in sorted([*(HERE / "seeds").glob("*.txt"), *(HERE / "samples").glob("*.txt")]):
        yield read(path.read_text(), path.stem)


def changed(alone: Reading, text: str) -> list[str]:
    """Return the compared fields that read differently; a paragraph behind the last duty may well belong to it."""
    before, after = (of_reading(reading.to_json()) for reading in (alone, read(text, alone.name)))
    return [name for name in before.keys() - {"duties"} if fold(before[name]) != fold(after[name])]


def test_foreign_sentences_change_nothing() -> None:
    texts = [(alone, lines) for alone in readings() if (lines := in_front_of_the_signature(alone)) is not None]
    assert len(texts) > 40
    differing = {alone.name: changed(alone, "\n".join(lines)) for alone, lines in texts}
    assert {name: fields for name, fields in differing.items() if fields} == {}


def scanned(text: str) -> str:
    """Put blanks around half-width marks, as scanners do."""
    return re.sub("[，。：；]", lambda mark: f" {',.:;'['，。：；'.index(mark[0])]} ", text)


def retyped(text: str) -> str:
    """Use full-width figures and half-width brackets, indent every paragraph, and leave a line between two."""
    figures = re.sub(r"\d", lambda digit: chr(ord(digit[0]) + 0xFEE0), text.translate(str.maketrans("（）", "()")))
    return "\n\n".join(line if "\t" in line else f"　　{line}" for line in figures.split("\n"))


@pytest.mark.parametrize("printed", [scanned, retyped])
def test_another_way_to_print_a_text_changes_nothing(printed: Callable[[str], str]) -> None:
    differing = {alone.name: changed(alone, printed(alone.text)) for alone in readings()}
    assert len(differing) > 80 and {name: fields for name, fields in differing.items() if fields} == {}
