"""The signature record (签署记录): who consented, who reviewed and signed, and what each of them saw.

It stands beside the issued file, since there the 版记 is the last side. It takes plain data and knows no app.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jointmeeting.kernel.documents.content import Block, Column, Listing, OfficialDocument, Paragraph, Table
from jointmeeting.kernel.documents.signing import LABEL

GROUP = 8  # characters of a hash that stand together
CONSENTS = (
    Column("条次", 0.8, "centre"),
    Column("单位", 2),
    Column("意见", 1.2, "centre"),
    Column("经手人", 1.2, "centre"),
    Column("时间", 2.4, "centre"),
    Column("说明", 2.2),
)
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Consent:
    """One unit's answer to one clause (会签意见). Times are printed as given, e.g. 2026年6月3日 15:20.

    `note`: the changed wording, the reason of an objection, or the rule behind a deemed agreement.
    """

    clause: str
    unit: str
    answer: str
    by: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """One person's declared intent (审核、签发): which step, on whose authority, from where, and the words he saw."""

    step: str
    by: str
    role: str
    authority: str
    at: str
    address: str
    wording: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """Everything about how a document came to be signed. Hashes are SHA-256 in hexadecimal."""

    title: str
    number: str
    organ: str
    content_hash: str
    file_hash: str
    consents: Sequence[Consent]
    intents: Sequence[Intent]
    made_at: str


def signature_record(record: SignatureRecord) -> OfficialDocument:
    """Return the record as a document; render it like any other."""
    body: list[Block] = [
        Listing("文件", f"{record.title}（{record.number}）" if record.number else record.title),
        Listing("发文机关", record.organ),
        Listing("定稿摘要", f"SHA-256 {grouped(record.content_hash)}"),
        Listing("文件摘要", f"SHA-256 {grouped(record.file_hash)}"),
        Paragraph("一、会签意见", 1),
        *_consents(record.consents),
        Paragraph("二、审核和签发", 1),
    ]
    for position, intent in enumerate(record.intents):
        body += _intent(position, intent, record.content_hash)
    if not record.intents:
        body.append(Paragraph("无审核和签发记录。"))
    body += [
        Paragraph("三、说明", 1),
        Paragraph(f"本记录由系统根据留痕于{record.made_at}生成。所附签名用于{LABEL}；核对方法：比较本记录所载的摘要与文件的"
                  "摘要，两者一致即为同一文件。"),
    ]  # fmt: skip
    return OfficialDocument(title="签署记录", body=tuple(body))


def grouped(digest: str) -> str:
    """Return a hash in groups that can be compared by eye."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))


def _consents(consents: Sequence[Consent]) -> list[Block]:
    if not consents:
        return [Paragraph("本文件未经会签。")]
    rows = tuple((row.clause, row.unit, row.answer, row.by, row.at, row.note) for row in consents)
    return [Table(CONSENTS, rows)]


def _intent(position: int, intent: Intent, content_hash: str) -> list[Block]:
    number = NUMERALS[position] if position < len(NUMERALS) else str(position + 1)
    same = "与定稿一致" if intent.content_hash == content_hash else f"与定稿不同：{grouped(intent.content_hash)}"
    return [
        Paragraph(f"（{number}）{intent.step}", 2),
        Paragraph(f"{intent.by}（{intent.role}），{intent.at}，网络地址{intent.address}。依据：{intent.authority}。"),
        Paragraph(f"本人确认的文字：“{intent.wording}”所见内容摘要{same}。"),
    ]
