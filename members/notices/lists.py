"""Splitting a printed list (甲、乙和丙) into its entries, with positions."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

OPEN, CLOSE = "(〔[【", ")〕]】"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: `text` without blanks around it, standing at `start`..`end`."""

    text: str
    start: int
    end: int


def split(text: str, start: int, separators: str = "、,;") -> list[Entry]:
    """Return the entries of `text`, which begins at position `start`; separators inside brackets do not count."""
    entries: list[Entry] = []
    depth, at = 0, 0
    for mark in re.finditer(f"[{re.escape(OPEN + CLOSE + separators)}]", text):
        char = mark[0]
        depth = max(0, depth + (char in OPEN) - (char in CLOSE))
        if depth == 0 and char in separators:
            entries += _entry(text, at, mark.start(), start)
            at = mark.end()
    return entries + _entry(text, at, len(text), start)


def split_conjunctions(entries: list[Entry], is_whole: Callable[[str], bool]) -> list[Entry]:
    """Split 甲和乙 where both sides stand alone; 自然资源和规划局 is one name, so the left side decides.

    `is_whole` tells whether a text is a complete entry.
    """
    return [part for entry in entries for part in _at_conjunction(entry, is_whole)]


CONJUNCTIONS = ("以及", "和", "及", "与", "暨")


def _at_conjunction(entry: Entry, is_whole: Callable[[str], bool]) -> Iterator[Entry]:
    for word in CONJUNCTIONS:
        at = entry.text.find(word)
        while at > 0:
            left, right = entry.text[:at], entry.text[at + len(word) :]
            if is_whole(left) and is_whole(right.strip()):
                yield from _entry(entry.text, 0, at, entry.start)
                for rest in _entry(entry.text, at + len(word), len(entry.text), entry.start):
                    yield from _at_conjunction(rest, is_whole)
                return
            at = entry.text.find(word, at + 1)
    lead = next(
        (word for word in CONJUNCTIONS if entry.text.startswith(word) and is_whole(entry.text[len(word) :])), ""
    )
    yield from _entry(entry.text, len(lead), len(entry.text), entry.start)


def _entry(text: str, start: int, end: int, offset: int) -> list[Entry]:
    raw = text[start:end]
    body = raw.strip(" \t\n。.:")
    if not body:
        return []
    at = start + raw.index(body)
    return [Entry(body, offset + at, offset + at + len(body))]
