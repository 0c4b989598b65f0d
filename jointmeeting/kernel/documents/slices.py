"""Faces in slices: a document is drawn with those that hold its characters, each a font of its own (decision 81).

A Chinese face of all characters has 25 MB. It would be read and copied for every document, and what is embedded of it
would keep a place for each glyph before the last one used. The characters everybody uses are one slice, all others go
by blocks of 2,048.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from uharfbuzz import SubsetFlags, SubsetInput, subset

from jointmeeting.kernel.documents.fonts import (
    STACKS,
    Places,
    families,
    outlines,
    printing_family,
    stack,
    takes_no_room,
)

COMMON = WHOLE = ""  # the block of what everybody uses; a face that is not cut has no other
BLOCK_BITS = 11
CHINESE_SHAPES = int.from_bytes(b"locl", "big")  # the one feature that is drawn
FIRST_CHINESE, SECOND_LEVEL = 0x2E80, b"\xd8"
BASIC_PLANE = (*range(0x20, 0xD800), *range(0xE000, 0x10000))  # without surrogates
MARKS = (
    range(0x300, 0x370),
    range(0x20D0, 0x2100),
    range(0xFE00, 0xFE10),
    range(0xE0100, 0xE01F0),
    range(0x200D, 0x200E),
)

Stacks = Mapping[str, Sequence["Slice"]]


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """One piece of a family: `block` is empty for the common one, else hexadecimal, without the last 11 bits."""

    family: str
    block: str = COMMON

    @property
    def alias(self) -> str:
        """Return the name under which it is drawn: no font of the system has it."""
        return "-".join(filter(None, ("GB9704", *self.family.split(), self.block)))  # Pango reads "Bold" or "4" as more


def needed(texts: Iterable[tuple[str, str]], places: Places) -> Stacks:
    """Return role → the slices that print all its texts, in the order of its stack; texts: (role, text)."""
    found: dict[str, set[Slice]] = {}
    for role, character in {(role, character) for role, text in texts for character in text}:
        if piece := _slice(character, role, places):
            found.setdefault(role, set()).add(piece)
    return {role: sorted(found[role], key=lambda piece: (STACKS[role].index(piece.family), piece)) for role in found}


def css_families(role: str, slices: Stacks) -> str:
    """Return the role's value of `font-family`."""
    return ",".join(f'"{piece.alias}"' for piece in slices.get(role, ())) or "serif"


def is_in_first_slice(text: str, places: Places) -> bool:
    """Tell whether a text of the body is printed by the first slice of its stack alone: that one sets the baseline."""
    return {_slice(character, "body", places) for character in text} == {
        Slice(name) for name in stack("body", places)[:1]
    }


@lru_cache(maxsize=20_000)
def _slice(character: str, role: str, places: Places) -> Slice | None:
    family = printing_family(character, role, places)
    if not family:
        return None
    return Slice(family, _block(character) if families(places)[family].is_collected else WHOLE)


def _block(character: str) -> str:
    """Return the block of a character; marks are in every one, to stay with what they belong to."""
    is_common = takes_no_room(character) or _is_common(character)
    return COMMON if is_common else f"{ord(character) >> BLOCK_BITS:x}"


def _is_common(character: str) -> bool:
    """Tell whether a character is of the first level of GB 2312 (3,755 characters, signs) or none of Chinese."""
    return ord(character) < FIRST_CHINESE or b"\0" < character.encode("gb2312", errors="ignore") < SECOND_LEVEL


def cut(piece: Slice, places: Places) -> bytes:
    """Return the piece as a font; a face that is a file of its own, whole. The same face gives the same bytes."""
    face = families(places)[piece.family]
    if not face.is_collected:
        return face.path.read_bytes()
    wanted = SubsetInput()
    wanted.flags = SubsetFlags.DESUBROUTINIZE  # WeasyPrint does it anyway, and cutting takes half the memory
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.add(CHINESE_SHAPES)
    wanted.unicode_set.update(_characters(piece.block))
    return bytes(subset(outlines(face), wanted).blob.data)


def _characters(block: str) -> list[int]:
    marks = [code for codes in MARKS for code in codes]
    if block == COMMON:
        return marks + [code for code in BASIC_PLANE if _is_common(chr(code))]
    first = int(block, 16) << BLOCK_BITS
    return [*marks, *range(first, first + (1 << BLOCK_BITS))]
