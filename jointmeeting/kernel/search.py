"""Finding by words (检索): every app names what can be found; each asks its own rules who may see it.

Chinese has no spaces and its words are short, so the index is of neighbouring characters (bigrams): an expression
index on the table itself, kept by PostgreSQL, nothing to synchronise. Trigrams, PostgreSQL's own, miss two characters.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db.models import Func, Q, QuerySet, TextField

LONGEST = 40  # characters of a question
SHOWN = 20  # hits of a kind on the page
SHORTEST_NAME = 3  # characters: a shorter word is too common to stand for a name


class Bigrams(Func):
    """`bigrams(a, b, …)`: the pairs of neighbouring characters of some columns, in lower case."""

    function = "bigrams"
    output_field = ArrayField(TextField())


def bigram_index(*columns: str, name: str) -> GinIndex:
    """Return the index that makes `columns` searchable; a Source must name the same columns in the same order."""
    return GinIndex(Bigrams(*columns), name=name)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that can be found.

    `rows(user)` gives what the user may see; `columns` are searched; `initials` is a column of pinyin initials, if
    there is one; `about(row)` is the second line of a hit.
    """

    label: str
    rows: Callable[[Any], QuerySet[Any]]
    columns: tuple[str, ...]
    about: Callable[[Any], str]
    initials: str = ""
    is_indexed: bool = True


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found of one kind: (title, second line, address), and whether there is more than is shown."""

    label: str
    lines: list[tuple[str, str, str]]
    has_more: bool


_sources: list[Source] = []
_other_names: list[Callable[[Any, str], Iterable[str]]] = []


def register(*sources: Source) -> None:
    """Add what an app lets people find."""
    _sources.extend(sources)


def register_other_names(names: Callable[[Any, str], Iterable[str]]) -> None:
    """Add a way to know a thing by another name: `names(user, word)` gives what else to look for."""
    _other_names.append(names)


def words_of(question: str) -> list[str]:
    """Return the words asked for: full width and half width alike, at most `LONGEST` characters."""
    return unicodedata.normalize("NFKC", question).replace("\x00", "")[:LONGEST].lower().split()


def find(user: Any, question: str) -> list[Hits]:
    """Return what `user` may see and every word of `question` is in, kind by kind; one query a kind.

    A word that names a unit stands for its other names, too: old papers keep the old one.
    """
    words = words_of(question)
    if not words:
        return []
    asked = [{word, *(other.lower() for names in _other_names for other in names(user, word))} for word in words]
    found = [_hits(source, user, asked) for source in _sources]
    return [hits for hits in found if hits.lines]


def _hits(source: Source, user: Any, asked: list[set[str]]) -> Hits:
    rows = source.rows(user)
    if source.is_indexed:
        rows = rows.alias(grams=Bigrams(*source.columns))
    for words in asked:
        either = Q()
        for word in words:
            either |= _holds(source, word)
        rows = rows.filter(either)
    first = list(rows.order_by("-pk")[: SHOWN + 1])
    lines = [(str(row), source.about(row), row.get_absolute_url()) for row in first[:SHOWN]]
    return Hits(source.label, lines, has_more=len(first) > SHOWN)


def _holds(source: Source, word: str) -> Q:
    """The index narrows down by pairs; the text itself decides, for pairs may stand apart."""
    said = Q()
    for column in source.columns:
        said |= Q(**{f"{column}__icontains": word})
    if source.is_indexed and len(word) > 1:
        said &= Q(grams__contains=sorted({word[i : i + 2] for i in range(len(word) - 1)}))
    if source.initials and word.isascii() and word.isalpha():
        said |= Q(**{f"{source.initials}__contains": word})  # mzj is in smzj: nobody types the county's own letter
    return said
