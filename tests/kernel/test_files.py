"""Files are read whole or piece by piece, and never when they are not what was stored."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from jointmeeting.kernel import files

MEGABYTE = 1024 * 1024
READING = """
import django, re, sys
from pathlib import Path
django.setup()
from jointmeeting.kernel import files
from jointmeeting.kernel.models import StoredFile
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1)) // 1024
before, record = peak(), StoredFile(sha256=sys.argv[1])
print(sum(len(piece) for piece in files.pieces(record)), peak() - before)
"""


def test_two_hundred_megabytes_pass_through_a_few(tmp_path: Path) -> None:
    """A process of its own reads a pack of 200 MB as a download does and never holds 10 MB more than before."""
    piece, digest = os.urandom(MEGABYTE), hashlib.sha256()
    raw = tmp_path / "raw"
    with raw.open("wb") as target:
        for _ in range(200):
            target.write(piece)
            digest.update(piece)
    name = digest.hexdigest()
    kept = tmp_path / name[:2] / name[2:4] / name
    kept.parent.mkdir(parents=True)
    raw.rename(kept)
    done = subprocess.run(
        [sys.executable, "-c", READING, name], env={**os.environ, "MEDIA_ROOT": str(tmp_path)},
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    size, grown = map(int, done.stdout.split())
    assert size == 200 * MEGABYTE
    assert grown < 10, f"{grown} MB"


def test_a_damaged_file_is_never_given_not_even_its_beginning(db: None) -> None:
    record = files.store(b"synthetic" * 100_000, media_type="application/pdf")
    assert b"".join(files.pieces(record)) == files.read(record)
    Path(default_storage.path(record.path)).write_bytes(b"synthetic" * 99_999 + b"something")
    with pytest.raises(ValueError, match="is damaged"):
        files.pieces(record)


def test_a_sealed_file_comes_open(db: None) -> None:
    record = files.store(b"synthetic", media_type="application/pdf", sealed=True)
    assert b"".join(files.pieces(record)) == b"synthetic"
