"""What a scan holds, page by page. Run as a process of its own, so that a file made to fill memory harms only this one.

    python reading.py FILE DIRECTORY SHAPE

Draws every page as DIRECTORY/<number>.jpg, and prints what the QR codes of each say as JSON. A page where none has the
SHAPE, a regular expression, is looked at twice.
Ends with LOCKED, with TOO_MANY (and prints how many pages there are), or with any other code for a damaged file.
"""

import json
import re
import resource
import sys
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image

LOCKED, TOO_MANY = 3, 4
MOST_PAGES = 200
MEMORY, SECONDS = 2 << 30, 120  # bytes of address space, seconds of processor time
POINTS = 72  # an inch
SHARPNESS = (200, 300)  # dots an inch: the first is kept, the second tried where the code was not found
LONGEST = 3600  # dots: a page of a square kilometre is drawn no larger
QUALITY = 75
QR = zxingcpp.barcode_formats_from_str("QRCode")


class TooMany(Exception):
    """More pages than anybody scans at once."""


def drawn(page: pypdfium2.PdfPage, dots: int) -> Image.Image:
    """Return the page as a picture."""
    scale = min(dots / POINTS, LONGEST / max(page.get_size()))
    image: Image.Image = page.render(scale=scale).to_pil()
    return image.convert("RGB")


def codes(image: Image.Image) -> list[str]:
    """Return what the QR codes of a picture say, in whatever direction they lie."""
    found = zxingcpp.read_barcodes(image.convert("L"), formats=QR)
    return [code.text for code in found]


def read(path: str, target: Path, shape: str) -> list[list[str]]:
    """Draw every page into `target` and return the codes of each."""
    document = pypdfium2.PdfDocument(path)
    if len(document) > MOST_PAGES:
        raise TooMany(len(document))
    pages = []
    for number, page in enumerate(document, 1):
        image = drawn(page, SHARPNESS[0])
        image.save(target / f"{number}.jpg", quality=QUALITY)
        found = codes(image)
        if not any(re.fullmatch(shape, text) for text in found):
            found = codes(drawn(page, SHARPNESS[1]))
        pages.append(found)
        page.close()
    return pages


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.write(json.dumps(read(sys.argv[1], Path(sys.argv[2]), sys.argv[3])))
    except TooMany as found:
        sys.stdout.write(str(found))
        sys.exit(TOO_MANY)
    except pypdfium2.PdfiumError as error:
        sys.exit(LOCKED if "password" in str(error).lower() else 1)
