"""What stands on an official document: plain frozen data, before any line is broken. Knows no app and no database.

Texts carry their own numbers (一、 （一） 1. （1）). Dates are printed as given, e.g. 2026年6月4日.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

STYLE_OF_LEVEL = {1: "black", 2: "kai"}  # 7.3.3: 第一层黑体, 第二层楷体, 第三、四层仿宋


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `level`: 0 text, 1 一、(黑体), 2 （一）(楷体), 3 1. and 4 （1）(仿宋); GB/T 9704-2012 7.3.3.

    The text carries its own number. Where text follows a heading's first full stop, only the heading is set as one.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A label in 黑体 with a text that hangs after its colon, e.g. 出席：… (10.3) or 时间：…."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its part of the width, how its text stands; `is_label` sets it in 黑体."""

    title: str = ""
    share: float = 1.0
    align: Literal["left", "centre", "right"] = "left"
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as wide as the text block; its heading is repeated on every side.

    A row with fewer cells than columns lets its last cell take the rest. A line end in a cell starts a new line, so
    that empty lines make room for handwriting. Without any column title there is no heading. `caption` stands above.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


Block = Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Head:
    """The red head (版头). `organ` and `date` make the line that minutes carry above the red rule (10.3).

    `mark`: the red words (发文机关标志, 纪要标志). `number`: as printed, 〔2026〕2号 or （第2期）. `signers`: 签发人
    of a document that goes upwards (7.2.6). `copy_number`, `secrecy`, `urgency`: 份号, 密级, 紧急程度 (7.2.1–3).
    `is_letter`: 信函格式 (10.1), with double rules, the number at the right, and neither organ, date nor signers.
    """

    mark: str
    number: str = ""
    organ: str = ""
    date: str = ""
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 below the text (7.3.5); `has_seal` leaves the place where the seal will be pressed."""

    organ: str
    date: str
    has_seal: bool = False


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: named below the text (7.3.4) and, where it has a body, bound in on sides of its own (7.3.7).

    `sha256`: the file it is, where it goes along as a file; nothing of it is printed.
    """

    title: str
    body: tuple[Block, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """Everything that stands on the paper, in the order of GB/T 9704-2012. Only the title is required.

    A line end in `title` breaks it there. `recipients` (主送) may be many: they move to the 版记 by themselves where
    they would crowd the text out of the first side (7.3.2). Without `issued_by` and `copies_to` there is no 版记, and
    the last side may be odd. `issued_on` (印发日期) is that of the head or the signature when empty.
    """

    title: str
    body: tuple[Block, ...] = ()
    head: Head | None = None
    recipients: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    attendance: tuple[Listing, ...] = ()
    signature: Signature | None = None
    note: str = ""
    copies_to: tuple[str, ...] = ()
    issued_by: str = ""
    issued_on: str = ""

    @property
    def imprint_date(self) -> str:
        """Return the date of the 版记 with 印发 behind it; nothing while there is no date."""
        dates = self.issued_on, self.head.date if self.head else "", self.signature.date if self.signature else ""
        return next((f"{date}印发" for date in dates if date), "")

    @property
    def author(self) -> str:
        """Return whose document it is, for the file's own description."""
        organs = self.head.organ if self.head else "", self.signature.organ if self.signature else "", self.issued_by
        return next((organ for organ in organs if organ), "")

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON types; `canonical` makes the one text of them."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    def places(self) -> Iterator[tuple[str, str, str]]:
        """Yield (place, text, font role) for everything that is printed: what the glyph pre-flight looks at."""
        yield from _head_places(self.head) if self.head else ()
        yield "标题", self.title, "mark"
        yield "主送机关", "、".join(self.recipients), "body"
        yield from _body_places("正文", self.body)
        for n, attachment in enumerate(self.attachments, 1):
            yield f"附件{n}标题", attachment.title, "mark" if attachment.body else "body"
            yield from _body_places(f"附件{n}", attachment.body)
        for listing in self.attendance:
            yield listing.label, listing.label, "black"
            yield listing.label, listing.text, "body"
        if self.signature:
            yield "署名", self.signature.organ + self.signature.date, "body"
        yield "附注", self.note, "body"
        yield "抄送", "、".join(self.copies_to), "body"
        yield "印发机关", self.issued_by, "body"
        yield "印发日期", self.issued_on, "body"


def _head_places(head: Head) -> Iterator[tuple[str, str, str]]:
    yield "发文机关标志", head.mark, "mark"
    yield "发文字号", head.number, "body"
    yield "发文机关", head.organ, "body"
    yield "成文日期", head.date, "body"
    yield "签发人", "、".join(head.signers), "kai"
    yield "密级和紧急程度", head.secrecy + head.urgency, "black"


def _body_places(place: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str, str]]:
    for n, block in enumerate(blocks, 1):
        where = f"{place}第{n}段"
        if isinstance(block, Paragraph):
            yield where, block.text, STYLE_OF_LEVEL.get(block.level, "body")
        elif isinstance(block, Listing):
            yield where, block.label, "black"
            yield where, block.text, "body"
        else:
            yield f"{place}第{n}段表格", block.caption + "".join(column.title for column in block.columns), "black"
            for row, cells in enumerate(block.rows, 1):
                yield f"{place}第{n}段表格第{row}行", "".join(cells).replace("\n", ""), "body"


def canonical(data: Any) -> bytes:
    """Return the one JSON text of `data`: sorted keys, no white space, UTF-8 (a lone surrogate as its escape)."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def digest(data: Any) -> str:
    """Return the SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(data)).hexdigest()
