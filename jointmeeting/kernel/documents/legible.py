"""What no font can print, replaced by a mark: for papers about what people typed elsewhere, which must come out."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from jointmeeting.kernel.documents.content import OfficialDocument, Paragraph
from jointmeeting.kernel.documents.fonts import Places, preflight

MARK = "〓"  # U+3013, what a printer sets for a character he does not have


def legible(document: OfficialDocument, *, places: Places) -> OfficialDocument:
    """Return the document with `MARK` for each character that cannot be printed, and a last paragraph that says so."""
    characters = list(dict.fromkeys(row.character for row in preflight(document.places(), places=places)))
    if not characters:
        return document
    codes = "、".join(f"U+{ord(character):04X}" for character in characters)
    note = Paragraph(f"文中“{MARK}”处的字符（{codes}）没有字体可以印出，以系统中的原文为准。")
    found: OfficialDocument = _replaced(document, dict.fromkeys(map(ord, characters), MARK))
    return replace(found, body=(*found.body, note))


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, Sequence):
        return tuple(_replaced(part, table) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _replaced(getattr(value, field.name), table) for field in fields(value)})
    return value
