"""A scan taken apart: what each page shows and what its QR codes say, found by a process of its own (reading.py)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jointmeeting.kernel.documents import reading, sheet_codes
from jointmeeting.kernel.documents.stamping import Unreadable

PATIENCE = 150  # seconds, less than the lease of a job


@dataclass(frozen=True, slots=True)
class ScannedSide:
    """One page: a JPEG of it, and the texts of its QR codes."""

    picture: bytes
    codes: tuple[str, ...]


def sides(content: bytes) -> Iterator[ScannedSide]:
    """Return the pages of a PDF one by one; raise Unreadable with the reason before the first."""
    with TemporaryDirectory() as name:
        place = Path(name)
        file = place / "scan.pdf"
        file.write_bytes(content)
        for number, codes in enumerate(_read(file, place), 1):
            yield ScannedSide((place / f"{number}.jpg").read_bytes(), tuple(codes))


def _read(file: Path, place: Path) -> list[list[str]]:
    command = [sys.executable, "-I", reading.__file__, str(file), str(place), sheet_codes.SHAPE.pattern]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable("文件过于复杂，无法拆分") from None
    if done.returncode == reading.TOO_MANY:
        raise Unreadable(f"共{done.stdout}页，超过{reading.MOST_PAGES}页")
    if done.returncode:
        raise Unreadable("设有打开密码" if done.returncode == reading.LOCKED else "文件损坏，无法打开")
    pages: list[list[str]] = json.loads(done.stdout)
    if not pages:
        raise Unreadable("没有一页")
    return pages
