"""Minutes as a document (会议纪要): what is printed, as a frozen record with a canonical JSON and its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

ROLES = {"纪要标志": "mark", "标题": "mark"}
PARAGRAPH_ROLES = {1: "black", 2: "kai"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level`: 0 text, 1 一、(黑体), 2 （一）(楷体), 3 1. and 4 （1）(仿宋); GB/T 9704-2012 7.3.3.

    The text carries its own number. Where text follows a heading's first full stop, only the heading is set as one.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class MinutesDocument:
    """Everything that stands on the paper. Dates are printed as given, e.g. 2026年6月4日.

    `issued_on` (印发日期) is `date` when empty. A line end in `title` breaks it there.
    """

    mark: str
    organ: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    attendance: tuple[tuple[str, str], ...]  # (出席 | 请假 | 列席, names)
    copies_to: tuple[str, ...]
    issued_by: str
    number: str = ""
    date: str = ""
    issued_on: str = ""

    def numbered(self, *, number: str, date: str) -> Self:
        """Return the document with the number and date that signing gave it."""
        return replace(self, number=number, date=date)

    @property
    def imprint_date(self) -> str:
        """Return the date of the 版记 with 印发 behind it; nothing while there is no date."""
        date = self.issued_on or self.date
        return f"{date}印发" if date else ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON types; `canonical` makes the one text of them."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave. A missing or unknown field raises TypeError or KeyError."""
        return cls(
            **{
                **data,
                "paragraphs": tuple(Paragraph(**row) for row in data["paragraphs"]),
                "attendance": tuple((label, names) for label, names in data["attendance"]),
                "copies_to": tuple(data["copies_to"]),
            }
        )

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical JSON: what is frozen when the document goes to signing."""
        return digest(self.to_json())

    def fields(self) -> dict[str, str]:
        """Return every printed text by the name of its place, for the glyph pre-flight."""
        texts = {"纪要标志": self.mark, "发文机关": self.organ, "标题": self.title, "印发机关": self.issued_by}
        texts |= {"发文字号": self.number, "成文日期": self.date, "印发日期": self.issued_on}
        texts |= {f"正文第{n}段": p.text for n, p in enumerate(self.paragraphs, 1)}
        for label, names in self.attendance:
            texts[label] = texts.get(label, "") + label + names
        return {**texts, "抄送": "、".join(self.copies_to)}

    def roles(self) -> dict[str, str]:
        """Return the font role of each field that is not set in the body's, for the glyph pre-flight."""
        levels = {f"正文第{n}段": PARAGRAPH_ROLES.get(p.level) for n, p in enumerate(self.paragraphs, 1)}
        return ROLES | {field: role for field, role in levels.items() if role}


def canonical(data: Any) -> bytes:
    """Return the one JSON text of `data`: sorted keys, no white space, UTF-8 (a lone surrogate as its escape)."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def digest(data: Any) -> str:
    """Return the SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(data)).hexdigest()
