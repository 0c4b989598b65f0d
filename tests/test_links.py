"""No page offers a link its reader may not follow: a refusal stands on the page, with its reason, and not behind it."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.test_access import ACTS, PAGES, POST_ONLY, World, world

__all__ = ["world"]  # the fixture
pytestmark = pytest.mark.full
LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
LIVE = {200, 302, 409}  # 409: an act in a row that cannot be done just now leads to the page that says why
LEADS_OUT = ("/static/", "/logout/")


def links_of(response: Any) -> set[str]:
    """Return the addresses inside the system that a page links to."""
    if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
        return set()
    return {unescape(url) for url in LINK.findall(response.content.decode()) if not url.startswith(LEADS_OUT)}


def test_every_link_may_be_followed(world: World, count_cells: Callable[[int], None]) -> None:
    dead: list[str] = []
    followed = 0
    for who, person in world.people.items():
        if person is None or "elsewhere" in who:
            continue
        pages = ["/", *(world.url(name) for name in sorted({*PAGES, *ACTS} - POST_ONLY))]
        answers: dict[str, Any] = {url: world.browsers[who].get(url) for url in pages}
        for page, answer in list(answers.items()):
            for url in links_of(answer):
                if url not in answers:
                    answers[url] = world.browsers[who].get(url)
                if answers[url].status_code not in LIVE:
                    dead.append(f"{who}: {page} → {url} {answers[url].status_code}")
        followed += len(answers)
    count_cells(followed)
    assert not dead, "\n".join(dead)
