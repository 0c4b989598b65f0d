"""Printed sheets as a scanner gives them back: grey, 150 dots an inch, askew, noisy, JPEG."""

import io

import pypdfium2
from PIL import Image, ImageChops

DOTS, NOISE, QUALITY = 150, 24, 60


def scanned(*papers: bytes, angle: float = 0, first_only: bool = False) -> bytes:
    """Return every page of `papers`, or the first of each, as one scanned PDF."""
    last = 1 if first_only else None
    sides = [page for paper in papers for page in list(pypdfium2.PdfDocument(paper))[:last]]
    pages = [_page(page, angle) for page in sides]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS, quality=QUALITY)
    return out.getvalue()


def blank() -> bytes:
    """A page with nothing on it."""
    out = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(out, "PDF", resolution=DOTS)
    return out.getvalue()


def _page(page: pypdfium2.PdfPage, angle: float) -> Image.Image:
    drawn: Image.Image = page.render(scale=DOTS / 72).to_pil().convert("L")
    turned = drawn.rotate(angle, resample=Image.Resampling.BILINEAR, expand=angle % 180 == 90, fillcolor=245)
    return ImageChops.add(turned, Image.effect_noise(turned.size, NOISE), scale=1, offset=-128)
