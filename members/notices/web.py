"""Text of an HTML page: blocks become lines, table rows lines with tabs; scripts and navigation are left out."""

import re

from lxml import html
from lxml.etree import ParserError, XMLSyntaxError

from members.notices.evidence import Refusal

DROPPED = (
    "script",
    "style",
    "noscript",
    "nav",
    "footer",
    "header",
    "form",
    "select",
    "button",
    "iframe",
    "svg",
    "head",
)
BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "hr")
    + ("blockquote", "dd", "dt", "dl", "center", "pre", "tbody", "thead", "tr")
)
LOOKS = re.compile(r"<\s*(?:!doctype\s+html|html|body|div|p|table|span|br|ul|h[1-6])\b[^<>]{0,500}>", re.I)
CLOSING_TAG = re.compile(r"</\s*(?:html|body|div|p|table|span|ul|h[1-6]|td)\s*>", re.I)
MAX_DEPTH = 300


def looks_like_html(text: str) -> bool:
    """Tell whether the text is the source of a page."""
    return bool(LOOKS.search(text[:20_000])) and bool(CLOSING_TAG.search(text))


def html_text(source: str) -> str:
    """Return the text of the page. Raises Refusal when nothing can be read."""
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (ParserError, XMLSyntaxError, ValueError) as error:
        raise Refusal("网页文件读不出文字。请在浏览器中复制通知全文后粘贴。") from error
    pieces: list[str] = []
    _walk(root, pieces, 0)
    return "".join(pieces)


def _walk(node: html.HtmlElement, pieces: list[str], depth: int) -> None:
    tag = node.tag if isinstance(node.tag, str) else ""
    if not tag or depth > MAX_DEPTH or (tag in DROPPED and tag != "head"):
        return
    if tag == "head":
        return
    if tag == "table" and not node.findall(".//table") and len(node.findall(".//tr")) > 1:
        pieces.append("\n" + "\n".join(_rows(node)) + "\n")
        return
    edge = "\n" if tag in BLOCKS else " " if tag in ("td", "th") else ""
    pieces.append(edge + _inline(node.text))
    for child in node:
        _walk(child, pieces, depth + 1)
        pieces.append(_inline(child.tail))
    pieces.append(edge)


def _inline(text: str | None) -> str:
    """Line ends in the source of a page are blanks, and between Chinese characters nothing at all."""
    joined = re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", text or ""
    )
    return re.sub(r"[ \t\r\n]*[\r\n][ \t\r\n]*", " ", joined)


def _rows(table: html.HtmlElement) -> list[str]:
    """One line a row; a cell that spans rows is repeated, so that every row is complete."""
    lines = []
    spanning: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        own = [cell for cell in row if cell.tag in ("td", "th")]
        while own or len(cells) in spanning:
            column = len(cells)
            if column in spanning:
                left, text = spanning.pop(column)
                if left > 1:
                    spanning[column] = (left - 1, text)
            else:
                cell = own.pop(0)
                text = re.sub(r"\s+", " ", " ".join(cell.itertext())).strip()
                rows = cell.get("rowspan", "1")
                if rows.isdigit() and 1 < int(rows) <= 500:
                    spanning[column] = (int(rows) - 1, text)
            cells.append(text)
        lines.append("\t".join(cells))
    return lines
