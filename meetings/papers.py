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
from jointmeeting.kernel.templatetags.ui import cn_date, cn_datetime
from meetings import ordering
from meetings.models import AgendaRevision, Meeting, Receipt
from meetings.ordering import Line

ROW = (Column("序号", 0.8, "centre"), Column("议题", 4.4), Column("汇报", 2.2, "centre"), Column("时间", 1.4, "centre"))


def notice(revision: AgendaRevision) -> OfficialDocument:
    """Return the notice of revision 1, or the supplementary notice of a later one with its differences."""
    meeting = revision.meeting
    body, office = meeting.jurisdiction, meeting.jurisdiction.office_name
    day = cn_date(revision.published_at)
    agenda = ordering.published(revision)
    said = _first(meeting) if revision.number == 1 else _changed(revision)
    what = "通知" if revision.number == 1 else "补充通知"
    return OfficialDocument(
        title=f"关于召开{meeting.title}的{what}",
        recipients=_recipients(meeting),
        body=(
            *said,
            Paragraph("请各单位登录联席会议办公系统回执。"),
        ),
        attachments=(Attachment("会议议程", agenda_table(agenda)),),
        signature=Signature(office, day),
        issued_by=body.office_name,
    )


def _first(meeting: Meeting) -> tuple[Block, ...]:
    when, place = ("答复截止时间", "方式") if not meeting.is_sitting else ("会议时间", "会议地点")
    return (
        Paragraph(f"现将{meeting.title}有关事项通知如下："),
        Paragraph(f"一、{when}", 1),
        Paragraph(f"{cn_date(meeting.starts_at)}{cn_datetime(meeting.starts_at).partition('日')[2]}。"),
        Paragraph(f"二、{place}", 1),
        Paragraph(f"{meeting.place}。"),
        Paragraph("三、主持人", 1),
        Paragraph(f"{meeting.chair_post}{meeting.chaired_by}。"),
    )


def _changed(revision: AgendaRevision) -> tuple[Block, ...]:
    rows = [Paragraph(f"{n}. {sentence}。", 3) for n, sentence in enumerate(revision.differences, 1)]
    opening = f"{revision.meeting.title}议程调整如下，其他事项不变，以本次所附议程（第{revision.number}版）为准："
    return (Paragraph(opening), *rows)


def _recipients(meeting: Meeting) -> tuple[str, ...]:
    chosen = [unit.name for unit in meeting.invited_units.all()]
    return tuple(chosen) or ("各成员单位",)


def agenda_table(agenda: Sequence[Line], *, with_notes: bool = False) -> tuple[Block, ...]:
    """Return the agenda as a table; headings and, for the chair, private notes stand in rows of their own."""
    rows: list[tuple[str, ...]] = []
    for line in agenda:
        rows += [("", line.heading)] if line.heading else []
        who = "\n".join(part for part in (line.unit, line.reporter) if part)
        mark = "（会上撤回）" if line.withdrawn else "（临时动议）" if line.urgent else ""
        title = f"{line.title}{mark}"
        attending = f"\n参加单位：{'、'.join(line.attending)}" if line.attending else ""
        rows.append((line.number, f"{title}{attending}", who, f"{line.starts}\n{line.minutes}分钟"))
        rows += [("", detail) for detail in line.details]
        rows += [("", f"主持参考：{line.note}")] if with_notes and line.note else []
    return (Table(ROW, tuple(rows)),)


def agenda(meeting: Meeting, lines: Sequence[Line], *, with_notes: bool = False) -> OfficialDocument:
    """Return the agenda as an inside paper; `with_notes` is the chair's edition."""
    edition = "（主持人用）" if with_notes else ""
    return OfficialDocument(
        title=f"{meeting.title}议程{edition}",
        body=(*_facts(meeting), *agenda_table(lines, with_notes=with_notes)),
    )


def _facts(meeting: Meeting) -> tuple[Block, ...]:
    return (
        Listing("时间", cn_datetime(meeting.starts_at)),
        Listing("地点", meeting.place),
        Listing("主持", f"{meeting.chaired_by}（{meeting.chair_post}）"),
    )


def sign_in_sheet(meeting: Meeting) -> OfficialDocument:
    """Return the sign-in sheet: one row a unit, with who announced himself and room for the signature."""
    columns = (Column("序号", 0.9, "centre"), Column("单位", 3.4), Column("姓名", 1.6, "centre"),
               Column("职务", 2), Column("签名", 2))  # fmt: skip
    receipts = [r for r in meeting.receipts.select_related("unit") if r.unit.has_seat]
    rows = tuple((str(n), r.unit.name, r.attendee_name, r.attendee_post, "") for n, r in enumerate(receipts, 1))
    body: tuple[Block, ...] = (*_facts(meeting)[:2], Table(columns, rows))
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


def front(meeting: Meeting, recipient: str, contents: Sequence[tuple[str, str]]) -> OfficialDocument:
    """Return cover and contents of a pack: (paper, page or remark) a line."""
    columns = (Column("序号", 0.8, "centre"), Column("材料", 5), Column("页码", 2, "centre"))
    rows = tuple((str(n), title, page) for n, (title, page) in enumerate(contents, 1))
    return OfficialDocument(
        title=f"{meeting.title}\n会议材料",
        body=(*_facts(meeting), Listing("持有人", recipient), Table(columns, rows, caption="目录")),
    )


def printed(document: OfficialDocument, *, created: datetime) -> bytes:
    """Return the paper as PDF, in the office's own fonts where it has them."""
    fonts: Path | None = settings.OFFICE_FONTS_DIR
    return render(document, created=created, office_fonts=fonts)
