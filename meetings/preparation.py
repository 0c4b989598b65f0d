"""How a meeting stands before it begins: each item against the red lines, opinions and papers, and the packs."""

from dataclasses import dataclass

from django.db.models import Prefetch

from meetings import ordering
from meetings.guards import readiness
from meetings.models import AgendaItem, AgendaOpinion, Attachment, Meeting, MeetingPack
from members.models import MemberUnit


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the agenda: its red lines, how many were asked and have answered its text, its papers."""

    number: str
    item: AgendaItem
    red: list[readiness.Line]
    asked: int
    answered: int
    overdue: int
    papers: int


def items(meeting: Meeting, agenda: list[ordering.Line]) -> list[ItemRow]:
    """Return the items that are still on `agenda`, the meeting's own, in its order; in a constant number of queries."""
    numbers = {line.key: line.number for line in agenda}
    opinions = Prefetch("agenda_item__opinions", AgendaOpinion.objects.select_related("unit"))
    papers = Prefetch("agenda_item__attachments", Attachment.objects.newest())
    entries = meeting.entries.filter(withdrawn_reason="").prefetch_related(opinions, papers)
    offices: dict[str, MemberUnit | None] = {}
    rows = []
    for entry in entries.select_related("agenda_item__unit", "agenda_item__override_by"):
        item = entry.agenda_item
        item.jurisdiction = meeting.jurisdiction
        rows.append(_row(numbers[str(item.pk)], item, meeting, offices))
    return rows


def _row(number: str, item: AgendaItem, meeting: Meeting, offices: dict[str, MemberUnit | None]) -> ItemRow:
    """The steps before a meeting are no red lines on the agenda of the liaison meeting that is one of them."""
    asked, decides = list(item.opinions.all()), meeting.kind != Meeting.Kind.LIAISON
    lines = readiness.check(item, opinions=asked, offices=offices, with_steps=decides)
    return ItemRow(
        number,
        item,
        [line for line in lines if line.tone == "late"],
        len(asked),
        sum(row.state != AgendaOpinion.State.PENDING and not row.is_stale for row in asked),
        sum(row.is_overdue for row in asked),
        len(item.attachments.all()),
    )


def packs(meeting: Meeting) -> tuple[str, str]:
    """Return (tone, sentence) for the newest set of packs."""
    rows = list(MeetingPack.objects.with_age().filter(meeting=meeting).select_related("revision"))
    newest = [row for row in rows if row.number == rows[0].number]
    if not newest:
        return "soon", "材料包尚未制作。"
    made, failed = sum(row.pdf_id is not None for row in newest), sum(row.has_failed for row in newest)
    said = f"材料包（议程第{newest[0].revision.number}版）已制成{made} / {len(newest)}份"
    if newest[0].is_outdated:  # type: ignore[attr-defined]  # annotated
        return "late", f"{said}，此后议程已有新版，请重新制作。"
    return ("late", f"{said}，{failed}份制作失败，请重新制作。") if failed else ("good", f"{said}。")
