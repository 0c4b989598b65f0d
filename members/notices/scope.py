"""What speaks of the body itself: not the duties of units, not an annexed plan, no sub-body (专班), no lower level."""

import re
from collections.abc import Iterator
from functools import cached_property

from members.notices.document import Document, Line, Sentence
from members.notices.duties import Duty
from members.notices.evidence import Found
from members.notices.head import Head
from members.notices.subjects import BODY, OWN_SUBJECT, SUB_BODY, Subjects, level_of
from members.notices.tables import Table, tables

OF_BODY = re.compile(
    rf"{BODY}(?:会议|全体会议)?(?:实行|原则上|每|由|成员|办公室|议定|纪要)"
)  # behind a strange section
OWN_ANNEX = re.compile(r"联[席系]会议|领导小组|协调机制|成员|名单|组成|工作规则|议事|职责|制度")


class Scope:
    """The lines, sentences and tables of a notice that speak of its body."""

    def __init__(self, document: Document, duties: list[Found[Duty]], head: Head) -> None:
        self._document = document
        self._spans = sorted((duty.value.start, duty.value.end) for duty in duties)
        title = head.title.value if head.title else ""
        organ, _, named = title.rpartition("关于")
        signed = head.issuing_body.value if head.issuing_body else ""
        self._subjects = Subjects(level_of(organ) or level_of(signed), bool(re.search(SUB_BODY, named)))

    @cached_property
    def lines(self) -> list[Line]:
        """Lines outside foreign annexes and sections; duties are among them."""
        return [line for line in self._document.lines if line.index not in self._foreign]

    @cached_property
    def tables(self) -> list[Table]:
        """Tables outside foreign annexes and sections."""
        return [
            table for table in tables(self._document) if table.rows and table.rows[0].line.index not in self._foreign
        ]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Sentences in these lines, outside the duties of units."""
        return list(self._sentences())

    @cached_property
    def _foreign(self) -> frozenset[int]:
        annexes = _foreign_annexes(self._document)
        found, section, annex = set(), 0, ""  # section: level of the heading of a strange one, 0 outside
        for line in self._document.lines:
            text = self._document.text[line.body : line.end].strip()
            speaks_again = not line.level and OF_BODY.match(text)
            if 0 < line.level <= section or line.annex != annex or speaks_again:
                section, annex = 0, line.annex
            if (
                line.level
                and not section
                and self._subjects.heads_strange_section(text.partition("。")[0].rstrip(": "))
            ):
                section = line.level
            if section or line.annex in annexes or self._subjects.strange(text) and text.count("。") <= 1:
                found.add(line.index)
        return frozenset(found)

    def _sentences(self) -> Iterator[Sentence]:
        spans, strange_in = list(self._spans), -1
        for sentence in self._document.sentences():
            while spans and spans[0][1] <= sentence.start:
                spans.pop(0)
            if self._subjects.strange(sentence.text):
                strange_in = sentence.line.index
            elif OWN_SUBJECT.match(sentence.text):
                strange_in = -1
            inside = bool(spans) and spans[0][0] <= sentence.start
            if not inside and sentence.line.index not in self._foreign and strange_in != sentence.line.index:
                yield sentence


def _foreign_annexes(document: Document) -> set[str]:
    """An annex whose first lines do not speak of the body is a plan, a form, a list of a sub-body or something else."""
    heads: dict[str, list[str]] = {}
    for line in document.lines:
        if line.annex:
            heads.setdefault(line.annex, []).append(line.text)
    return {annex for annex, lines in heads.items() if not _own_annex("".join(lines[:3])[:120])}


def _own_annex(head: str) -> bool:
    return bool(OWN_ANNEX.search(head)) and not (re.search(SUB_BODY, head[:40]) and not re.search(BODY, head[:40]))
