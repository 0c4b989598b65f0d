"""Which unit's published duties an item touches most, and which earlier items resemble it: overlap of character pairs.

A suggestion always quotes the sentence of the notice it rests on; a person decides. Pairs that stand in the duties of
many units (救助, 工作) say little and count little: each weighs log(units / units that have it).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from meetings.models import AgendaItem, Minutes
from meetings.models.agenda import ENDED, AgendaItemQuerySet
from meetings.outcomes import became
from members.models import Duty, MemberUnit

SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
RUN = re.compile(r"[\u4e00-\u9fff]+")
LEAST_SCORE = 2.0  # below it the texts share only what many duties share
LEAST_ALIKE = 0.2
HEARD = ENDED - {AgendaItem.State.WITHDRAWN}
LOOKED_AT = 400  # earlier items of the body, newest first


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit whose duties touch the item, with the sentence of the notice."""

    unit: MemberUnit
    fragment: str
    score: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier item that resembles this one, and what became of it."""

    item: AgendaItem
    outcome: str
    minutes: Minutes | None


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring Chinese characters."""
    return {a + b for run in RUN.findall(text) for a, b in pairwise(run)}


EVERYWHERE = pairs("关于做好社会救助工作的议题")  # what every title of this body may say


class Duties:
    """The published duties of a body, sentence by sentence, read once for a whole form."""

    def __init__(self, body: int) -> None:
        self._rows = list(Duty.objects.filter(unit__jurisdiction=body).select_related("unit"))
        self._weights = _weights(self._rows)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def sentences(self, unit: int, about: str) -> list[str]:
        """Return the sentences of what `unit` is charged with, those nearest to `about` first."""
        wanted = pairs(about) - EVERYWHERE
        found = [text.strip() for row in self._rows if row.unit_id == unit for text in SENTENCE.findall(row.text)]
        kept = dict.fromkeys(text for text in found if pairs(text))
        return sorted(kept, key=lambda text: -_score(pairs(text), wanted, self._weights))


def _score(held: set[str], wanted: set[str], weights: dict[str, float]) -> float:
    """Return how much a sentence says of what is wanted; a long one is not better for being long."""
    return sum(weights[pair] for pair in held & wanted) / (1 + math.log1p(len(held) / 40))


def suggest_leads(item: AgendaItem, *, most: int = 3) -> list[Suggestion]:
    """Return at most `most` units, the best first; none where no duty says anything particular about the item."""
    duties = list(Duty.objects.filter(unit__jurisdiction=item.jurisdiction_id).select_related("unit"))
    weights = _weights(duties)
    wanted = pairs(f"{item.title}\n{item.proposal}") - EVERYWHERE
    best: dict[int, Suggestion] = {}
    for duty in duties:
        for fragment in SENTENCE.findall(duty.text):
            score = _score(pairs(fragment), wanted, weights)
            if score >= LEAST_SCORE and (duty.unit_id not in best or score > best[duty.unit_id].score):
                best[duty.unit_id] = Suggestion(duty.unit, fragment.strip(), score)
    return sorted(best.values(), key=lambda found: -found.score)[:most]


def _weights(duties: Iterable[Duty]) -> dict[str, float]:
    by_unit: dict[int, set[str]] = {}
    for duty in duties:
        by_unit.setdefault(duty.unit_id, set()).update(pairs(duty.text))
    counts = Counter(pair for held in by_unit.values() for pair in held)
    return {pair: math.log(len(by_unit) / count) for pair, count in counts.items()}


def similar_to(item: AgendaItem, among: AgendaItemQuerySet, *, most: int = 4) -> list[Earlier]:
    """Return earlier submitted items of `among` whose title or request resembles `item`, the most alike first."""
    mine = pairs(f"{item.title}\n{item.proposal}")
    earlier = among.filter(jurisdiction=item.jurisdiction_id, was_submitted=True, pk__lt=item.pk).select_related("unit")
    found = [(_alike(mine, pairs(f"{row.title}\n{row.proposal}")), row) for row in earlier[:LOOKED_AT]]
    alike = sorted((pair for pair in found if pair[0] >= LEAST_ALIKE), key=lambda pair: -pair[0])[:most]
    return [_became(row) for _, row in alike]


def _alike(mine: set[str], other: set[str]) -> float:
    """Return shared pairs against all pairs, from 0 to 1."""
    return len(mine & other) / len(mine | other) if mine and other else 0.0


def _became(item: AgendaItem) -> Earlier:
    issued = Minutes.objects.filter(meeting__entries__agenda_item=item, state=Minutes.State.ISSUED).order_by("-pk")
    return Earlier(item, became(item), issued.first() if item.state in HEARD else None)
