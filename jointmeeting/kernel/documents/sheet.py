"""A layout as HTML: every line is placed by its baseline, nothing is left to flow. All content is escaped."""

from collections.abc import Iterable
from datetime import datetime
from html import escape

from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.fonts import STACKS, Places, css_families, measured, stack
from jointmeeting.kernel.documents.grid import Advance, Line, printable
from jointmeeting.kernel.documents.layout import ISSUE_ROW, NUMBER_ROW, TITLE_ROW, Layout, Page, lay_out
from jointmeeting.kernel.documents.minutes import MinutesDocument

SPACE_BETWEEN = 2.0  # cells kept free between the organ and the date on one line
BOLD_ENOUGH = frozenset({"FZXiaoBiaoSong-B05S"})  # already a headline face: never made bolder


def page_html(document: MinutesDocument, created: datetime, places: Places) -> str:
    """Return the document as one HTML text, typeset with the fonts in `places`."""
    measure = measured(places)
    layout = lay_out(document, advance=measure)
    sides = "".join(_side(side, layout, document, measure) for side in layout.pages)
    stamp = created.isoformat(timespec="seconds")
    head = (
        f'<title>{_text(document.title)}</title><meta name="author" content="{_text(document.organ)}">'
        f'<meta name="dcterms.created" content="{stamp}"><meta name="dcterms.modified" content="{stamp}">'
    )
    return f'<html lang="zh-CN"><head>{head}<style>{_css(places)}</style></head><body>{sides}</body></html>'


def _text(text: str) -> str:
    return escape(printable(text))


def _side(side: Page, layout: Layout, document: MinutesDocument, measure: Advance) -> str:
    parts = [_head(document, layout, measure)] if side.number == 1 else []
    parts += [_row(placed.row, placed.line) for placed in side.lines if placed.line.runs]
    if side.is_numbered:
        edge = "right" if side.number % 2 else "left"
        parts.append(f'<div class="folio {edge}">— {side.number} —</div>')
    if side.has_imprint:
        parts.append(_imprint(document, layout, measure))
    return f"<section>{''.join(parts)}</section>"


def _row(row: int, line: Line) -> str:
    left = p.BLOCK_LEFT + line.indent * p.EM
    return f'<div class="line" style="top:{_top(row):.4f}mm;left:{left:.4f}mm">{_runs(line, p.EM)}</div>'


def _runs(line: Line, em: float) -> str:
    """Return the spans of a line; the letter spacing is that of `em` in millimetres."""
    spacing = f' style="letter-spacing:{line.spacing * em:.5f}mm"' if line.spacing else ""
    return "".join(f'<span class="{run.style}"{spacing}>{_text(run.text)}</span>' for run in line.runs)


def _top(row: int) -> float:
    """Return the top of the line box whose characters begin at `row`: the box is a pitch high, centred on them."""
    return p.row_top(row) - (p.PITCH - p.EM) / 2


def _head(document: MinutesDocument, layout: Layout, measure: Advance) -> str:
    rule = p.row_top(ISSUE_ROW) + p.EM + p.RULE_BELOW
    titles = "".join(
        f'<div class="title" style="top:{_top(TITLE_ROW + n):.4f}mm">{_text(text)}</div>'
        for n, text in enumerate(layout.title)
    )
    return (
        _mark(document.mark, measure)
        + f'<div class="line number" style="top:{_top(NUMBER_ROW):.4f}mm">{_text(document.number)}</div>'
        + _pair("line", _top(ISSUE_ROW), (document.organ, document.date), p.EM, measure)
        + f'<div class="red" style="top:{rule:.4f}mm"></div>{titles}'
    )


def _mark(mark: str, measure: Advance) -> str:
    """Fit the mark to the block: smaller first, then narrower, as printed heads do with long names (7.2.4)."""
    cells = _cells(mark, measure, "mark") or 1.0
    size = min(p.BLOCK_WIDTH / cells, p.MARK_LARGEST)
    if size < p.MARK_TALLEST_WHEN_NARROWED:
        size = min(p.MARK_TALLEST_WHEN_NARROWED, p.BLOCK_WIDTH / cells / p.MARK_NARROWEST)
    left = p.BLOCK_LEFT + (p.BLOCK_WIDTH - cells * size) / 2
    narrow = _narrowed(cells * size, p.BLOCK_WIDTH)
    place = f"font-size:{size:.4f}mm;line-height:{size:.4f}mm;left:{left:.4f}mm;width:{cells * size:.4f}mm;{narrow}"
    return f'<div class="mark" style="{place}">{_text(mark)}</div>'


def _pair(kind: str, top: float, texts: tuple[str, str], em: float, measure: Advance) -> str:
    """Set two texts on one line, one cell free at either side; a first one that is too long is narrowed."""
    first, second = texts
    room = p.BLOCK_WIDTH - (2 * p.SIDE_INDENT + SPACE_BETWEEN + _cells(second, measure)) * em
    left, right = p.BLOCK_LEFT + p.SIDE_INDENT * em, p.PAPER_WIDTH - p.BLOCK_RIGHT + p.SIDE_INDENT * em
    narrow = f"transform-origin:0 0;{_narrowed(_cells(first, measure) * em, room)}"
    return (
        f'<div class="{kind}" style="top:{top:.4f}mm;left:{left:.4f}mm;{narrow}">{_text(first)}</div>'
        f'<div class="{kind}" style="top:{top:.4f}mm;right:{right:.4f}mm">{_text(second)}</div>'
    )


def _cells(text: str, measure: Advance, role: str = "body") -> float:
    return sum(measure(character, role) for character in printable(text))


def _narrowed(width: float, room: float) -> str:
    return f"transform:scaleX({room / width:.5f})" if width > room + 1e-6 else ""


def _imprint(document: MinutesDocument, layout: Layout, measure: Advance) -> str:
    """Draw the 版记 upwards from the lower edge of the block."""
    rows = len(layout.copies) + 1
    top = p.BLOCK_BOTTOM - rows * p.IMPRINT_ROW
    last = p.BLOCK_BOTTOM - p.IMPRINT_ROW
    rules = [(top, p.IMPRINT_THICK), (p.BLOCK_BOTTOM - p.IMPRINT_THICK, p.IMPRINT_THICK)]
    rules += [(last, p.IMPRINT_THIN)] if layout.copies else []
    copies = "".join(_copy(top + n * p.IMPRINT_ROW, line) for n, line in enumerate(layout.copies))
    issuer = _pair("small", last, (document.issued_by, document.imprint_date), p.EM_4, measure)
    return copies + issuer + _rules(rules)


def _copy(top: float, line: Line) -> str:
    left = p.BLOCK_LEFT + line.indent * p.EM_4
    return f'<div class="small" style="top:{top:.4f}mm;left:{left:.4f}mm">{_runs(line, p.EM_4)}</div>'


def _rules(rules: Iterable[tuple[float, float]]) -> str:
    return "".join(f'<div class="rule" style="top:{top:.4f}mm;height:{height}mm"></div>' for top, height in rules)


def _css(places: Places) -> str:
    families = {role: css_families(role, places) for role in STACKS}
    is_headline = not BOLD_ENOUGH.isdisjoint(stack("mark", places)[:1])
    mark, title = ("400", "400") if is_headline else ("900", "700")
    folio = p.BLOCK_BOTTOM + p.PAGE_NUMBER_BELOW - p.EM_4 / 2
    outer = p.PAPER_WIDTH - p.BLOCK_RIGHT + p.SIDE_INDENT * p.EM_4
    return f"""
@page {{ size: {p.PAPER_WIDTH}mm {p.PAPER_HEIGHT}mm; margin: 0 }}
body {{ margin: 0; font-kerning: none; font-variant-ligatures: none }}
section {{ position: relative; width: {p.PAPER_WIDTH}mm; height: {p.PAPER_HEIGHT}mm; break-after: page }}
section:last-child {{ break-after: auto }}
div {{ position: absolute; white-space: pre }}
.line {{ font: {p.EM:.5f}mm/{p.PITCH:.5f}mm {families["body"]} }}
.line span, .small span {{ line-height: 0 }}
.black {{ font-family: {families["black"]} }} .kai {{ font-family: {families["kai"]} }}
.mark {{ top: {p.BLOCK_TOP + p.MARK_TOP}mm; text-align: center; transform-origin: 50% 0;
  font-family: {families["mark"]}; font-weight: {mark}; color: {p.MARK_COLOUR} }}
.number {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; text-align: center }}
.red {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; height: {p.RULE_HEIGHT}mm; background: {p.MARK_COLOUR} }}
.title {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; text-align: center;
  font: {title} {p.EM_2:.5f}mm/{p.PITCH:.5f}mm {families["mark"]} }}
.small {{ font: {p.EM_4:.5f}mm/{p.IMPRINT_ROW}mm {families["body"]} }}
.rule {{ left: {p.BLOCK_LEFT}mm; width: {p.BLOCK_WIDTH}mm; background: #000 }}
.folio {{ top: {folio:.4f}mm; font: {p.EM_4:.5f}mm/{p.EM_4:.5f}mm {families["song"]} }}
.folio.right {{ right: {outer:.4f}mm }} .folio.left {{ left: {p.BLOCK_LEFT + p.SIDE_INDENT * p.EM_4:.4f}mm }}
"""
