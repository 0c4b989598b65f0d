"""The page and the styles of the Word copy: the same lengths as the print, in the units of Office Open XML.

Word breaks its lines itself; exact lines and slightly closer characters give it the same 28 × 22 as the print has. Its
own character grid is not used: every program reads that one differently.
"""

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from jointmeeting.kernel.documents import page as p

SIZE, SIZE_2, SIZE_4 = 16.0, 22.0, 14.0  # 3号, 2号, 4号 as Word knows them
LINE = 579  # twentieths of a point, 28.95: 22 exact lines fill 225 mm (5.2.3)
CLOSER = -5  # twentieths of a point after each character: 28 of 3号 are 155.6 mm, 29 do not fit (5.2.3)
FONTS = {"body": "仿宋_GB2312", "black": "黑体", "kai": "楷体_GB2312", "mark": "方正小标宋简体", "song": "宋体"}
RED = p.MARK_COLOUR.lstrip("#").upper()
HEADINGS = {1: "black", 2: "kai", 3: "body", 4: "body"}  # 7.3.3

ORDER = {  # ISO/IEC 29500-1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.81
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr tabs autoSpaceDE autoSpaceDN "
    "snapToGrid spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs u lang",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "w:trPr": "cnfStyle cantSplit trHeight tblHeader jc",
}


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def element(name: str, **attributes: Any) -> Any:
    """Return an element such as `w:ind` with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def prepare(document: Document) -> None:
    """Give a new document the page of GB/T 9704-2012 and its styles."""
    for number in range(1, 5):
        _style(document, f"Heading {number}", HEADINGS[number], SIZE)
    _style(document, "Normal", "body", SIZE)
    _style(document, "公文标题", "mark", SIZE_2)
    _style(document, "公文标志", "mark", SIZE)
    _style(document, "公文表格", "body", SIZE_4)
    for role in FONTS:
        style = document.styles.add_style(f"字体 {role}", WD_STYLE_TYPE.CHARACTER)
        _font(style.element.get_or_add_rPr(), role)
    settings = document.settings.element
    settings.append(element("w:characterSpacingControl", val="compressPunctuation"))
    document.settings.odd_and_even_pages_header_footer = True


def _style(document: Document, name: str, role: str, size: float) -> None:
    styles = document.styles
    style: Any = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_rPr().clear()
    _font(style.element.get_or_add_rPr(), role)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.keep_with_next = name.startswith("Heading")
    style.paragraph_format.widow_control = False
    spacing = style.element.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:line"), str(LINE))
    spacing.set(qn("w:lineRule"), "exact")
    if size == SIZE:
        style.element.get_or_add_rPr().append(element("w:spacing", val=CLOSER))
    for name in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):  # no gaps beside digits, no lines of Word's own
        style.element.get_or_add_pPr().append(element(name, val=0))


def _font(properties: Any, role: str) -> None:
    name = FONTS[role]
    properties.insert(0, element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name))


def set_page(section: Any) -> None:
    """Give a section the paper, the margins and the grid (5.1, 5.2)."""
    section.page_width, section.page_height = Mm(p.PAPER_WIDTH), Mm(p.PAPER_HEIGHT)
    section.top_margin, section.left_margin = Mm(p.BLOCK_TOP), Mm(p.BLOCK_LEFT)
    section.bottom_margin, section.right_margin = Mm(p.PAPER_HEIGHT - p.BLOCK_BOTTOM), Mm(p.PAPER_WIDTH - p.BLOCK_RIGHT)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(p.PAPER_HEIGHT - p.BLOCK_BOTTOM - p.PAGE_NUMBER_BELOW - p.EM_4 / 2)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)


def draw_rule(paragraph: Any, side: str, kind: str, points: float) -> None:
    """Draw a red rule above or below a paragraph, `points` from its text."""
    borders = element("w:pBdr")
    eighths = round(p.RULE_HEIGHT / 25.4 * 576)
    borders.append(element(f"w:{side}", val=kind, sz=eighths, space=round(points), color=RED))
    paragraph._p.get_or_add_pPr().append(borders)


def widen(paragraph: Any) -> None:
    """Make a paragraph as wide as a letter's rules (10.1)."""
    beyond = twips((p.BLOCK_WIDTH - p.LETTER_RULE_WIDTH) / 2)
    paragraph._p.get_or_add_pPr().append(element("w:ind", left=beyond, right=beyond))


def stand_at_the_foot(paragraph: Any) -> None:
    """Put a paragraph into a frame whose upper edge is where a letter's second double rule stands (10.1)."""
    left = (p.PAPER_WIDTH - p.LETTER_RULE_WIDTH) / 2
    rule = p.LETTER_RULE_THIN + p.LETTER_RULE_GAP + p.LETTER_RULE_THICK
    frame = element("w:framePr", w=twips(p.LETTER_RULE_WIDTH), wrap="around", vAnchor="page", hAnchor="page")
    frame.set(qn("w:x"), str(twips(left)))
    frame.set(qn("w:y"), str(twips(p.LETTER_RULE_BOTTOM - rule)))
    paragraph._p.get_or_add_pPr().append(frame)


def number_pages(document: Document, section: Any) -> None:
    """Put — 1 — below the block, odd pages right and even pages left, one character in (7.5)."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["公文表格"]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(element("w:spacing", line=twips(p.EM_4), lineRule="exact"))
        properties.append(element("w:ind", **{f"{side}Chars": 100, side: twips(p.EM_4)}))
        properties.append(element("w:jc", val=side))
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "", style="字体 song")
            run.font.size = Pt(SIZE_4)
            if text is None:
                run._r.extend(_page_field())


def _page_field() -> list[Any]:
    """Return the parts of a PAGE field."""
    code = parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')
    begin, end = (element("w:fldChar", fldCharType=kind) for kind in ("begin", "end"))
    return [begin, code, end]


def put_in_order(document: Document) -> None:
    """Sort the properties of paragraphs, runs, tables and rows as the schema of Office Open XML wants them."""
    parts = [document.element, document.styles.element]
    for section in document.sections:
        parts += [section.footer._element, section.even_page_footer._element]
        if section.different_first_page_header_footer:
            parts += [section.first_page_footer._element, section.first_page_header._element]
    for part in parts:
        for name, order in ORDER.items():
            for properties in part.iter(qn(name)):
                places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
                properties[:] = sorted(properties, key=lambda child: places.get(child.tag, len(places)))
