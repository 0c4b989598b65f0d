"""What is left of minutes for the public (公开版): whole items, paragraphs, lists and names struck. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from jointmeeting.kernel.documents.content import Attachment, OfficialDocument, Paragraph, Table
from jointmeeting.kernel.documents.minutes import MinutesDocument

ITEM_STRUCK, STRUCK, NAME_STRUCK = "（本条不予公开）", "（本段不予公开）", "×××"
BESIDE = re.compile(r"（另附，共\d+页）$")
MARK = "公开版。本件已依法对不予公开的内容作区分处理，以印发的纪要为准"


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is struck: paragraphs and lists by their place in the frozen content, words wherever they stand.

    A heading (`Paragraph.level` 1) takes everything up to the next one with it.
    """

    paragraphs: frozenset[int] = frozenset()
    lists: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return {name: sorted(value) for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        return cls(frozenset(data["paragraphs"]), frozenset(data["lists"]), tuple(data["words"]))

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.lists or self.words)


def redact(document: MinutesDocument, cuts: Cuts) -> MinutesDocument:
    """Return a document that never held what is struck: the file is made from this, not covered over."""
    return replace(
        document,
        title=_without(document.title, cuts),
        paragraphs=tuple(_body(document, cuts)),
        attendance=tuple(
            (label, "（不予公开）" if n in cuts.lists else _without(names, cuts))
            for n, (label, names) in enumerate(document.attendance)
        ),
        copies_to=tuple(_without(label, cuts) for label in document.copies_to),
        attachments=tuple(Attachment(_named(row, cuts)) for row in document.attachments),  # not opened
    )


def _body(document: MinutesDocument, cuts: Cuts) -> list[Paragraph | Table]:
    kept: list[Paragraph | Table] = []
    inside = False
    for n, block in enumerate(document.paragraphs):
        heads = is_heading(block)
        inside = n in cuts.paragraphs if heads else inside
        if isinstance(block, Paragraph) and heads and inside:
            kept.append(Paragraph(f"{block.text.split('、')[0]}、{ITEM_STRUCK}", 1))
        elif n in cuts.paragraphs and not inside:
            kept.append(Paragraph(STRUCK))
        elif not inside:
            kept.append(_block(block, cuts))
    return kept


def is_heading(block: Paragraph | Table) -> bool:
    """Tell whether an item begins here."""
    return isinstance(block, Paragraph) and block.level == 1


def _block(block: Paragraph | Table, cuts: Cuts) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, text=_without(block.text, cuts))
    rows = tuple(tuple(_without(cell, cuts) for cell in row) for row in block.rows)
    columns = tuple(replace(column, title=_without(column.title, cuts)) for column in block.columns)
    return replace(block, columns=columns, rows=rows, caption=_without(block.caption, cuts))


def _named(row: Attachment, cuts: Cuts) -> str:
    """Return the name of an attachment without the words that it lies beside: it does not go along."""
    return _without(BESIDE.sub("", row.title), cuts)


def _without(text: str, cuts: Cuts) -> str:
    """Return `text` without the struck words, also where they are spaced out (张　三) or broken in a cell.

    A longer word goes before one it contains.
    """
    for word in sorted(cuts.words, key=len, reverse=True):
        text = re.sub(r"\s*".join(map(re.escape, "".join(word.split()))), NAME_STRUCK, text)
    return text


def words_of_table(table: Table) -> list[str]:
    """Return caption, heading and cells of a table, in the order they are read."""
    heading = [column.title for column in table.columns]
    return [table.caption, *heading, *(cell for row in table.rows for cell in row)]


def text_of(document: MinutesDocument) -> str:
    """Return every text a word can be struck from."""
    tables = [text for block in document.paragraphs if isinstance(block, Table) for text in words_of_table(block)]
    paragraphs = [block.text for block in document.paragraphs if isinstance(block, Paragraph)]
    names = [names for _, names in document.attendance]
    titles = [attachment.title for attachment in document.attachments]
    return "\n".join([document.title, *paragraphs, *tables, *names, *document.copies_to, *titles])


def still_named(document: MinutesDocument, cuts: Cuts) -> str:
    """Return the heading of a struck item that what is left still names, as an opening that lists the items does."""
    left = text_of(redact(document, cuts))
    blocks = (block for n, block in enumerate(document.paragraphs) if n in cuts.paragraphs and is_heading(block))
    titles = (block.text.split("、", 1)[-1] for block in blocks if isinstance(block, Paragraph))
    return next((title for title in titles if title in left), "")


def public_sheet(document: MinutesDocument, cuts: Cuts) -> OfficialDocument:
    """Return what is printed for the public, marked 公开版 as a note in brackets (GB/T 9704-2012 7.3.6)."""
    return replace(redact(document, cuts).official(), note=MARK)
