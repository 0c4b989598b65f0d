"""The manual in the system: the chapters of docs/manual, and one side of minutes as they are printed."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.drawing import Sheet
from jointmeeting.samples.minutes import minutes

CHAPTERS = ("liaison", "members", "agenda", "minutes", "duties", "papers")


class Chapter(NamedTuple):
    """One chapter: its name in addresses, its title, its text as HTML."""

    name: str
    title: str
    text: SafeString


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the chapters in reading order."""
    return tuple(_read(Path(settings.BASE_DIR) / "docs" / "manual" / f"{name}.md") for name in CHAPTERS)


@cache
def sample() -> Sheet:
    """Return the first side of invented minutes, laid out by what prints the real ones."""
    return official.preview(minutes(4).official(), office_fonts=settings.OFFICE_FONTS_DIR)[0]


def _read(path: Path) -> Chapter:
    title, text = path.read_text(encoding="utf-8").removeprefix("# ").split("\n", 1)
    reader = MarkdownIt("commonmark").enable("table")
    reader.add_render_rule("softbreak", lambda *_: "")  # Chinese lines join without a space
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3"  # the chapter's own title is the card's h2
    html = reader.renderer.render(tokens, reader.options, {}).replace("<table>", '<table class="table">')
    return Chapter(path.stem, title, mark_safe(html))  # noqa: S308 -- our own pages, no person's text
