"""Tables of the Word copy: those of the text, and the 版记, which is a table that stands at the foot of its page."""

from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.content import Column, OfficialDocument, Table
from jointmeeting.kernel.documents.grid import printable
from jointmeeting.kernel.documents.layout import Layout
from jointmeeting.kernel.documents.word_styles import SIZE_4, element, twips

ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "centre": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


def text_table(file: Document, table: Table) -> None:
    """Add a table as wide as the block; its heading is repeated, no row is torn."""
    heading = tuple(column.title for column in table.columns)
    rows = [heading, *table.rows] if any(heading) else list(table.rows)
    made = _empty_table(file, len(rows), len(table.columns), sides=p.TABLE_PADDING, ends=(p.PITCH - p.TABLE_LINE) / 2)
    whole = sum(column.share for column in table.columns)
    widths = [p.BLOCK_WIDTH * column.share / whole for column in table.columns]
    _set_widths(made, widths)
    _set_borders(made, outside=p.TABLE_BORDER, inside=p.TABLE_RULE, verticals=True)
    for number, texts in enumerate(rows):
        is_heading = any(heading) and number == 0
        row = made.rows[number]
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        properties.append(element("w:trHeight", val=twips(p.PITCH), hRule="atLeast"))
        if is_heading:
            properties.append(element("w:tblHeader"))
        cells = row.cells
        for place, (text, column) in enumerate(zip(texts, table.columns, strict=False)):
            cell = cells[place]
            if place == len(texts) - 1 and place < len(cells) - 1:
                cell = cell.merge(cells[-1])
            _fill(cell, text, Column(align="centre", is_label=True) if is_heading else column)


def _fill(cell: Any, text: str, column: Column) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for n, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.style = "公文表格"
        paragraph.alignment = ALIGN[column.align]
        paragraph.paragraph_format.line_spacing = Mm(p.TABLE_LINE)
        paragraph.add_run(printable(part), style="字体 black" if column.is_label else None).font.size = Pt(SIZE_4)


def imprint_table(file: Document, document: OfficialDocument, layout: Layout, *, has_rules: bool) -> None:
    """Add the 版记 (7.4): thick first and last rule, thin between, its foot on the foot of the text block."""
    lists = [("主送", document.recipients), ("抄送", document.copies_to)]
    shown = [(label, names) for label, names in lists if any(line.text.startswith(label) for line in layout.imprint)]
    made = _empty_table(file, bool(shown) + bool(layout.issuer), 2, sides=0, ends=0)
    _set_widths(made, [p.BLOCK_WIDTH - 60, 60])
    if has_rules:
        _set_borders(made, outside=p.IMPRINT_THICK, inside=p.IMPRINT_THIN, verticals=False)
    _stand_at_the_foot(made)
    if shown:
        cell = made.rows[0].cells[0].merge(made.rows[0].cells[1])
        for n, (label, names) in enumerate(shown):
            paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
            _small(paragraph, f"{label}：{'，'.join(names)}。", left=4, hanging=3)
    if layout.issuer:
        issuer, date = made.rows[-1].cells
        _small(issuer.paragraphs[0], "".join(layout.issuer), left=1, hanging=0)
        _small(date.paragraphs[0], document.imprint_date, left=0, hanging=0)
        date.paragraphs[0].alignment = ALIGN["right"]
        date.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    file.add_paragraph()  # what the table is anchored to


def _small(paragraph: Any, text: str, *, left: int, hanging: int) -> None:
    """Set a line of the 版记 in 4号 with one character free on each side."""
    paragraph.style = "公文表格"
    paragraph.paragraph_format.line_spacing = Mm(p.IMPRINT_ROW)
    paragraph.add_run(printable(text)).font.size = Pt(SIZE_4)
    places = {"leftChars": left * 100, "left": twips(left * p.EM_4), "rightChars": 100, "right": twips(p.EM_4)}
    if hanging:
        places |= {"hangingChars": hanging * 100, "hanging": twips(hanging * p.EM_4)}
    paragraph._p.get_or_add_pPr().append(element("w:ind", **places))


def _empty_table(file: Document, rows: int, columns: int, *, sides: float, ends: float) -> Any:
    """Add a table with margins inside its cells in millimetres."""
    table = file.add_table(rows=rows, cols=columns)
    table.autofit = False
    properties = table._tbl.tblPr
    margins = element("w:tblCellMar")
    for side, width in (("top", ends), ("left", sides), ("bottom", ends), ("right", sides)):
        margins.append(element(f"w:{side}", w=twips(width), type="dxa"))
    properties.append(margins)
    return table


def _set_widths(table: Any, widths: list[float]) -> None:
    for old in table._tbl.tblPr.findall(qn("w:tblW")):
        table._tbl.tblPr.remove(old)
    table._tbl.tblPr.append(element("w:tblW", w=twips(p.BLOCK_WIDTH), type="dxa"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _set_borders(table: Any, *, outside: float, inside: float, verticals: bool) -> None:
    """Rule a table; thicknesses in millimetres, which Word counts in eighths of a point."""
    borders = element("w:tblBorders")
    for side, thickness in (("top", outside), ("left", outside), ("bottom", outside), ("right", outside),
                            ("insideH", inside), ("insideV", inside)):  # fmt: skip
        is_drawn = verticals or side in {"top", "bottom", "insideH"}
        size = round(thickness / 25.4 * 72 * 8) if is_drawn else 0
        borders.append(element(f"w:{side}", val="single" if is_drawn else "nil", sz=size, space=0, color="000000"))
    table._tbl.tblPr.append(borders)


def _stand_at_the_foot(table: Any) -> None:
    """Place a table at the lower edge of the text block, whatever stands above it."""
    place = element("w:tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="page",
                    tblpX=twips(p.BLOCK_LEFT), tblpYSpec="bottom")  # fmt: skip
    table._tbl.tblPr.insert(1, place)
