"""Binding papers into one PDF: page numbers and a watermark on every side, an outline, a QR code on a form.

Files are joined on disk and read piece by piece, so that a large pack never stands in memory.
"""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from tempfile import NamedTemporaryFile

import pikepdf
import segno

from jointmeeting.kernel.documents import proving
from jointmeeting.kernel.documents.fonts import directories
from jointmeeting.kernel.documents.render import write_pdf
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.documents.slices import css_families, needed

MM = 72 / 25.4
MOST_PAGES = 500  # of one paper in a bound volume
PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a bound volume: its title in the outline and the file it comes from."""

    title: str
    path: Path


class Unreadable(ValueError):
    """A file that calls itself a PDF cannot be opened; the text is a Chinese sentence saying why."""


def count_pages(path: Path) -> int:
    """Return how many pages a PDF has; raise Unreadable when it is locked or damaged."""
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except pikepdf.PasswordError:
        raise Unreadable("设有打开密码") from None
    except (pikepdf.PdfError, ValueError, OSError):
        raise Unreadable("文件损坏，无法打开") from None


def prove(path: Path) -> int:
    """Return how many pages a PDF from outside has, once a process of its own has bound it; else raise Unreadable."""
    command = [sys.executable, "-I", proving.__file__, str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("文件过于复杂，无法装订") from None
    if done.returncode:
        raise Unreadable("设有打开密码" if done.returncode == proving.LOCKED else "文件损坏，无法打开")
    pages = int(done.stdout)
    if not pages:
        raise Unreadable("没有一页可以装订")
    if pages > MOST_PAGES:
        raise Unreadable(f"共{pages}页，超过{MOST_PAGES}页")
    return pages


def prove_bytes(content: bytes) -> int:
    """Return how many pages an uploaded PDF has, proved as `prove` does; else raise Unreadable."""
    with NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(content)
        copy.flush()
        return prove(Path(copy.name))


def bind(parts: Sequence[Part], target: Path, *, watermark: str, office_fonts: Path | None = None) -> int:
    """Write all parts as one PDF with stamped page numbers, watermark and outline; return the number of pages."""
    counts, joined = [count_pages(part.path) for part in parts], target.with_suffix(".joined")
    proving.join([part.path for part in parts], joined)
    with (
        pikepdf.open(joined, access_mode=pikepdf.AccessMode.stream) as volume,
        pikepdf.open(BytesIO(_stamps(sum(counts), watermark, office_fonts))) as stamps,
    ):
        for page, stamp in zip(volume.pages, stamps.pages, strict=True):
            page.add_overlay(stamp, None)
        with volume.open_outline() as outline:
            for part, start in zip(parts, accumulate(counts, initial=0), strict=False):
                outline.root.append(pikepdf.OutlineItem(part.title, start))
        volume.save(target, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    joined.unlink()
    return sum(counts)


def _stamps(total: int, watermark: str, office_fonts: Path | None) -> bytes:
    places = directories(office_fonts)
    slices = needed([("body", watermark + "0123456789")], places)
    mark = escape(watermark)
    side = '<section><p class="mark">{}</p><p class="number">{}</p></section>'
    sides = "".join(side.format(mark, n) for n in range(1, total + 1))
    css = (
        "@page { size: 210mm 297mm; margin: 0 }"
        f"body {{ margin: 0; font-family: {css_families('body', slices)} }}"
        "section { position: relative; width: 210mm; height: 297mm; break-after: page; overflow: hidden }"
        "section:last-child { break-after: auto }"
        ".mark { position: absolute; left: 15mm; top: 135mm; width: 180mm; margin: 0; text-align: center;"
        " font-size: 22pt; color: rgba(120, 120, 120, .22); transform: rotate(-35deg) }"
        ".number { position: absolute; right: 12mm; bottom: 8mm; margin: 0; font-size: 9pt; color: #555 }"
    )
    head = f'<head><meta charset="utf-8"><title>页码</title><style>{css}</style></head>'
    html = f'<!DOCTYPE html><html lang="zh-CN">{head}<body>{sides}</body></html>'
    return write_pdf(html, slices.get("body", ()), places=places, identity=f"{total} {watermark}".encode())


def with_qr(pdf: bytes, address: str, *, side: float = 24) -> bytes:
    """Return the PDF with a QR code of `address` at the top right of its first page, `side` millimetres wide."""
    out = BytesIO()
    with ExitStack() as opened:
        document = opened.enter_context(pikepdf.open(BytesIO(pdf)))
        page = document.pages[0]
        right, top = (float(page.mediabox[n]) for n in (2, 3))
        edge, gap = side * MM, 8 * MM
        place = pikepdf.Rectangle(right - gap - edge, top - gap - edge, right - gap, top - gap)
        _put(document, page, opened.enter_context(_qr(address)), place, name="/QR")
        document.save(out, deterministic_id=True)
    return out.getvalue()


def with_sheet_code(pdf: bytes, code: SheetCode, *, side: float = 20) -> bytes:
    """Return the PDF with the code of each page at the middle of its foot, below the text area (GB/T 9704 5.2)."""
    out = BytesIO()
    with ExitStack() as opened:
        document = opened.enter_context(pikepdf.open(BytesIO(pdf)))
        for number, page in enumerate(document.pages, 1):
            left, edge, foot = float(page.mediabox[2]) / 2 - side * MM / 2, side * MM, 8 * MM
            place = pikepdf.Rectangle(left, foot, left + edge, foot + edge)
            drawn = opened.enter_context(_qr(code.on(number).text()))
            _put(document, page, drawn, place, name=f"/SheetCode{number}")  # pages may share their resources
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _qr(text: str) -> pikepdf.Pdf:
    drawn = BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="pdf", scale=4, border=1, compresslevel=9)
    drawn.seek(0)
    return pikepdf.open(drawn)


def _put(document: pikepdf.Pdf, page: pikepdf.Page, drawn: pikepdf.Pdf, place: pikepdf.Rectangle, *, name: str) -> None:
    """Put a drawing into `place` under a name of ours: same bytes each time. It stays open until all is saved."""
    form = document.copy_foreign(drawn.pages[0].as_form_xobject())
    page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
    page.contents_add(b"q\n", prepend=True)
    drawn_at = page.calc_form_xobject_placement(
        form, pikepdf.Name(name), place, invert_transformations=True, allow_shrink=True, allow_expand=True
    )
    page.contents_add(b"\nQ\n" + drawn_at)
