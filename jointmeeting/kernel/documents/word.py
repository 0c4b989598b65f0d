"""The Word copy (.docx) of an official document: the same content and measures, for offices that work on in Word.

It carries no signature and is no issued file; the PDF is.
"""

import io
from datetime import UTC, datetime
from functools import singledispatchmethod
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from jointmeeting.kernel.documents import closing
from jointmeeting.kernel.documents import page as p
from jointmeeting.kernel.documents.content import Attachment, Head, Listing, OfficialDocument, Paragraph, Table
from jointmeeting.kernel.documents.fonts import advance
from jointmeeting.kernel.documents.grid import Line, Run, printable
from jointmeeting.kernel.documents.heads import beside, corner, mark_size, signer_lines, width_of
from jointmeeting.kernel.documents.layout import lay_out, styled
from jointmeeting.kernel.documents.titles import break_title
from jointmeeting.kernel.documents.word_styles import (
    RED,
    SIZE_2,
    draw_rule,
    element,
    number_pages,
    prepare,
    put_in_order,
    set_page,
    stand_at_the_foot,
    twips,
    widen,
)
from jointmeeting.kernel.documents.word_tables import imprint_table, text_table

LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
MARK_WIDTH = p.BLOCK_WIDTH - 1  # mm: no program may break the mark over rounding


def word_copy(document: OfficialDocument, *, created: datetime) -> bytes:
    """Return the document as .docx. Raises ValueError with a Chinese sentence when it cannot be laid out."""
    writer = _Writer(document)
    writer.write()
    properties = writer.file.core_properties
    properties.title, properties.author = printable(" ".join(document.title.split())), printable(document.author)
    properties.created = properties.modified = created.astimezone(UTC)
    properties.comments, properties.language = "", "zh-CN"
    put_in_order(writer.file)
    out = io.BytesIO()
    writer.file.save(out)
    return out.getvalue()


class _Writer:
    """Writes the parts of one document in their order."""

    def __init__(self, document: OfficialDocument) -> None:
        self.document = document
        self.layout = lay_out(document, advance=advance)
        self.file = docx.Document()
        prepare(self.file)
        set_page(self.file.sections[0])
        number_pages(self.file, self.file.sections[0])

    def write(self) -> None:
        """Write everything."""
        document = self.document
        if document.head:
            self._head(document.head)
        self._title(document.title)
        moved = any(line.text.startswith("主送：") for line in self.layout.imprint)
        if document.recipients and not moved:
            self._paragraph([Run(f"{'，'.join(document.recipients)}：")])
        for block in document.body:
            self.block(block)
        self._lines(closing.attachment_note(document.attachments, advance))
        if document.attendance and document.body:
            self._empty()
        for entry in document.attendance:
            self.block(entry)
        if document.signature:
            self._lines(closing.signature(document.signature, advance))
        if document.note:
            self._paragraph([Run(f"（{document.note.strip('（）')}）")], indent=p.INDENT)
        for number, attachment in enumerate(document.attachments, 1):
            if attachment.body:
                self._attachment(attachment, str(number) if len(document.attachments) > 1 else "")
        if self.layout.pages[-1].has_imprint:
            self._imprint()

    def _paragraph(self, runs: list[Run], *, style: str = "Normal", indent: float = 0, align: Any = None) -> Any:
        """Add a paragraph; `indent` of its first line in characters."""
        paragraph = self.file.add_paragraph(style=style)
        for run in runs:
            paragraph.add_run(printable(run.text), style=None if run.style == "body" else f"字体 {run.style}")
        if indent:
            places = {"firstLineChars": round(indent * 100), "firstLine": twips(indent * p.EM)}
            paragraph._p.get_or_add_pPr().append(element("w:ind", **places))
        paragraph.alignment = JUSTIFIED if align is None else align
        return paragraph

    def _empty(self, count: int = 1) -> None:
        for _ in range(count):
            self.file.add_paragraph()

    def _lines(self, lines: list[Line]) -> None:
        """Add lines that have their place, each as a paragraph."""
        for line in lines:
            paragraph = self._paragraph(list(line.runs))
            if line.indent:
                places = {"leftChars": round(line.indent * 100), "left": twips(line.indent * p.EM)}
                paragraph._p.get_or_add_pPr().append(element("w:ind", **places))

    def _head(self, head: Head) -> None:
        if head.is_letter:
            self._letter_head(head)
            return
        above = corner(head)
        for text, role in above:
            self._paragraph([Run(text, role)])
        mark = self._mark(head.mark)
        mark.paragraph_format.space_before = Mm(p.MARK_TOP - len(above) * p.PITCH)
        self._empty(p.MARK_GAP_ROWS)
        if head.signers:
            *before, last = signer_lines(head)
            for n, names in enumerate(before):
                self._sides("", "　".join(names), label="签发人：" if n == 0 else "")
            self._sides(head.number, "　".join(last), label="签发人：" if not before else "")
        else:
            self._paragraph([Run(head.number)], align=CENTRE)
        lines = beside(head.organ, head.date, advance)
        for n, line in enumerate(lines):
            self._sides(line, head.date if n == len(lines) - 1 else "")
        points = p.RULE_BELOW / 25.4 * 72 - (28.95 - 16) / 2  # the line's own space below its characters counts
        draw_rule(self.file.paragraphs[-1], "bottom", "single", points)
        self._empty(p.TITLE_GAP_ROWS)

    def _letter_head(self, head: Head) -> None:
        """Write a letter's head: the mark in the first header, above the block; double rules below it and at the foot.

        GB/T 9704-2012 10.1. The block begins below that header, as high as the print has it.
        """
        section = self.file.sections[0]
        section.different_first_page_header_footer = True
        section.header_distance = Mm(p.LETTER_MARK_TOP)
        for header in (section.header, section.even_page_header):
            header.paragraphs[0].paragraph_format.line_spacing = Pt(1)  # takes no room on the other pages
        mark = self._mark(head.mark)
        widen(mark)
        draw_rule(mark, "bottom", "thickThinSmallGap", p.LETTER_RULE_BELOW / 25.4 * 72)
        first = section.first_page_header.paragraphs[0]._p
        first.getparent().replace(first, mark._p)
        foot = section.first_page_footer.paragraphs[0]
        section.first_page_footer.add_paragraph()  # what the frame is anchored to
        stand_at_the_foot(foot)
        draw_rule(foot, "top", "thinThickSmallGap", 0)
        rows = corner(head) or [("", "body")]
        for n, (text, role) in enumerate(rows):
            paragraph = self._paragraph([Run(text, role)], align=LEFT)
            if n == 0:
                paragraph.add_run("\t")
                paragraph.add_run(printable(head.number))
                paragraph._p.get_or_add_pPr().append(_right_tab())
        self._empty(p.TITLE_GAP_ROWS)

    def _mark(self, mark: str) -> Any:
        """Write the red mark, fitted to the block as in the print (7.2.4)."""
        size, narrowed = mark_size(mark, advance, MARK_WIDTH)
        paragraph = self._paragraph([Run(mark, "mark")], style="公文标志", align=CENTRE)
        points = int(size / 25.4 * 72 * 2) / 2
        paragraph.paragraph_format.line_spacing = Pt(points)
        properties = paragraph.runs[0]._r.get_or_add_rPr()
        properties.append(element("w:color", val=RED))
        if narrowed < 1:
            properties.append(element("w:w", val=int(narrowed * 100)))
        properties.append(element("w:spacing", val=0))
        properties.append(element("w:sz", val=round(points * 2)))
        return paragraph

    def _sides(self, left: str, right: str, *, label: str = "") -> None:
        """Add a line with a text at either side, one character free."""
        paragraph = self._paragraph([Run(f"　{left}")], align=LEFT)
        paragraph.add_run("\t")
        for run in (Run(label), Run(right, "kai" if label or not left else "body"), Run("　")):
            paragraph.add_run(run.text, style=None if run.style == "body" else f"字体 {run.style}")
        paragraph._p.get_or_add_pPr().append(_right_tab())

    def _title(self, title: str) -> None:
        if not title.strip():
            return
        lines = break_title(title, p.CELLS * p.EM / p.EM_2, advance=advance)
        paragraph = self._paragraph([], style="公文标题", align=CENTRE)
        for n, line in enumerate(lines):
            run = paragraph.add_run(printable(line))
            run.font.size = Pt(SIZE_2)
            if n < len(lines) - 1:
                run.add_break()
        self._empty()

    def _attachment(self, attachment: Attachment, number: str) -> None:
        label = self._paragraph([Run(f"附件{number}", "black")])
        label.paragraph_format.page_break_before = True
        self._empty()
        self._title(attachment.title)
        for block in attachment.body:
            self.block(block)

    @singledispatchmethod
    def block(self, block: Any) -> None:
        """Add a block of the text."""
        raise TypeError(type(block))

    @block.register
    def _(self, block: Paragraph) -> None:
        runs = styled(block)
        is_heading = block.level and len(runs) == 1
        if runs:
            self._paragraph(runs, style=f"Heading {block.level}" if is_heading else "Normal", indent=p.INDENT)

    @block.register
    def _(self, block: Listing) -> None:
        label = f"{block.label.strip()}："
        paragraph = self._paragraph([Run(label, "black"), Run(block.text.strip())])
        hanging = width_of(label, advance, "black")
        left = p.INDENT + hanging
        places = {"leftChars": left * 100, "hangingChars": hanging * 100}
        exact = {"left": twips(left * p.EM), "hanging": twips(hanging * p.EM)}
        numbers = {key: round(value) for key, value in {**places, **exact}.items()}
        paragraph._p.get_or_add_pPr().append(element("w:ind", **numbers))

    @block.register
    def _(self, block: Table) -> None:
        if block.caption:
            self._paragraph([Run(block.caption, "black")], align=CENTRE).paragraph_format.keep_with_next = True
        text_table(self.file, block)
        self._empty()

    def _imprint(self) -> None:
        """Put the 版记 at the bottom of the last side; alone there, it has a section without page numbers."""
        is_letter = bool(self.document.head and self.document.head.is_letter)
        if not self.layout.pages[-1].is_numbered:
            section = self.file.add_section(WD_SECTION.NEW_PAGE if is_letter else WD_SECTION.EVEN_PAGE)
            set_page(section)
            section.different_first_page_header_footer = False
            for footer in (section.footer, section.even_page_footer):
                footer.is_linked_to_previous = False
            self._empty()  # a table that opens a section would stand before its break
        imprint_table(self.file, self.document, self.layout, has_rules=not is_letter)


def _right_tab() -> Any:
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos=twips(p.BLOCK_WIDTH)))
    return tabs
