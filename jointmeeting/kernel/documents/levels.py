"""The standard's levels in a text somebody types: （一）, 1. and （1） where a line begins (GB/T 9704-2012 7.3.3).

一、 is not looked for: in minutes it numbers the items, and the system numbers those.
"""

import re

from jointmeeting.kernel.documents.content import Paragraph

LEVELS = (
    (2, re.compile(r"[（(]([一二三四五六七八九十百]+)[）)]"), "（{}）"),
    (3, re.compile(r"(\d{1,2})[.．](?!\d)"), "{}."),  # 3.5 is a figure
    (4, re.compile(r"[（(](\d{1,2})[）)]"), "（{}）"),
)


def levelled(text: str) -> Paragraph:
    """Return one line as a paragraph of its level; the number is set as the standard has it, （一） 1. （1）."""
    line = text.strip()
    for level, pattern, form in LEVELS:
        if found := pattern.match(line):
            return Paragraph(f"{form.format(found[1])}{line[found.end() :].lstrip()}", level)
    return Paragraph(line)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the lines of a text that say something, each as a paragraph of its level."""
    return [levelled(line) for line in text.splitlines() if line.strip()]
