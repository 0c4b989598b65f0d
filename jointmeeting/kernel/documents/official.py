"""The one door to typesetting: say what stands on the paper, get the file. For every app and every kind of document.

    notice = OfficialDocument(
        title="关于召开联席会议2026年第一次全体会议的通知",
        head=Head("乐清市社会救助联席会议办公室文件", number="乐社救联办〔2026〕2号"),
        recipients=("各成员单位",),
        body=(Paragraph("一、会议时间", 1), Paragraph("2026年6月4日上午9:00。")),
        attachments=(Attachment("会议议程", (Table(...),)),),
        signature=Signature("乐清市社会救助联席会议办公室", "2026年5月28日", has_seal=True),
        copies_to=("市政府办公室",),
        issued_by="乐清市社会救助联席会议办公室",
    )
    pdf = render(notice, created=moment)      # PDF/A-3u; same content, moment and fonts: same bytes

Inside papers (议程, 签到表, 任务交办单, 督办单, 核对报告) leave `head` out, and `issued_by` where they need no 版记.
`missing(document)` names what no font can print, before anybody signs; `preview(document)` is the same drawing for
components/sheet.html. `word.word_copy(document)` is the same content as .docx. `jointmeeting/samples` has a
specimen of each kind.
"""

from pathlib import Path

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
from jointmeeting.kernel.documents.drawing import Sheet, draw
from jointmeeting.kernel.documents.fonts import Missing, directories, measured, preflight
from jointmeeting.kernel.documents.legible import legible as replaced
from jointmeeting.kernel.documents.render import Unprintable, render

__all__ = [
    "Attachment",
    "Block",
    "Column",
    "Head",
    "Listing",
    "Missing",
    "OfficialDocument",
    "Paragraph",
    "Sheet",
    "Signature",
    "Table",
    "Unprintable",
    "canonical",
    "digest",
    "legible",
    "missing",
    "preview",
    "render",
    "unprintable",
]


def missing(document: OfficialDocument, *, office_fonts: Path | None = None) -> list[Missing]:
    """Return each character that cannot be printed safely, with its place and a Chinese sentence."""
    return preflight(document.places(), places=directories(office_fonts))


def unprintable(text: str, *, field: str, office_fonts: Path | None = None) -> list[Missing]:
    """Return each character of a text somebody types that cannot be printed safely, for the message at its field."""
    return preflight([(field, text, "body")], places=directories(office_fonts))


def legible(document: OfficialDocument, *, office_fonts: Path | None = None) -> OfficialDocument:
    """Return the document as it can be printed: a marked substitute stands for what no font has."""
    return replaced(document, places=directories(office_fonts))


def preview(document: OfficialDocument, *, office_fonts: Path | None = None) -> tuple[Sheet, ...]:
    """Return every side as texts and rules in millimetres, for `components/sheet.html`: the print itself.

    Raises ValueError with a Chinese sentence when the document cannot be laid out.
    """
    return draw(document, advance=measured(directories(office_fonts)))
