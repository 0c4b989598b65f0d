"""The files that go along with minutes (附件), as they were frozen: by title and hash. Reads only."""

from jointmeeting.kernel import files
from jointmeeting.kernel.models import StoredFile
from meetings.models import Minutes, MinutesAttachment


def frozen(minutes: Minutes) -> list[tuple[str, StoredFile]]:
    """Return (file name, file) of each attachment of the frozen text, numbered where there are several.

    They are not bound with the text: their names begin with its number (GB/T 9704-2012 7.3.7).
    """
    rows = (minutes.content or {}).get("attachments", [])
    kept = {row.file.sha256: row for row in minutes.attachments.select_related("file")}
    number = safe_name(minutes.number_label)
    return [
        (
            f"{number}附件{n if len(rows) > 1 else ''}　{safe_name(kept[row['sha256']].title)}.pdf",
            kept[row["sha256"]].file,
        )
        for n, row in enumerate(rows, 1)
        if row.get("sha256")
    ]


def enclosed(minutes: Minutes) -> list[tuple[str, bytes]]:
    """Return (file name, bytes) as they go along in the issued PDF. Raises ValueError for a damaged file."""
    return [(name, files.read(file)) for name, file in frozen(minutes)]


def printed_title(row: MinutesAttachment) -> str:
    """Return how an attachment is named below the text: it lies beside it, with so many pages."""
    return f"{row.title}（另附，共{row.pages}页）" if row.pages else row.title


def safe_name(text: str) -> str:
    """Return a file name that is no path, whatever a title says."""
    return "".join("_" if character in '/\\:*?"<>|' or character < " " else character for character in text)
