"""The code at the foot of a printed sheet (归档码): which side of which sheet it is, so that its scan finds it again.

It names rows, nobody by name, and is signed: a scan cannot be filed with what it was not printed for.
"""

import re
from dataclasses import astuple, dataclass, replace

from django.core import signing

SIGNER = signing.Signer(salt="kernel.sheet_codes")
SHAPE = re.compile(r"[a-z_]+(\.\d{1,18}){4}:[\w-]{43}")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A side of a sheet: `kind` as registered in kernel/paper_loop.py, `part` where a thing has several sheets.

    `version` is that of the thing when it was printed; `side` counts from 1.
    """

    kind: str
    target: int
    part: int = 0
    version: int = 0
    side: int = 1

    def on(self, side: int) -> "SheetCode":
        """Return the code of another side of the same sheet."""
        return replace(self, side=side)

    def text(self) -> str:
        """Return what the QR code says."""
        return SIGNER.sign(".".join(map(str, astuple(self))))


def looks_like_one(text: str) -> bool:
    """Tell whether a QR code means to be one of these; a page may carry others."""
    return SHAPE.fullmatch(text) is not None


def parse(text: str) -> SheetCode | None:
    """Return the code, or None when it was not made here."""
    try:
        kind, *numbers = SIGNER.unsign(text).split(".")
    except signing.BadSignature:
        return None
    return SheetCode(kind, *map(int, numbers))
