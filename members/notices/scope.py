"""Which sentences speak of the body itself: not the duties of units, not an annexed plan of measures."""

import re

from members.notices.document import Document, Sentence
from members.notices.duties import Duty
from members.notices.evidence import Found

OWN_ANNEX = re.compile(r"联[席系]会议|领导小组|协调机制|成员|名单|组成|工作规则|议事|职责|制度")


def own_sentences(document: Document, duties: list[Found[Duty]]) -> list[Sentence]:
    """Return the sentences of the notice and of annexes about the body, outside the duties of units."""
    foreign = _foreign_annexes(document)
    spans = sorted((duty.value.start, duty.value.end) for duty in duties)
    found = []
    for sentence in document.sentences():
        while spans and spans[0][1] <= sentence.start:
            spans.pop(0)
        inside = bool(spans) and spans[0][0] <= sentence.start
        if not inside and sentence.line.annex not in foreign:
            found.append(sentence)
    return found


def _foreign_annexes(document: Document) -> set[str]:
    """An annex whose first two lines do not speak of the body is a plan, a form or a table of something else."""
    heads: dict[str, list[str]] = {}
    for line in document.lines:
        if line.annex:
            heads.setdefault(line.annex, []).append(line.text)
    return {annex for annex, lines in heads.items() if not OWN_ANNEX.search("".join(lines[:3])[:120])}
