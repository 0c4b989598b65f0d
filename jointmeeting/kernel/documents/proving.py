"""Can a PDF be bound? Run as a process of its own, so that a file made to fill memory or time harms only this one.

    python proving.py FILE      prints the number of pages; ends with LOCKED, or any other code for a damaged file

The file goes through what binding does: its pages are copied, stamped and written.
"""

import resource
import sys
import tempfile

import pikepdf

LOCKED = 3
MEMORY, SECONDS = 1 << 30, 30  # bytes of address space, seconds of processor time


def prove(path: str) -> int:
    """Return the number of pages of a file that can be bound; raise whatever keeps it from that."""
    with pikepdf.open(path) as source, pikepdf.new() as volume, pikepdf.new() as stamp:
        stamp.add_blank_page(page_size=(595, 842))
        volume.pages.extend(source.pages)
        for page in volume.pages:
            page.add_overlay(stamp.pages[0], None)
        with tempfile.TemporaryFile() as target:
            volume.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(volume.pages)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        sys.stdout.write(str(prove(sys.argv[1])))
    except pikepdf.PasswordError:
        sys.exit(LOCKED)
