"""Mutated notices: what copying, pasting, scanning and malice do to a text. Each is made from one seed number."""

import random
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = sorted(
    [*(HERE / "seeds").glob("*.txt"), *(HERE / "samples").glob("*.txt"), *(HERE / "samples").glob("*.html")]
)
CHARACTERS = (
    "、，。：；（）()〔〕《》一二三四五1234567890年月日的由为局委办县市区\t\n \u3000\u200b\ufeff召集人组长成员附件"
)


def mutated(number: int) -> bytes:
    """Return the mutation with this number."""
    chance = random.Random(number)
    text = chance.choice(SOURCES).read_text()
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(MUTATIONS)(text, chance)
    data = text.encode(chance.choice(["utf-8", "utf-8", "gb18030", "utf-16"]))
    return _spoiled(data, chance) if chance.random() < 0.2 else data


def _cut(text: str, chance: random.Random) -> str:
    a, b = sorted(chance.choices(range(len(text) + 1), k=2))
    return text[:a] + text[b:] if chance.random() < 0.5 else text[a:b]


def _swap_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    a, b = chance.choices(range(len(lines)), k=2)
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _double_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    a = chance.randrange(len(lines))
    return "\n".join(lines[:a] + lines[a : a + 5] * chance.randint(2, 30) + lines[a + 5 :])


def _sprinkle(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(chance.randint(1, 200)):
        letters.insert(chance.randint(0, len(letters)), chance.choice(CHARACTERS))
    return "".join(letters)


def _join_lines(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(["", " ", "\t", "、"]))[:60_000]


def _repeat(text: str, chance: random.Random) -> str:
    word = chance.choice(
        ["县民政局、", "由", "总召集人", "（", "一、", "成员单位", "1", "　", "同志", "办公室主任由", "每年召开"]
    )
    at = chance.randint(0, len(text))
    return text[:at] + word * chance.randint(100, 20_000) + text[at:]


def _widen(text: str, chance: random.Random) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


def _drop(text: str, chance: random.Random) -> str:
    gone = set(chance.sample(CHARACTERS, 6))
    return "".join(char for char in text if char not in gone)


def _spoiled(data: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(data)
    for _ in range(chance.randint(1, 50)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


MUTATIONS: list[Callable[[str, random.Random], str]] = [
    _cut, _cut, _swap_lines, _double_lines, _sprinkle, _join_lines, _repeat, _widen, _drop,
]  # fmt: skip
