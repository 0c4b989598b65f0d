"""The sheet as it will be printed, as data for a web page: the same lines on the same rows of the same pages."""

from dataclasses import dataclass

from jointmeeting.kernel.documents.fonts import advance
from jointmeeting.kernel.documents.grid import Advance, Run
from jointmeeting.kernel.documents.layout import ISSUE_ROW, NUMBER_ROW, TITLE_ROW, Layout, Page, lay_out
from jointmeeting.kernel.documents.minutes import MinutesDocument


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line. `kind`: number, issue, title, body, copies or issuer; `row` counts from the top of the text block.

    `indent` in cells, `spacing` in cells after each character. The copies' cells are those of 4号.
    """

    row: int
    kind: str
    runs: tuple[Run, ...]
    indent: float = 0.0
    spacing: float = 0.0

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """One side; `folio` is empty where no number is printed. Lines of the 版记 have the kinds copies and issuer."""

    number: int
    folio: str
    mark: str
    lines: tuple[PreviewLine, ...]


def preview_lines(document: MinutesDocument, *, measure: Advance = advance) -> tuple[PreviewPage, ...]:
    """Return the pages with every printed line."""
    layout = lay_out(document, advance=measure)
    return tuple(_page(document, layout, page) for page in layout.pages)


def _page(document: MinutesDocument, layout: Layout, page: Page) -> PreviewPage:
    lines = _head(document, layout) if page.number == 1 else []
    for placed in page.lines:
        line = placed.line
        lines.append(PreviewLine(placed.row, "body", line.runs, line.indent, line.spacing))
    if page.has_imprint:
        lines += [PreviewLine(n, "copies", ln.runs, ln.indent, ln.spacing) for n, ln in enumerate(layout.copies)]
        runs = Run(document.issued_by), Run(document.imprint_date)
        lines.append(PreviewLine(len(layout.copies), "issuer", runs))
    folio = f"— {page.number} —" if page.is_numbered else ""
    return PreviewPage(page.number, folio, document.mark if page.number == 1 else "", tuple(lines))


def _head(document: MinutesDocument, layout: Layout) -> list[PreviewLine]:
    number = PreviewLine(NUMBER_ROW, "number", (Run(document.number),))
    issue = PreviewLine(ISSUE_ROW, "issue", (Run(document.organ), Run(document.date)))
    titles = [PreviewLine(TITLE_ROW + n, "title", (Run(text, "mark"),)) for n, text in enumerate(layout.title)]
    return [number, issue, *titles]
