"""The papers of a meeting: notice, supplementary notice, agenda (also the chair's), sign-in sheet, front of a pack."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from jointmeeting.kernel.documents.official import (
    Attachment,
    Block,
    Column,
    Listing,
    OfficialDocument,
    Paragraph,
    Signature,
    Table,
    render,
)
from jointmeeting.kernel.templatetags.ui import cn_date, cn_datetime, cn_number
from meetings import facts, ordering
from meetings.facts import Facts
from meetings.models import AgendaRevision, Meeting, Receipt
from meetings.ordering import Line

K = AgendaRevision.Kind
TITLES = {
    K.NOTICE: "关于召开{}的通知",
    K.SUPPLEMENT: "关于召开{}的补充通知",
    K.ADDITION: "关于{}增加参会单位的通知",
    K.MOVE: "关于{}改期的通知",
    K.POSTPONEMENT: "关于{}延期的通知",
    K.CANCELLATION: "关于取消{}的通知",
}
ROW = (Column("序号", 0.8, "centre"), Column("议题", 4.4), Column("汇报", 2.2, "centre"), Column("时间", 1.4, "centre"))


def notice(revision: AgendaRevision) -> OfficialDocument:
    """Return the paper of a revision, from what it froze: a notice, or what changes, moves or takes back a meeting."""
    known, office = facts.published(revision), revision.meeting.jurisdiction.office_name
    bodies = {K.NOTICE: _first, K.MOVE: _moved, K.SUPPLEMENT: _changed, K.ADDITION: _added}
    said = bodies.get(K(revision.kind), _taken_back)
    agenda = () if said is _taken_back else (Attachment("会议议程", agenda_table(ordering.published(revision))),)
    return OfficialDocument(
        title=TITLES[K(revision.kind)].format(known.title),
        recipients=known.recipients,
        body=said(revision, known),
        attachments=agenda,
        signature=Signature(office, cn_date(revision.published_at)),
        issued_by=office,
    )


def _first(_: AgendaRevision, known: Facts) -> tuple[Block, ...]:
    return (Paragraph(f"现将{known.title}有关事项通知如下："), *_numbered(known))


def _numbered(known: Facts) -> tuple[Block, ...]:
    """Return what is known of the meeting, each under its heading; what is not known has none."""
    when, place = ("会议时间", "会议地点") if known.is_sitting else ("答复截止时间", "方式")
    reply = f"请于{known.reply_by}前登录联席会议办公系统回执。" if known.reply_by else "请登录联席会议办公系统答复。"
    parts = [
        (when, f"{known.when}。"),
        (place, f"{known.place}。"),
        ("主持人", f"{known.chair_post}{known.chair}。"),
        ("参会人员", f"{known.attendees}。" if known.attendees else ""),
        ("回执", reply),
        ("联系人", f"{known.contact}。" if known.contact else ""),
    ]
    blocks: list[Block] = []
    for n, (heading, text) in enumerate((part for part in parts if part[1]), 1):
        blocks += [Paragraph(f"{cn_number(n)}、{heading}", 1), Paragraph(text)]
    return tuple(blocks)


def _reason(revision: AgendaRevision) -> tuple[Block, ...]:
    return (Paragraph(f"理由：{revision.reason.rstrip('。')}。"),) if revision.reason else ()


def _changes(revision: AgendaRevision) -> tuple[Block, ...]:
    return tuple(Paragraph(f"{n}. {sentence}。", 3) for n, sentence in enumerate(revision.differences, 1))


def _changed(revision: AgendaRevision, known: Facts) -> tuple[Block, ...]:
    opening = f"{known.title}议程调整如下，其他事项不变，以本次所附议程（第{revision.number}版）为准："
    return (Paragraph(opening), *_changes(revision))


def _added(revision: AgendaRevision, known: Facts) -> tuple[Block, ...]:
    opening = f"{known.title}增加参会单位，原已通知的事项不变。现将有关事项通知如下："
    return (Paragraph(opening), *_changes(revision), *_reason(revision), *_numbered(known))


def _moved(revision: AgendaRevision, known: Facts) -> tuple[Block, ...]:
    opening = f"{known.title}改期召开，原回执作废，请重新回执。现将变更情况和有关事项通知如下："
    return (Paragraph(opening), *_changes(revision), *_reason(revision), *_numbered(known))


def _taken_back(revision: AgendaRevision, _: Facts) -> tuple[Block, ...]:
    said = [Paragraph(f"{sentence}。") for sentence in revision.differences]
    return (*said, *_reason(revision), Paragraph("请各单位相应调整安排。"))


def agenda_table(agenda: Sequence[Line], *, with_notes: bool = False) -> tuple[Block, ...]:
    """Return the agenda as a table; headings and, for the chair, private notes stand in rows of their own."""
    rows: list[tuple[str, ...]] = []
    for line in agenda:
        rows += [("", line.heading)] if line.heading else []
        who = "\n".join(part for part in (line.unit, line.reporter) if part)
        mark = "（已撤回）" if line.withdrawn else "（临时动议）" if line.urgent else ""
        title = f"{line.title}{mark}"
        attending = f"\n参加单位：{'、'.join(line.attending)}" if line.attending else ""
        rows.append((line.number, f"{title}{attending}", who, f"{line.starts}\n{line.minutes}分钟"))
        rows += [("", detail) for detail in line.details]
        rows += [("", f"主持参考：{line.note}")] if with_notes and line.note else []
    return (Table(ROW, tuple(rows)),)


def agenda(known: Facts, lines: Sequence[Line], *, with_notes: bool = False) -> OfficialDocument:
    """Return the agenda as an inside paper; `with_notes` is the chair's edition."""
    edition = "（主持人用）" if with_notes else ""
    return OfficialDocument(
        title=f"{known.title}议程{edition}",
        body=(*_facts(known), *agenda_table(lines, with_notes=with_notes)),
    )


def _facts(known: Facts) -> tuple[Block, ...]:
    return (
        Listing("时间", cn_datetime(known.starts_at)),
        Listing("地点", known.place),
        Listing("主持", f"{known.chair}（{known.chair_post}）"),
    )


def sign_in_sheet(meeting: Meeting) -> OfficialDocument:
    """Return the sign-in sheet: one row a unit, with who announced himself and room for the signature."""
    columns = (Column("序号", 0.9, "centre"), Column("单位", 3.4), Column("姓名", 1.6, "centre"),
               Column("职务", 2), Column("签名", 2))  # fmt: skip
    receipts = meeting.receipts.expected().select_related("unit").order_by("is_guest", "unit__position")
    rows = tuple(
        (str(n), f"{r.unit}{'（列席）' if r.is_guest else ''}", r.attendee_name, r.attendee_post, "")
        for n, r in enumerate(receipts, 1)
    )
    body: tuple[Block, ...] = (*_facts(facts.of(meeting))[:2], Table(columns, rows))
    return OfficialDocument(title=f"{meeting.title}\n签到表", body=body)


def letter_of(receipt: Receipt) -> OfficialDocument:
    """Return the letter by which a unit sends a substitute: to sign, stamp, and bring or upload."""
    meeting, blank = receipt.meeting, "　　　　　　"
    who, post = receipt.attendee_name or blank, receipt.attendee_post or blank
    return OfficialDocument(
        title="参会委托书",
        recipients=(meeting.jurisdiction.office_name,),
        body=(
            Paragraph(f"{meeting.title}定于{cn_datetime(meeting.starts_at)}在{meeting.place}召开。"),
            Paragraph(f"我单位应参会人员因{receipt.reason or blank}不能到会，现委托{who}（职务：{post}）代为参会。"),
            Paragraph("受托人在会上所作表态代表我单位。本委托自会议开始起生效，至会议结束时终止。"),
            Listing("委托人（签名）", receipt.authorised_by and f"（{receipt.authorised_by}）"),
            Listing("受托人（签名）", receipt.attendee_name and f"（{receipt.attendee_name}）"),
        ),
        signature=Signature(f"{receipt.unit.name}（盖章）", "　　年　月　日"),
    )


def front(known: Facts, recipient: str, contents: Sequence[tuple[str, str]]) -> OfficialDocument:
    """Return cover and contents of a pack: (paper, page or remark) a line."""
    columns = (Column("序号", 0.8, "centre"), Column("材料", 5), Column("页码", 2, "centre"))
    rows = tuple((str(n), title, page) for n, (title, page) in enumerate(contents, 1))
    return OfficialDocument(
        title=f"{known.title}\n会议材料",
        body=(*_facts(known), Listing("持有人", recipient), Table(columns, rows, caption="目录")),
    )


def printed(document: OfficialDocument, *, created: datetime) -> bytes:
    """Return the paper as PDF, in the office's own fonts where it has them."""
    fonts: Path | None = settings.OFFICE_FONTS_DIR
    return render(document, created=created, office_fonts=fonts)
