"""How a paper of the office stands on the sheet: its own words, and the figures kept with it."""

from collections.abc import Mapping
from typing import Any

from duties.models import OfficePaper, PaperKind
from jointmeeting.kernel.documents.content import Block
from jointmeeting.kernel.documents.official import Column, Head, OfficialDocument, Paragraph, Signature, Table

WIDE = {"单位": 3.0, "工作事项": 3.6, "办理时限": 2.0, "目前情况": 2.8, "序号": 0.8}


def office_paper(paper: OfficePaper, *, day: str) -> OfficialDocument:
    """Return the paper as it is printed; `day` is its date, 2026年6月4日."""
    blank = "（第　期）" if paper.kind == PaperKind.BULLETIN else "〔　〕　号"
    body, office = paper.jurisdiction, paper.jurisdiction.office_name
    return OfficialDocument(
        title=paper.title,
        head=Head(f"{body.body_name}{paper.get_kind_display()}", number=paper.number_label or blank),
        recipients=(paper.unit.name if paper.unit else "各成员单位",),
        body=(*paragraphs(paper.opening), *set_figures(paper.figures), *paragraphs(paper.closing)),
        signature=Signature(office, day),
        issued_by=office,
    )


def set_figures(figures: Mapping[str, Any]) -> list[Block]:
    """Return the sentences and tables of `figures` as they are printed."""
    return [*(Paragraph(text) for text in figures["sentences"]), *map(_table, figures["tables"])]


def _table(table: Mapping[str, Any]) -> Table:
    columns = tuple(
        Column(title, WIDE.get(title, 1.2), "left" if WIDE.get(title, 0) > 2 else "centre")
        for title in table["columns"]
    )
    return Table(columns, tuple(tuple(row) for row in table["rows"]), caption=table["caption"])


def paragraphs(text: str) -> list[Paragraph]:
    """Return the lines of a text that say something, each as a paragraph."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
