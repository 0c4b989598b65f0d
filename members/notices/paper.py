"""Text of a PDF that carries text (no scan)."""

import io
import logging

from pypdf import PdfReader

from members.notices.broken import rejoin
from members.notices.cleaning import MAX_CHARACTERS, is_noise, normalise, printed_lines
from members.notices.evidence import Refusal

MAX_PAGES = 80


def pdf_text(data: bytes) -> str:
    """Return the text with broken lines joined again. Raises Refusal for scans, locked and damaged files."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every irregularity of a file
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("PDF 已加密，无法读取。请解除密码后上传，或直接粘贴全文。")
        if len(reader.pages) > MAX_PAGES:
            raise Refusal(f"PDF 超过 {MAX_PAGES} 页，不像一份通知。请只上传通知正文和附件。")
        text = _pages(reader)
    except Refusal:
        raise
    except Exception as error:  # damaged files fail in many ways inside the library; all mean the same to the user
        raise Refusal("PDF 打不开：文件已损坏，或不是有效的 PDF。请重新导出，或直接粘贴全文。") from error
    if len(text.strip()) < 20:
        raise Refusal("PDF 里没有文字，可能是扫描件。请上传文字版 PDF，或用文字识别软件识别后粘贴全文。")
    return "\n".join(rejoin([line for line in normalise(printed_lines(text)) if not is_noise(line)]))


def _pages(reader: PdfReader) -> str:
    text = ""
    for page in reader.pages:
        text += page.extract_text() + "\n"
        if len(text) > MAX_CHARACTERS:
            raise Refusal("文字超过 30 万字，不像一份通知。请只保留通知正文和附件后重新提供。")
    return text
