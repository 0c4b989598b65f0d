"""From what a person pasted or uploaded to raw text; every limit on size stands here."""

from members.notices.cleaning import MAX_CHARACTERS
from members.notices.evidence import Refusal
from members.notices.paper import pdf_text
from members.notices.web import html_text, looks_like_html
from members.notices.word import docx_text

MAX_BYTES = 20_000_000
ENCODINGS = ("utf-8-sig", "gb18030")
BINARY_SHARE = 0.02


def to_text(data: bytes | str, name: str = "") -> str:
    """Return the raw text. Raises Refusal when the file is too large, of another kind, or cannot be opened."""
    if len(data) > MAX_BYTES:
        raise Refusal("文件超过 20 MB，不像一份通知。请只上传通知本身，不要附带图片或其他材料。")
    text = data if isinstance(data, str) else _from_bytes(data, name.lower())
    if looks_like_html(text):
        text = html_text(text)
    if len(text) > MAX_CHARACTERS:
        raise Refusal("文字超过 30 万字，不像一份通知。请只保留通知正文和附件后重新提供。")
    return text


def _from_bytes(data: bytes, name: str) -> str:
    if data[:4] == b"PK\x03\x04":
        return docx_text(data)
    if data[:1024].lstrip().startswith(b"%PDF"):
        return pdf_text(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("这是旧版 Word（.doc）文件。请用 Word 或 WPS 另存为 .docx 后重新上传，或直接粘贴全文。")
    return _decoded(data)


def _decoded(data: bytes) -> str:
    """UTF-8 first, then GB18030 (which holds GBK and GB2312); UTF-16 only with its mark."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    text = data.decode("utf-8", errors="replace")
    if _is_text(text.replace("\ufffd", "")) and text.count("\ufffd") <= len(text) * BINARY_SHARE:
        return text  # a few broken bytes in an otherwise readable file
    raise Refusal(
        "无法识别文件内容：不是文字文件，或编码已损坏。请上传 .txt、.docx、.html、文字版 PDF，或直接粘贴全文。"
    )


def _is_text(text: str) -> bool:
    controls = sum(char < " " and char not in "\t\n\r\f\v" for char in text[:20_000])
    return controls <= len(text[:20_000]) * BINARY_SHARE
