"""From minutes in the database to the document that is printed, and its preview on the page."""

from dataclasses import replace
from typing import Any

from django.conf import settings

from jointmeeting.kernel.documents import official
from jointmeeting.kernel.documents.minutes import MinutesDocument, Paragraph, digest
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_date, cn_number
from meetings.drafting import sentence_of
from meetings.models import Attendance, Minutes, Receipt, Recipient
from meetings.models.meeting import HERE
from meetings.statements import printed as deliberations
from members.rules import ruling

LISTS = {
    "出席": HERE,
    "请假": (Attendance.State.ON_LEAVE,),
    "缺席": (Attendance.State.ABSENT,),
}
ANSWERS = {
    "同意": Receipt.State.AGREED,
    "有不同意见": Receipt.State.OBJECTED,
    "未答复": Receipt.State.SILENT,
}


def compose(minutes: Minutes) -> MinutesDocument:
    """Return the document as the draft stands: opening, items and resolved matters, attendance, 版记."""
    body = minutes.jurisdiction
    copies = minutes.recipients.filter(kind__in=[Recipient.Kind.CC, Recipient.Kind.REPORT]).order_by("-kind")
    return MinutesDocument(
        mark=f"{body.body_name}纪要",
        organ=body.office_name,
        title=minutes.title,
        paragraphs=tuple(_body(minutes)),
        attendance=tuple(_attendance(minutes)),
        copies_to=tuple(copies.values_list("label", flat=True)),
        issued_by=body.office_name,
    )


def _body(minutes: Minutes) -> list[Paragraph]:
    """Return opening and clauses; what was said of an item precedes its first clause, items without one come last."""
    paragraphs = [Paragraph(text) for text in minutes.opening.splitlines() if text.strip()]
    told, position = deliberations(minutes), 0
    for matter in minutes.matters.all():
        position = matter.position
        paragraphs.append(Paragraph(f"{cn_number(position)}、{matter.heading}", 1))
        paragraphs += [Paragraph(text) for text in told.pop(matter.agenda_item_id or 0, [])]
        paragraphs += [Paragraph(text) for text in sentence_of(matter).splitlines() if text.strip()]
    for entry in minutes.meeting.entries.filter(agenda_item__in=told).select_related("agenda_item"):
        position += 1
        paragraphs.append(Paragraph(f"{cn_number(position)}、{entry.agenda_item.title}", 1))
        paragraphs += [Paragraph(text) for text in told[entry.agenda_item_id]]
    return paragraphs


def _attendance(minutes: Minutes) -> list[tuple[str, str]]:
    if not minutes.meeting.is_sitting:
        return _written_answers(minutes)
    rows = list(minutes.meeting.attendances.all())
    lists = []
    for label, states in LISTS.items():
        names = "、".join(_who(row) for row in rows if row.state in states)
        lists += [(label, names)] if names else []
    return lists


def _written_answers(minutes: Minutes) -> list[tuple[str, str]]:
    """Nobody sat: what stands in the place of the attendance is what each unit answered."""
    rows, lists = list(minutes.meeting.receipts.select_related("unit")), []
    for label, state in ANSWERS.items():
        names = "、".join(f"{r.unit}（{r.reason}）" if r.reason else r.unit.name for r in rows if r.state == state)
        lists += [(label, names)] if names else []
    return lists


def _who(row: Attendance) -> str:
    substitute = "，代会" if row.state == Attendance.State.SUBSTITUTE else ""
    return f"{row.unit_name}（{row.person_name}{substitute}）" if row.person_name else row.unit_name


def freeze(minutes: Minutes) -> tuple[dict[str, Any], str]:
    """Return the content that will be signed and its SHA-256; refuse what no font can print."""
    document = compose(minutes)
    ensure_printable(document.official())
    content = document.to_json()
    return content, digest(content)


def ensure_printable(document: official.OfficialDocument) -> None:
    """Raise Refused, naming place and character, for what no font can print, and for what cannot be laid out."""
    if missing := official.missing(document, office_fonts=settings.OFFICE_FONTS_DIR):
        raise Refused("".join(row.sentence for row in missing[:3]) + "请改用规范汉字，或请系统管理员补充字体。")
    try:
        official.preview(document, office_fonts=settings.OFFICE_FONTS_DIR)
    except ValueError as error:
        raise Refused(str(error)) from error


def printed(minutes: Minutes) -> MinutesDocument:
    """Return the document as signed: frozen content, number and date of signing."""
    return MinutesDocument.from_json(minutes.content or {}).numbered(
        number=minutes.number_label, date=cn_date(minutes.signed_at)
    )


def preview(minutes: Minutes) -> dict[str, Any]:
    """Return what components/sheet.html shows: the drawing the paper is made from."""
    if minutes.number:
        document = printed(minutes)
    else:
        draft = MinutesDocument.from_json(minutes.content) if minutes.content else compose(minutes)
        rule = ruling(minutes, "minutes_number_form")
        number = "第　期" if rule and rule.value == "issue_number" else "〔　〕　号"
        document = draft.numbered(number=number, date="")
    sheet = document.official()
    try:
        pages = official.preview(sheet, office_fonts=settings.OFFICE_FONTS_DIR)
    except ValueError as error:  # a draft is shown all the same, with the reason where the list would stand
        pages = official.preview(replace(sheet, copies_to=(str(error),)), office_fonts=settings.OFFICE_FONTS_DIR)
    return {"document": sheet, "pages": pages}
