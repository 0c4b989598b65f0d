"""Text as papers and spreadsheets can hold it: control characters a paste brings along end at the door."""

import re

from django.http import QueryDict

BREAKS = re.compile(r"[\x0b\x0c]")  # Word's line and page breaks
# What XML, and so every .xlsx and .docx, cannot hold. NUL stays: every field refuses it with a sentence of its own.
UNPRINTABLE = re.compile(r"[\x01-\x08\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    """Return `text` with breaks of a word processor as line breaks, and without what no paper can hold.

    A text of one line stays one line: names become heads of mails and file names.
    """
    return UNPRINTABLE.sub("", BREAKS.sub("\n" if "\n" in text else " ", text))


def plain_fields(posted: QueryDict) -> QueryDict:
    """Return what was posted with every value plain; the same object where all of it is."""
    lists = [(key, values, [plain(value) for value in values]) for key, values in posted.lists()]
    if all(values == cleaned for _, values, cleaned in lists):
        return posted
    found = posted.copy()
    for key, _, cleaned in lists:
        found.setlist(key, cleaned)
    return found
