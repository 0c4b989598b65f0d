"""Rules that people read and nobody computes with: each is the clause as printed, found by its wording."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from members.notices.document import Document, Sentence
from members.notices.evidence import LIKELY, Found

PART = re.compile(r"[^;。]+[;。]?")
# Field of the key, and the wording by which its clause is known.
SINGLE = (
    ("liaison_rule", re.compile(r"联络员")),
    ("member_person_rule", re.compile(r"(?:负责(?:同志|人)|领导)(?:同志)?为(?:联席会议|领导小组)?成员")),
    ("regular_attendees", re.compile(r"参会人员|(?:出席|参加)会议的?人员|[^,;。]{2,20}(?:参会|出席)(?=[,;。])")),
    ("may_invite_others", re.compile(r"可?邀请[^。;]{2,30}(?:参加|列席|参会|出席)")),
    (
        "agenda_rule",
        re.compile(
            r"(?:提出|提报|报送|收集|汇总|研究)[^。;]{0,30}议题|"
            r"议题[^。;]{0,30}(?:提出|提报|审定|确定|审核)|列入[^。;]{0,12}审议"
        ),
    ),
    (
        "repeals",
        re.compile(
            r"(?:《[^《》]{4,80}》|原|此前|以前|之前)[^。;]{0,60}(?:同时|即行|予以|自行|一并)?(?:废止|停止执行|不再执行|撤销|终止)"
        ),
    ),
    (
        "in_force",
        re.compile(r"有效期(?:限)?(?:为|至|到|[\d一二两三四五六七八九十])|自[^,。;]{2,16}起(?:施行|实施|执行|生效)"),
    ),
)
REGULAR = re.compile(r"例会|全体会议|每年|每半年|每季度")
AGENDA = re.compile(r"(?:,|:|议题为|内容为|任务是)(?:主要)?((?:研究|总结|听取|审议|通报|部署|讨论|传达)[^。;]{6,})")
ATTENDEES = re.compile(r"[,。]([^,;。]{0,20}(?:参会单位|参会人员|参加人员|人员范围|参会|参加|出席)[^,;。]{0,20})")
EVERY = r"(?:每个?(?:月|季度|季|半年|年)|定期)"
REPORTS = re.compile(rf"{EVERY}[^。;]{{0,30}}(?:报送|报告|通报|汇报|上报)|(?:报送|通报)[^。;]{{0,30}}(?:情况|进展)")
CHECKS = re.compile(
    rf"(?:{EVERY}|不定期)[^。;]{{0,20}}(?:核查|复核|检查|督查|调研|抽查|考察|评估)|专项检查|重点抽查|逢进必核"
)
AD_HOC = re.compile(r"临时(?:召开|召集|会议)|随时(?:召开|召集)|(?:适时|不定期)召开|专题会议")
TRIGGER = re.compile(
    r"(?:根据|按照|因|遇|如遇|视)[^,;。]{2,30}(?:需要|指示|要求|情况|事项|问题|事件)|必要时|特殊情况下?"
)
CALLED_BY = re.compile(r"由([^,;。]{2,20}?)(?:适时|负责|随时|临时)?(?:召集|召开)")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Single clauses by field, lists of clauses, and the ad hoc rule in parts."""

    single: dict[str, Found[str] | None]
    periodic_reports: list[Found[str]]
    recurring_checks: list[Found[str]]
    ad_hoc: dict[str, str | None]
    ad_hoc_clause: Found[str] | None
    agenda: Found[str] | None


def find_clauses(document: Document, sentences: list[Sentence]) -> Clauses:
    """Read the clauses from the sentences about the body; reports and checks also from the duties of units."""
    parts = [part for sentence in sentences for part in _parts(document, sentence)]
    everywhere = [part for sentence in document.sentences() for part in _parts(document, sentence)]
    ad_hoc = next((part for part in parts if any(_ad_hoc(part.value).values())), None)
    return Clauses(
        single={name: next((part for part in parts if pattern.search(part.value)), None) for name, pattern in SINGLE},
        periodic_reports=[part for part in everywhere if REPORTS.search(part.value) and "会议纪要" not in part.value],
        recurring_checks=[part for part in everywhere if CHECKS.search(part.value)],
        ad_hoc=_ad_hoc(ad_hoc.value if ad_hoc else ""),
        ad_hoc_clause=ad_hoc,
        agenda=next((found for sentence in sentences if (found := _agenda(document, sentence))), None),
    )


def _agenda(document: Document, sentence: Sentence) -> Found[str] | None:
    """Return what the regular meeting deals with: …由总召集人召集，主要研究…."""
    match = AGENDA.search(sentence.text) if REGULAR.search(sentence.text) else None
    return document.found(match[1], sentence.start, sentence.end, LIKELY) if match else None


def _parts(document: Document, sentence: Sentence) -> Iterator[Found[Any]]:
    for match in PART.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield document.found(match[0].strip(" ;。"), start, end, LIKELY)


def _ad_hoc(clause: str) -> dict[str, str | None]:
    """Return trigger, caller and attendees of the ad hoc meeting, not of the regular one in the same clause."""
    found = AD_HOC.search(clause)
    if found is None:
        return {"trigger": None, "called_by": None, "attendees": None}
    about = clause[max(0, found.start() - 40) :]
    trigger, called, attend = TRIGGER.search(about), CALLED_BY.search(about), ATTENDEES.search(about)
    return {
        "trigger": trigger[0] if trigger else None,
        "called_by": called[1] if called else None,
        "attendees": attend[1] if attend else None,
    }
