"""Can a PDF be bound? Run as a process of its own, so that a file made to fill memory or time harms only this one.

    python proving.py FILE      prints the number of pages; ends with LOCKED, or any other code for a damaged file

The file goes through what binding does: its pages are joined, stamped and written.
"""

import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf

LOCKED = 3
MEMORY, SECONDS = 1 << 30, 30  # bytes of address space, seconds of processor time


def join(paths: Sequence[Path], target: Path) -> None:
    """Write the pages of all files as one, read piece by piece: what pikepdf copies would stand in memory whole."""
    pikepdf.Job(["pikepdf", "--empty", "--pages", *map(str, paths), "--", str(target)]).run()


def prove(path: Path) -> int:
    """Return the number of pages of a file that can be bound; raise whatever keeps it from that."""
    with pikepdf.open(path) as source, tempfile.TemporaryDirectory() as place:
        pages = len(source.pages)
        join([path], joined := Path(place, "joined.pdf"))
        with pikepdf.open(joined) as volume, pikepdf.new() as stamp:
            stamp.add_blank_page(page_size=(595, 842))
            for page in volume.pages:
                page.add_overlay(stamp.pages[0], None)
            volume.save(Path(place, "stamped.pdf"), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return pages


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.write(str(prove(Path(sys.argv[1]))))
    except pikepdf.PasswordError:
        sys.exit(LOCKED)
