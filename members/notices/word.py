"""Text of a .docx file: paragraphs and tables in their order."""

import io
import zipfile
from collections.abc import Iterator

from docx import Document as open_docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from members.notices.evidence import Refusal

MAX_UNPACKED = 60_000_000
MAX_PARTS = 2_000
DAMAGED = "文件打不开：不是有效的 .docx 文件，或已损坏。请用 Word 或 WPS 重新另存为 .docx，或直接粘贴全文。"


def docx_text(data: bytes) -> str:
    """Return the text; cells of a row are separated by tabs. Raises Refusal."""
    try:
        _refuse_bombs(data)
        return "\n".join(_blocks(open_docx(io.BytesIO(data))))
    except Refusal:
        raise
    except Exception as error:  # hostile files fail in many ways inside the libraries; all mean the same to the user
        raise Refusal(DAMAGED) from error


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refusal("文件解压后过大，可能不是普通的通知。请删去图片后另存，或直接粘贴全文。")
        if "word/document.xml" not in archive.namelist():
            raise Refusal(DAMAGED)


def _blocks(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield _text(block)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        seen: set[int] = set()
        texts = []
        for cell in row.cells:  # a cell spanning columns comes once for each of them
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                texts.append(
                    " ".join(part.text.strip() for part in cell.paragraphs if part.text.strip()).replace("\t", " ")
                )
        yield "\t".join(texts)


def _text(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\t", "  ")
