"""Files of the kinds an office uploads, made from plain text: lines with tabs become rows of a table."""

import html
import io
import itertools

from docx import Document
from weasyprint import HTML


def rows_and_lines(text: str) -> list[list[list[str]] | str]:
    """Return the lines, those of a table gathered into one list of rows."""
    grouped = itertools.groupby(text.split("\n"), key=lambda line: "\t" in line)
    return [
        part for is_table, lines in grouped for part in ([[line.split("\t") for line in lines]] if is_table else lines)
    ]


def docx_of(text: str) -> bytes:
    """Return a Word file."""
    document = Document()
    for part in rows_and_lines(text):
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), max(map(len, part)))
        for row, cells in enumerate(part):
            for column, cell in enumerate(cells):
                table.cell(row, column).text = cell
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def html_of(text: str) -> str:
    """Return a page with scripts and navigation around the text."""
    blocks = []
    for part in rows_and_lines(text):
        if isinstance(part, str):
            blocks.append(f"<p>{html.escape(part)}</p>")
            continue
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in part)
        blocks.append(f"<table>{rows}</table>")
    around = "<nav><a href='#'>首页</a></nav><script>var 成员单位 = '某局';</script>"
    after = "<footer>主办单位：某某办公室</footer>"
    return f"<!DOCTYPE html><html><head><title>页</title></head><body>{around}{''.join(blocks)}{after}</body></html>"


def pdf_of(text: str) -> bytes:
    """Return a PDF that carries its text."""
    style = "<style>@page { size: A4; margin: 25mm } p { margin: 0; font-size: 12pt; font-family: serif }</style>"
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return bytes(HTML(string=style + body).write_pdf())
