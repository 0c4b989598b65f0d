"""What speaks of the body itself: not the duties of units, not an annexed plan, no sub-body (专班), no lower level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from members.notices.document import Document, Line, Sentence
from members.notices.duties import Duty
from members.notices.evidence import Found
from members.notices.tables import Table, tables

OWN_ANNEX = re.compile(r"联[席系]会议|领导小组|协调机制|成员|名单|组成|工作规则|议事|职责|制度")
SUB_BODY = r"(?:专班|工作组|专项小组|专家组|专家(?:咨询|指导|评审)?委员会|专家库|咨询委员会|专业委员会|分组)"
BODY = r"(?:联[席系]会议|领导小组|协调小组|协调机制)"
# 联席会议下设…专班，组长由…担任: the sub-body is the subject, or what the sentence founds.
ABOUT_SUB_BODY = re.compile(
    rf"(?:[^,;。:、]{{0,12}}?{BODY}(?:办公室)?(?:可|还|另)?(?:根据[^,。;]{{0,8}},?)?(?:下|分|内|另)*(?:设立?|设置|成立|组建|建立)|"
    rf"(?:下设|设立|成立|组建|各))(?:(?!办公室)[^,;。:由]){{0,40}}?{SUB_BODY}|[^,;。:、由]{{0,24}}?{SUB_BODY}(?!、)"
)
TOWN = r"(?:乡镇|镇街|街镇|乡|镇|街道|村|社区)"
LOWER = rf"(?:{TOWN}|县|区|市|旗|地|州)"
# 各乡镇（街道）要参照本通知建立…: what a lower level has to do.
OF_LOWER_LEVEL = re.compile(
    rf"(?:[^,;。:]{{0,12}},)?(?:各(?:地)?{LOWER}[^,;。:]{{0,24}}?(?:也?要(?!素)|也?应(?!急)|须|可(?!邀请)|参照|比照|建立|成立)|"
    rf"{TOWN}(?:\({TOWN}\))?(?:一级|级|层面)?(?:也|应|要|可|的|社会救助|困难群众|工作)*{BODY})"
)
OWN = re.compile(r"成员单位|为[^,;。]{0,12}成员|组成(?!员)")
OWN_SUBJECT = re.compile(rf"(?:全|本)?[省市县区州旗](?:社会救助|困难群众)?[^,;。:]{{0,8}}?{BODY}(?!参照)")
LONGEST_HEADING = 24


@dataclass(frozen=True, slots=True)
class _Doer:
    """Whose matters a notice may not take for its own."""

    sub_bodies: bool
    towns: bool

    def strange(self, text: str) -> bool:
        """Tell whether the sentence is about a sub-body or a lower level."""
        if self.sub_bodies and ABOUT_SUB_BODY.match(text) and not OWN.search(text.partition(",")[0]):
            return True
        lower = OF_LOWER_LEVEL.match(text) if self.towns else None
        return bool(lower) and not OWN.search(lower[0])


class Scope:
    """The lines, sentences and tables of a notice that speak of its body."""

    def __init__(self, document: Document, duties: list[Found[Duty]], title: str) -> None:
        self._document = document
        self._spans = sorted((duty.value.start, duty.value.end) for duty in duties)
        # a body may itself be a 专班, or one of a township
        named, organ = title.partition("关于")[2] or title, title.partition("关于")[0]
        self._doer = _Doer(not re.search(SUB_BODY, named), not re.search(rf"{TOWN}", organ))

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
            if 0 < line.level <= section or line.annex != annex:
                section, annex = 0, line.annex
            if line.level and not section and self._heads_strange_section(text):
                section = line.level
            if section or line.annex in annexes or self._doer.strange(text) and text.count("。") <= 1:
                found.add(line.index)
        return frozenset(found)

    def _heads_strange_section(self, text: str) -> bool:
        title = text.partition("。")[0].rstrip(": ")
        if len(title) > LONGEST_HEADING or re.search(BODY + "|办公室|成员", title) or "," in title:
            return False
        return self._doer.sub_bodies and bool(re.search(SUB_BODY, title))

    def _sentences(self) -> Iterator[Sentence]:
        spans, strange_in = list(self._spans), -1
        for sentence in self._document.sentences():
            while spans and spans[0][1] <= sentence.start:
                spans.pop(0)
            if self._doer.strange(sentence.text):
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
