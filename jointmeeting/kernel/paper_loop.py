"""Paper that comes back (扫描归档): each app registers the sheets it prints, and what a scan of one belongs to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that is out: of which thing, which part of it, of which body, and what people call it."""

    target: int
    part: int
    body: int
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of sheet.

    `page` is the URL name of the thing's page; `find(target, part)` gives the sheet or None; `out(body)` those of a
    body that may still come back, newest first; `readable(user)` the pages a person may read, as a filter; `edition`
    words the version of the thing when it was printed.
    """

    key: str
    label: str
    page: str
    find: Callable[[int, int], Sheet | None]
    out: Callable[[int], Iterable[Sheet]]
    readable: Callable[[Any], Q]
    edition: str = ""

    def url(self, target: int) -> str:
        """Return the page of the thing."""
        return reverse(self.page, args=[target])


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add the sheets an app prints."""
    _kinds.update({kind.key: kind for kind in kinds})


def kinds() -> list[Kind]:
    """Return every kind of sheet."""
    return list(_kinds.values())


def kind_of(key: str) -> Kind | None:
    """Return a kind, or None for one no app prints."""
    return _kinds.get(key)
