"""The files that go along with minutes (附件), as they were frozen: by title and hash. Reads only."""

from jointmeeting.kernel import files
from jointmeeting.kernel.models import StoredFile
from meetings.models import Minutes


def frozen(minutes: Minutes) -> list[tuple[str, StoredFile]]:
    """Return (file name, file) of each attachment of the frozen text, numbered where there are several."""
    rows = (minutes.content or {}).get("attachments", [])
    kept = {row.file.sha256: row.file for row in minutes.attachments.select_related("file")}
    return [
        (f"附件{n if len(rows) > 1 else ''}　{safe_name(row['title'])}.pdf", kept[row["sha256"]])
        for n, row in enumerate(rows, 1)
        if row.get("sha256")
    ]


def enclosed(minutes: Minutes) -> list[tuple[str, bytes]]:
    """Return (file name, bytes) as they go along in the issued PDF. Raises ValueError for a damaged file."""
    return [(name, files.read(file)) for name, file in frozen(minutes)]


def safe_name(text: str) -> str:
    """Return a file name that is no path, whatever a title says."""
    return "".join("_" if character in '/\\:*?"<>|' or character < " " else character for character in text)
