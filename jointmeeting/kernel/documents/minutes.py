"""Minutes as a document (会议纪要): what is printed, as a frozen record with a canonical JSON and its hash."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from jointmeeting.kernel.documents.content import (
    Attachment,
    Block,
    Column,
    Head,
    Listing,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    canonical,
    digest,
)

__all__ = ["MinutesDocument", "Paragraph", "blank_number", "canonical", "digest", "number_label"]


def number_label(year: int | str, number: int | str, *, style: str = "year") -> str:
    """Return a number as printed by the body's rule: "year" 〔2026〕2号 (7.2.5: no padding), "issue" （第2期）."""
    return f"（第{number}期）" if style == "issue" else f"〔{year}〕{number}号"


def blank_number(*, style: str = "year") -> str:
    """Return a number before it is given: the same form with room where the figures will stand."""
    return number_label("　", "　", style=style)


@dataclass(frozen=True, slots=True)
class MinutesDocument:
    """Everything that stands on the paper. Dates are printed as given, e.g. 2026年6月4日.

    `issued_on` (印发日期) is `date` when empty. A line end in `title` breaks it there. Minutes carry no seal (10.3);
    for a body that seals them all the same, `has_seal` puts organ and date below the lists, with the seal's place.
    """

    mark: str
    organ: str
    title: str
    paragraphs: tuple[Paragraph | Table, ...]
    attendance: tuple[tuple[str, str], ...]  # (出席 | 请假 | 列席, names)
    copies_to: tuple[str, ...]
    issued_by: str
    number: str = ""
    date: str = ""
    issued_on: str = ""
    attachments: tuple[Attachment, ...] = ()
    has_seal: bool = False

    def numbered(self, *, number: str, date: str) -> Self:
        """Return the document with the number and date that signing gave it."""
        return replace(self, number=number, date=date)

    def official(self) -> OfficialDocument:
        """Return the sheet that is printed (10.3)."""
        return OfficialDocument(
            title=self.title,
            body=self.paragraphs,
            head=Head(self.mark, number=self.number, organ=self.organ, date=self.date),
            attachments=self.attachments,
            attendance=tuple(Listing(label, names) for label, names in self.attendance),
            signature=Signature(self.organ, self.date, has_seal=True) if self.has_seal else None,
            copies_to=self.copies_to,
            issued_by=self.issued_by,
            issued_on=self.issued_on,
        )

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON types; `canonical` makes the one text of them."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave. A missing or unknown field raises TypeError or KeyError."""
        return cls(
            **{
                **data,
                "paragraphs": tuple(map(_block, data["paragraphs"])),
                "attendance": tuple((label, names) for label, names in data["attendance"]),
                "copies_to": tuple(data["copies_to"]),
                "attachments": tuple(
                    Attachment(row["title"], tuple(map(_block, row["body"])), row.get("sha256", ""))
                    for row in data.get("attachments", ())
                ),
            }
        )

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON: what is frozen when the document goes to signing."""
        return digest(self.to_json())


def _block(row: Mapping[str, Any]) -> Any:
    """Read one block; each kind is known by a field no other has."""
    if "rows" in row:
        columns = tuple(Column(**column) for column in row["columns"])
        return Table(columns, tuple(map(tuple, row["rows"])), row["caption"])
    kind: type[Block] = Listing if "label" in row else Paragraph
    return kind(**row)
