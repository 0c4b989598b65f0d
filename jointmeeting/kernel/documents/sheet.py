"""A drawing as HTML for WeasyPrint: every line is placed, nothing is left to flow. All content is escaped."""

from datetime import datetime
from html import escape

from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.content import OfficialDocument
from jointmeeting.kernel.documents.drawing import Rule, Sheet, Text, draw
from jointmeeting.kernel.documents.fonts import STACKS, Places, measured
from jointmeeting.kernel.documents.grid import Run, printable
from jointmeeting.kernel.documents.slices import Slice, Stacks, css_families, is_in_first_slice, needed

SIZES = {p.EM: "", p.EM_4: "small", p.EM_2: "large"}  # their classes; any other size is said at the line


def page_html(document: OfficialDocument, created: datetime, places: Places) -> tuple[str, set[Slice]]:
    """Return the document as one HTML text, typeset with the fonts in `places`, and the slices of them it uses."""
    sheets = draw(document, advance=measured(places))
    runs = [run for sheet in sheets for text in sheet.texts for run in text.runs]
    slices = needed(((run.style, printable(run.text)) for run in runs), places)
    stamp = created.isoformat(timespec="seconds")
    title = " ".join(document.title.split())
    head = (
        f'<title>{_text(title)}</title><meta name="author" content="{_text(document.author)}">'
        f'<meta name="dcterms.created" content="{stamp}"><meta name="dcterms.modified" content="{stamp}">'
    )
    body = "".join(_sheet(sheet, places) for sheet in sheets)
    html = f'<html lang="zh-CN"><head>{head}<style>{_css(slices)}</style></head><body>{body}</body></html>'
    return html, {piece for stack in slices.values() for piece in stack}


def _text(text: str) -> str:
    return escape(printable(text))


def _sheet(sheet: Sheet, places: Places) -> str:
    texts = "".join(_line(text, places) for text in sheet.texts)
    return f"<section>{texts}{''.join(map(_rule, sheet.rules))}</section>"


def _line(text: Text, places: Places) -> str:
    """Return one placed line. As little as can be is said of each: elements and styles cost most."""
    place = f"top:{text.top:.4f}mm"
    place += f";left:{text.left:.4f}mm" if text.left != p.BLOCK_LEFT else ""
    place += "" if text.size in SIZES else f";{_size(text.size)}"
    place += f";transform:scaleX({text.narrowed:.5f})" if text.narrowed < 1 else ""
    place += f";letter-spacing:{text.spacing:.5f}mm" if text.spacing else ""
    names = " ".join(filter(None, ("mark" if text.kind == "mark" else "", SIZES.get(text.size))))
    attributes = f'class="{names}" style="{place}"' if names else f'style="{place}"'
    return f"<div {attributes}>{''.join(_run(run, places) for run in text.runs)}</div>"


def _size(size: float) -> str:
    return f"height:{size:.5f}mm;font-size:{size:.5f}mm;line-height:{size:.5f}mm"


def _run(run: Run, places: Places) -> str:
    """Return the text of a run, in an element without height where another font might move the baseline."""
    text = printable(run.text)
    is_bare = run.style == "body" and is_in_first_slice(text, places)
    return escape(text) if is_bare else f'<span class="{run.style}">{escape(text)}</span>'


def _rule(rule: Rule) -> str:
    place = f"top:{rule.top:.4f}mm;left:{rule.left:.4f}mm;width:{rule.width:.4f}mm;height:{rule.height:.4f}mm"
    return f'<div class="{"red" if rule.is_red else "rule"}" style="{place}"></div>'


def _css(slices: Stacks) -> str:
    families = {role: css_families(role, slices) for role in STACKS}
    return f"""
@page {{ size: {p.PAPER_WIDTH}mm {p.PAPER_HEIGHT}mm; margin: 0 }}
body {{ margin: 0; font-family: {families["body"]}; font-kerning: none; font-variant-ligatures: none;
  font-feature-settings: "ccmp" 0
}}
section {{ position: relative; width: {p.PAPER_WIDTH}mm; height: {p.PAPER_HEIGHT}mm; break-after: page }}
section:last-child {{ break-after: auto }}
div {{ position: absolute; white-space: pre; transform-origin: 0 0;
  left: {p.BLOCK_LEFT}mm; width: {p.PAPER_WIDTH}mm; {_size(p.EM)}
}}
.small {{ {_size(p.EM_4)} }} .large {{ {_size(p.EM_2)} }}
span {{ line-height: 0 }}
.black {{ font-family: {families["black"]} }} .kai {{ font-family: {families["kai"]} }}
.song {{ font-family: {families["song"]} }} span.mark {{ font-family: {families["mark"]} }}
div.mark {{ color: {p.MARK_COLOUR} }}
.rule {{ background: #000 }} .red {{ background: {p.MARK_COLOUR} }}
"""
