"""Drawing a layout as PDF/A-3 with WeasyPrint. Every line is placed by its baseline; nothing is left to flow.

WeasyPrint and Pango are imported on first use, so that a machine without them can still say what is missing.
"""

import hashlib
from datetime import datetime
from functools import cache
from html import escape
from typing import Any

from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.fonts import STACKS, advance
from jointmeeting.kernel.documents.grid import Line
from jointmeeting.kernel.documents.layout import ISSUE_ROW, NUMBER_ROW, TITLE_ROW, Layout, Page, lay_out
from jointmeeting.kernel.documents.minutes import MinutesDocument, canonical

LINE = p.PITCH  # height of every line box; the baseline is set by the body font, whatever else stands on the line


def render_minutes(document: MinutesDocument, *, created: datetime) -> bytes:
    """Return the unsigned PDF. The same document and `created` give the same bytes with the same fonts."""
    import weasyprint  # noqa: PLC0415 -- needs Pango; see the module's docstring

    content = canonical(document.to_json())
    attachment = weasyprint.Attachment(
        string=content,
        name="minutes.json",
        relationship="Data",
        description="定稿内容",
        created=created,
        modified=created,
    )
    html = weasyprint.HTML(string=page_html(document, created), url_fetcher=_fetcher())
    pdf: bytes = html.write_pdf(
        pdf_variant="pdf/a-3u",
        pdf_identifier=hashlib.sha256(content).digest()[:16],
        attachments=[attachment],
        font_config=_fonts(),
    )
    return pdf


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 -- needs Pango

    return FontConfiguration()


def page_html(document: MinutesDocument, created: datetime) -> str:
    """Return the document as one HTML text; every character of the content is escaped."""
    layout = lay_out(document, advance=advance)
    sides = "".join(_side(side, layout, document) for side in layout.pages)
    stamp = created.isoformat(timespec="seconds")
    head = (
        f'<title>{escape(document.title)}</title><meta name="author" content="{escape(document.organ)}">'
        f'<meta name="dcterms.created" content="{stamp}"><meta name="dcterms.modified" content="{stamp}">'
    )
    return f'<html lang="zh-CN"><head>{head}<style>{_css()}</style></head><body>{sides}</body></html>'


def _side(side: Page, layout: Layout, document: MinutesDocument) -> str:
    parts = [_head(document, layout)] if side.number == 1 else []
    parts += [_row(placed.row, placed.line) for placed in side.lines if placed.line.runs]
    if side.is_numbered:
        edge = "right" if side.number % 2 else "left"
        parts.append(f'<div class="folio {edge}">— {side.number} —</div>')
    if side.has_imprint:
        parts.append(_imprint(document, layout))
    return f"<section>{''.join(parts)}</section>"


def _row(row: int, line: Line) -> str:
    spans = "".join(f'<span class="{run.style}">{escape(run.text)}</span>' for run in line.runs)
    left = p.BLOCK_LEFT + line.indent * p.EM
    spacing = f"letter-spacing:{line.spacing * p.EM:.5f}mm;" if line.spacing else ""
    return f'<div class="line" style="top:{_top(row):.4f}mm;left:{left:.4f}mm;{spacing}">{spans}</div>'


def _top(row: int) -> float:
    """Return the top of the line box whose characters begin at `row`: the box is a pitch high, centred on them."""
    return p.row_top(row) - (p.PITCH - p.EM) / 2


def _head(document: MinutesDocument, layout: Layout) -> str:
    size = min(p.BLOCK_WIDTH / max(len(document.mark), 1), p.MARK_LARGEST)
    rule = p.row_top(ISSUE_ROW) + p.EM + p.RULE_BELOW
    titles = "".join(
        f'<div class="title" style="top:{_top(TITLE_ROW + n):.4f}mm">{escape(text)}</div>'
        for n, text in enumerate(layout.title)
    )
    return (
        f'<div class="mark" style="font-size:{size:.4f}mm;line-height:{size:.4f}mm">{escape(document.mark)}</div>'
        f'<div class="line number" style="top:{_top(NUMBER_ROW):.4f}mm">{escape(document.number)}</div>'
        f'<div class="line organ" style="top:{_top(ISSUE_ROW):.4f}mm">{escape(document.organ)}</div>'
        f'<div class="line date" style="top:{_top(ISSUE_ROW):.4f}mm">{escape(document.date)}</div>'
        f'<div class="red" style="top:{rule:.4f}mm"></div>{titles}'
    )


def _imprint(document: MinutesDocument, layout: Layout) -> str:
    """Draw the 版记 upwards from the lower edge of the block."""
    rows = len(layout.copies) + 1
    top = p.BLOCK_BOTTOM - rows * p.IMPRINT_ROW
    parts = [_rule(top - p.IMPRINT_THICK, p.IMPRINT_THICK)]
    for n, line in enumerate(layout.copies):
        left = p.BLOCK_LEFT + line.indent * p.EM_4
        spacing = f"letter-spacing:{line.spacing * p.EM_4:.5f}mm;" if line.spacing else ""
        place = f"top:{top + n * p.IMPRINT_ROW:.4f}mm;left:{left:.4f}mm;{spacing}"
        parts.append(f'<div class="small" style="{place}">{escape(line.text)}</div>')
    last = p.BLOCK_BOTTOM - p.IMPRINT_ROW
    if layout.copies:
        parts.append(_rule(last, p.IMPRINT_THIN))
    left, right = p.BLOCK_LEFT + p.EM_4, p.PAPER_WIDTH - p.BLOCK_RIGHT + p.EM_4
    parts.append(f'<div class="small" style="top:{last:.4f}mm;left:{left:.4f}mm">{escape(document.issued_by)}</div>')
    parts.append(f'<div class="small" style="top:{last:.4f}mm;right:{right:.4f}mm">{escape(document.date)}印发</div>')
    parts.append(_rule(p.BLOCK_BOTTOM - p.IMPRINT_THICK, p.IMPRINT_THICK))
    return "".join(parts)


def _rule(top: float, height: float) -> str:
    return f'<div class="rule" style="top:{top:.4f}mm;height:{height}mm"></div>'


def _css() -> str:
    families = {role: ",".join(f'"{name}"' for name in stack) for role, stack in STACKS.items()}
    folio = p.BLOCK_BOTTOM + p.PAGE_NUMBER_BELOW - p.EM_4 / 2
    outer = p.PAPER_WIDTH - p.BLOCK_RIGHT + p.EM_4
    return f"""
@page {{ size: {p.PAPER_WIDTH}mm {p.PAPER_HEIGHT}mm; margin: 0 }}
body {{ margin: 0 }}
section {{ position: relative; width: {p.PAPER_WIDTH}mm; height: {p.PAPER_HEIGHT}mm; break-after: page }}
section:last-child {{ break-after: auto }}
div {{ position: absolute; white-space: nowrap }}
.line {{ font: {p.EM:.5f}mm/{LINE:.5f}mm {families["body"]} }}
.line span {{ line-height: 0 }}
.black {{ font-family: {families["black"]} }} .kai {{ font-family: {families["kai"]} }}
.mark {{ top: {p.BLOCK_TOP + p.MARK_TOP}mm; left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; text-align: center;
  font-family: {families["mark"]}; font-weight: 700; color: {p.MARK_COLOUR} }}
.number {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; text-align: center }}
.organ {{ left: {p.BLOCK_LEFT + p.EM:.4f}mm }}
.date {{ right: {p.PAPER_WIDTH - p.BLOCK_RIGHT + p.EM:.4f}mm }}
.red {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; height: .8mm; background: {p.MARK_COLOUR} }}
.title {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; text-align: center;
  font: 700 22pt/{LINE:.5f}mm {families["mark"]} }}
.small {{ font: 14pt/{p.IMPRINT_ROW}mm {families["body"]} }}
.rule {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; background: #000 }}
.folio {{ top: {folio:.4f}mm; font: 14pt/{p.EM_4:.4f}mm {families["song"]} }}
.folio.right {{ right: {outer:.4f}mm }} .folio.left {{ left: {p.BLOCK_LEFT + p.EM_4:.4f}mm }}
"""


def _fetcher() -> Any:
    """Return a fetcher that fetches nothing: a document refers to no file and no address."""
    from weasyprint.urls import URLFetcher, URLFetchingError  # noqa: PLC0415 -- needs Pango

    class Nothing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise URLFetchingError(f"official documents refer to nothing outside: {url[:40]}")

    return Nothing()
