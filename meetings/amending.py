"""How issued minutes stand today, and how a notice of correction or voiding is worded. Reads only."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel.documents.content import Block, Column, Head, OfficialDocument, Paragraph, Signature, Table
from jointmeeting.kernel.templatetags.ui import cn_date, cn_number
from meetings.composition import printed
from meetings.drafting import sentence_of
from meetings.models import Amendment, Minutes, ResolvedMatter
from meetings.redaction import text_of

HASH_SHOWN = 16
EVERY_UNIT = "各成员单位"
VALID = "有效"
ROW = (Column("序号", 1.1, "centre"), Column("位置", 2), Column("原文", 4), Column("更正为", 4))


def void_of(minutes: Minutes) -> Amendment | None:
    """Return the notice that declares the minutes void, or None."""
    return minutes.amendments.issued().filter(kind=Amendment.Kind.VOID).first()


def standing_of(minutes: Minutes) -> str:
    """Say how issued minutes stand: 有效, 有更正 or 已作废, with the numbers that say so."""
    if void := void_of(minutes):
        return f"已作废（{void.number_label}）"
    labels = "、".join(row.number_label for row in minutes.amendments.issued())
    return f"{VALID}，内容有更正（{labels}）" if labels else VALID


def touched(amendment: Amendment) -> list[ResolvedMatter]:
    """Return the clauses a correction is about: whose words hold a corrected passage, or whose number it names."""
    places = [(row["place"], row["before"]) for row in amendment.changes]
    return [
        matter
        for matter in amendment.minutes.matters.all()
        if any(_names(place, matter.position) or before in _said(matter) for place, before in places)
    ]


def corrections_of(matter: ResolvedMatter) -> list[Amendment]:
    """Return the issued corrections that are about a clause."""
    issued = matter.minutes.amendments.issued().filter(kind=Amendment.Kind.CORRIGENDUM).select_related("minutes")
    return [row for row in issued if matter in touched(row)]


def _said(matter: ResolvedMatter) -> str:
    return f"{matter.heading}\n{sentence_of(matter)}\n{matter.table}"


def _names(place: str, position: int) -> bool:
    return any(f"第{number}条" in place for number in (str(position), cn_number(position)))


def words_of(minutes: Minutes) -> str:
    """Return the whole text of issued minutes, to find what is to be corrected."""
    return text_of(printed(minutes))


def statement(amendment: Amendment) -> dict[str, Any]:
    """Return what is signed: everything the notice says, and the file it is about by its hash."""
    minutes = amendment.minutes
    assert minutes.file is not None  # noqa: S101 -- only issued minutes are amended
    copies = minutes.recipients.filter(unit=None)
    return {
        "kind": amendment.kind,
        "number": amendment.number_label,
        "body": amendment.jurisdiction.body_name,
        "office": amendment.jurisdiction.office_name,
        "minutes": minutes.number_label,
        "title": minutes.title,
        "signed_on": cn_date(minutes.signed_at),
        "minutes_sha256": minutes.file.sha256,
        "recipients": _recipients(minutes),
        "copies": [row.label for row in copies.order_by("-kind")],
        "reason": amendment.reason,
        "changes": amendment.changes,
        "date": cn_date(amendment.signed_at) if amendment.signed_at else "　　年　月　日",
    }


def notice(said: Mapping[str, Any]) -> OfficialDocument:
    """Return the notice as it is printed, from `statement`."""
    said = {"recipients": [EVERY_UNIT], "copies": [], **said}  # notices of former times were all addressed so
    kind = Amendment.Kind(said["kind"])
    name = f"{said['signed_on']}印发的《{said['title']}》（{said['body']}纪要{said['minutes']}）"
    about = f"原文件摘要（SHA-256前{HASH_SHOWN}位）：{said['minutes_sha256'][:HASH_SHOWN]}。"
    blocks = _void(name, said) if kind == Amendment.Kind.VOID else _corrigendum(name, said)
    return OfficialDocument(
        title=f"关于{kind.label}{said['body']}纪要{said['minutes']}的通知",
        head=Head(f"{said['body']}{kind.label}通知", number=said["number"] or f"{kind.label}〔　〕　号"),
        recipients=tuple(said["recipients"]),
        body=(*blocks, Paragraph(about)),
        signature=Signature(said["office"], said["date"]),
        copies_to=tuple(said["copies"]),
        issued_by=said["office"],
    )


def _recipients(minutes: Minutes) -> list[str]:
    """Return to whom the notice is addressed: those the minutes went to, all together where they are all members."""
    units = [row.unit for row in minutes.recipients.filter(unit__isnull=False).select_related("unit")]
    if {unit.pk for unit in minutes.jurisdiction.units.all()} <= {unit.pk for unit in units if unit}:
        return [EVERY_UNIT]
    return [unit.name for unit in units if unit]


def _void(name: str, said: Mapping[str, Any]) -> list[Block]:
    return [
        Paragraph(f"{name}，因{said['reason']}，现予作废。该编号保留，不再使用。"),
        Paragraph("请收到原纪要的单位停止执行；已经交办的事项，由联席会议办公室逐项另行明确。"),
    ]


def _corrigendum(name: str, said: Mapping[str, Any]) -> list[Block]:
    rows = tuple((str(n), row["place"], row["before"], row["after"]) for n, row in enumerate(said["changes"], 1))
    return [
        Paragraph(f"{name}，因{said['reason']}，更正如下。"),
        Table(ROW, rows),
        Paragraph("原纪要其他内容不变，请与本通知一并使用。"),
    ]
