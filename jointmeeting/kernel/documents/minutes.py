"""Minutes as a document (会议纪要): what is printed, as a frozen record with a canonical JSON and its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level`: 0 text, 1 一、(黑体), 2 （一）(楷体)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class MinutesDocument:
    """Everything that stands on the paper. Dates are printed as given, e.g. 2026年6月4日."""

    mark: str
    organ: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    attendance: tuple[tuple[str, str], ...]  # (出席 | 请假 | 列席, names)
    copies_to: tuple[str, ...]
    issued_by: str
    number: str = ""
    date: str = ""

    def numbered(self, *, number: str, date: str) -> Self:
        """Return the document with the number and date that signing gave it."""
        return replace(self, number=number, date=date)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON types."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        return cls(
            **{
                **data,
                "paragraphs": tuple(Paragraph(**row) for row in data["paragraphs"]),
                "attendance": tuple((label, names) for label, names in data["attendance"]),
                "copies_to": tuple(data["copies_to"]),
            }
        )

    def fields(self) -> dict[str, str]:
        """Return every printed text by the name of its place, for the glyph pre-flight."""
        texts = {"纪要标志": self.mark, "发文机关": self.organ, "标题": self.title, "印发机关": self.issued_by}
        texts |= {f"正文第{n}段": p.text for n, p in enumerate(self.paragraphs, 1)}
        texts |= dict(self.attendance)
        return {**texts, "抄送": "、".join(self.copies_to)}


def canonical(data: Any) -> bytes:
    """Return the one JSON text of `data`: sorted keys, no white space, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: Any) -> str:
    """Return the SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(data)).hexdigest()
