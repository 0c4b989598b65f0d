"""From minutes in the database to the document that is printed, and its preview on the page."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone

from jointmeeting.kernel.documents import levels, official, pasted
from jointmeeting.kernel.documents.content import Attachment, Table
from jointmeeting.kernel.documents.minutes import MinutesDocument, Paragraph, blank_number, digest
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_date, cn_number
from meetings.attachments import printed_title
from meetings.drafting import sentence_of
from meetings.models import Attendance, Meeting, Minutes, Receipt, Recipient
from meetings.models.meeting import HERE
from meetings.statements import printed as deliberations
from members.models import Appointment
from members.permissions import OFFICE
from members.queries import units_by_name
from members.rules import ruling

PRESENT, OBSERVING = "出席", "列席"
LISTS = {
    PRESENT: HERE,
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
        attachments=tuple(
            Attachment(printed_title(row), sha256=row.file.sha256) for row in minutes.attachments.select_related("file")
        ),
        copies_to=tuple(copies.values_list("label", flat=True)),
        issued_by=body.office_name,
        has_seal=_is_sealed(minutes),
    )


def _is_sealed(minutes: Minutes) -> bool:
    """Tell whether the body's rule leaves the place of a seal; minutes carry none by custom (GB/T 9704-2012 10.3)."""
    rule = ruling(minutes, "minutes_seal")
    return rule is not None and rule.value == "with_seal"


def _body(minutes: Minutes) -> list[Paragraph | Table]:
    """Return opening and clauses; what was said of an item precedes its first clause, items without one come last."""
    paragraphs: list[Paragraph | Table] = [*levels.paragraphs(minutes.opening)]
    told, position = deliberations(minutes), 0
    for matter in minutes.matters.all():
        position = matter.position
        paragraphs.append(Paragraph(f"{cn_number(position)}、{matter.heading}", 1))
        paragraphs += told.pop(matter.agenda_item_id or 0, [])
        paragraphs += [*levels.paragraphs(sentence_of(matter)), *pasted.tables(matter.table)]
    for entry in minutes.meeting.entries.filter(agenda_item__in=told).select_related("agenda_item"):
        position += 1
        paragraphs.append(Paragraph(f"{cn_number(position)}、{entry.agenda_item.title}", 1))
        paragraphs += told[entry.agenda_item_id]
    return paragraphs


def _attendance(minutes: Minutes) -> list[tuple[str, str]]:
    """Return the lists of 10.3; whoever presided stands first among those present, under his post or his unit.

    Units invited without a seat stand under 列席, before the observers the office typed.
    """
    meeting = minutes.meeting
    if not meeting.is_sitting:
        return _written_answers(minutes)
    rows, presiding = list(meeting.attendances.all()), _presiding(meeting)
    rows.sort(key=lambda row: row != presiding)
    observers = [_who(row, presiding) for row in rows if row.is_guest and row.state in HERE]
    rows = [row for row in rows if not (row.is_guest and row.state in HERE)]
    lists = []
    for label, states in LISTS.items():
        names = [_who(row, presiding) for row in rows if row.state in states]
        if label == PRESENT and presiding is None:
            names.insert(0, f"{meeting.chair_post}（{meeting.chaired_by}，主持）")
        lists += [(label, "、".join(names))] if names else []
    observers += meeting.observers.splitlines()
    return [*lists, (OBSERVING, "、".join(observers))] if observers else lists


def _written_answers(minutes: Minutes) -> list[tuple[str, str]]:
    """Nobody sat: what stands in the place of the attendance is what each unit answered."""
    rows, lists = list(minutes.meeting.receipts.select_related("unit")), []
    for label, state in ANSWERS.items():
        names = "、".join(f"{r.unit}（{r.reason}）" if r.reason else r.unit.name for r in rows if r.state == state)
        lists += [(label, names)] if names else []
    return lists


def _presiding(meeting: Meeting) -> Attendance | None:
    """Return the line on which the chair himself came for a unit: under his name, in a unit where he held a post.

    Who belongs to the office belongs to the unit that hosts it. A namesake from elsewhere is somebody else.
    """
    posts = Appointment.objects.on(timezone.localdate(meeting.starts_at))
    own = list(posts.filter(user=meeting.chaired_by_id, jurisdiction=meeting.jurisdiction_id))
    units = {post.unit_id for post in own}
    host = meeting.jurisdiction.charter_at(meeting.begun_at).record.office_host_unit
    if host and any(post.unit_id is None and post.role in OFFICE for post in own):
        found = units_by_name(meeting.jurisdiction).get(host.value)
        units |= {found.pk} if found else set()
    rows = meeting.attendances.filter(unit__in=units - {None}, state__in=HERE, is_guest=False)
    return rows.filter(person_name=meeting.chaired_by.name).first()


def _who(row: Attendance, presiding: Attendance | None) -> str:
    presides = "，主持" if row == presiding else ""
    substitute = "，代会" if row.state == Attendance.State.SUBSTITUTE else ""
    return f"{row.unit_name}（{row.person_name}{presides}{substitute}）" if row.person_name else row.unit_name


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
        number = blank_number(style="issue" if rule and rule.value == "issue_number" else "year")
        document = draft.numbered(number=number, date="")
    sheet = document.official()
    try:
        pages = official.preview(sheet, office_fonts=settings.OFFICE_FONTS_DIR)
    except ValueError as error:  # a draft is shown all the same, with the reason where the list would stand
        pages = official.preview(replace(sheet, copies_to=(str(error),)), office_fonts=settings.OFFICE_FONTS_DIR)
    return {"document": sheet, "pages": pages}
