"""A drawing as HTML for WeasyPrint: every line is placed, nothing is left to flow. All content is escaped."""

from datetime import datetime
from html import escape

from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.content import OfficialDocument
from jointmeeting.kernel.documents.drawing import Rule, Sheet, Text, draw
from jointmeeting.kernel.documents.fonts import STACKS, Places, css_families, measured, stack
from jointmeeting.kernel.documents.grid import Run, printable

SLACK = 2.0  # mm beyond a line's computed width, so that no rounding can break it
BOLD_ENOUGH = frozenset({"FZXiaoBiaoSong-B05S"})  # already a headline face: never made bolder


def page_html(document: OfficialDocument, created: datetime, places: Places) -> str:
    """Return the document as one HTML text, typeset with the fonts in `places`."""
    sheets = "".join(map(_sheet, draw(document, advance=measured(places))))
    stamp = created.isoformat(timespec="seconds")
    title = " ".join(document.title.split())
    head = (
        f'<title>{_text(title)}</title><meta name="author" content="{_text(document.author)}">'
        f'<meta name="dcterms.created" content="{stamp}"><meta name="dcterms.modified" content="{stamp}">'
    )
    return f'<html lang="zh-CN"><head>{head}<style>{_css(places)}</style></head><body>{sheets}</body></html>'


def _text(text: str) -> str:
    return escape(printable(text))


def _sheet(sheet: Sheet) -> str:
    return f"<section>{''.join(map(_line, sheet.texts))}{''.join(map(_rule, sheet.rules))}</section>"


def _line(text: Text) -> str:
    """Return one placed line. Its width is said, since finding it out costs a third of all the work."""
    place = f"top:{text.top:.4f}mm;left:{text.left:.4f}mm;width:{text.width + SLACK:.2f}mm;height:{text.size:.4f}mm"
    place += f";font-size:{text.size:.5f}mm;line-height:{text.size:.5f}mm"
    place += f";transform:scaleX({text.narrowed:.5f})" if text.narrowed < 1 else ""
    place += f";letter-spacing:{text.spacing:.5f}mm" if text.spacing else ""
    return f'<div class="{text.kind}" style="{place}">{"".join(map(_run, text.runs))}</div>'


def _run(run: Run) -> str:
    """Return the text of a run in an element without height: no font may move the baseline, a fallback one neither."""
    return f'<span class="{run.style}">{_text(run.text)}</span>'


def _rule(rule: Rule) -> str:
    place = f"top:{rule.top:.4f}mm;left:{rule.left:.4f}mm;width:{rule.width:.4f}mm;height:{rule.height:.4f}mm"
    return f'<div class="{"red" if rule.is_red else "rule"}" style="{place}"></div>'


def _css(places: Places) -> str:
    families = {role: css_families(role, places) for role in STACKS}
    is_headline = not BOLD_ENOUGH.isdisjoint(stack("mark", places)[:1])
    mark, title = ("400", "400") if is_headline else ("900", "700")
    return f"""
@page {{ size: {p.PAPER_WIDTH}mm {p.PAPER_HEIGHT}mm; margin: 0 }}
body {{ margin: 0; font-kerning: none; font-variant-ligatures: none; font-feature-settings: "ccmp" 0 }}
section {{ position: relative; width: {p.PAPER_WIDTH}mm; height: {p.PAPER_HEIGHT}mm; break-after: page }}
section:last-child {{ break-after: auto }}
div {{ position: absolute; white-space: pre; transform-origin: 0 0; font-family: {families["body"]} }}
span {{ line-height: 0 }}
.black {{ font-family: {families["black"]} }} .kai {{ font-family: {families["kai"]} }}
.mark {{ font-family: {families["mark"]} }} .title {{ font-family: {families["mark"]}; font-weight: {title} }}
div.mark {{ font-weight: {mark}; color: {p.MARK_COLOUR} }}
.song {{ font-family: {families["song"]} }}
.rule {{ background: #000 }} .red {{ background: {p.MARK_COLOUR} }}
"""
