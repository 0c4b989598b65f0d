"""What units said to an item: who may be quoted, what it must agree with, and how it is printed. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jointmeeting.kernel.documents import levels, pasted
from jointmeeting.kernel.documents.content import Paragraph, Table
from meetings import outcomes
from meetings.models import AgendaEntry, AgendaItem, AgendaOpinion, Minutes, UnitStatement
from meetings.models.meeting import HERE
from meetings.models.statement import Stance
from members.models import MemberUnit

Row = Mapping[str, Any]  # unit, stance, text, reason
PHRASES = {
    Stance.AGREED: "表示同意",
    Stance.WITH_CHANGES: "建议修改后同意",
    Stance.DISAGREED: "表示不同意",
    Stance.NO_COMMENT: "表示无意见",
    Stance.NOT_OURS: "认为不属本单位职责",
}


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who was there, and what was given in writing before: (item, unit) → opinion."""

    present: dict[int, MemberUnit]
    written: dict[tuple[int, int], AgendaOpinion]

    def speakers(self, item: AgendaItem) -> list[MemberUnit]:
        """Return the units that may be quoted on `item`: those that attended, and those that wrote."""
        wrote = {row.unit_id: row.unit for (pk, _), row in self.written.items() if pk == item.pk}
        return sorted({**self.present, **wrote}.values(), key=lambda unit: unit.position)

    def fault_of(self, item: AgendaItem, row: Row) -> tuple[str, str] | None:
        """Return the field that is wrong in a statement, with what to do about it, or None."""
        unit, stance, text = row["unit"], row["stance"], row["text"]
        if unit not in self.speakers(item):
            return "unit", f"{unit}没有到会，也没有书面意见，不能登记发言。请核对会议签到。"
        if stance in {Stance.WITH_CHANGES, Stance.DISAGREED} and not text:
            return "text", "请写明修改意见或者不同意的理由。"
        written = self.written.get((item.pk, unit.pk))
        if written and not row["reason"] and differs(written, stance, text):
            said = f"{written.get_state_display()}{f'：{written.text}' if written.text else ''}"
            return "reason", f"与书面意见（{said}）不一致，请写明原因，例如：会上修改了意见，或者据书面意见概括。"
        return None


def hearing_of(minutes: Minutes) -> Hearing:
    """Return who attended the meeting, and the written opinions about its items."""
    asked = AgendaOpinion.objects.filter(agenda_item__entries__meeting=minutes.meeting_id).select_related("unit")
    answered = asked.exclude(state=AgendaOpinion.State.PENDING)
    return Hearing(
        {unit.pk: unit for unit in minutes.meeting.units_heard()},
        {(row.agenda_item_id, row.unit_id): row for row in answered},
    )


def differs(written: AgendaOpinion, stance: str, text: str) -> bool:
    """Tell whether a statement departs from the written opinion; spaces and the closing mark do not count."""
    return (written.state, _bare(written.text)) != (stance, _bare(text))


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。")


def recorded(minutes: Minutes) -> list[dict[str, Any]]:
    """Return the items as a draft brings them: what was saved, for the others what agenda and opinions say."""
    saved = {row.agenda_item_id: row for row in minutes.summaries.prefetch_related("statements__unit")}
    hearing = hearing_of(minutes)
    rows = []
    for entry in minutes.meeting.entries.select_related("agenda_item__unit", "meeting"):
        item, kept = entry.agenda_item, saved.get(entry.agenda_item_id)
        if kept:
            fields = ("unit", "stance", "text", "reason")
            said = [{name: getattr(row, name) for name in fields} for row in kept.statements.all()]
            rows.append({"agenda_item": item, "summary": kept.text, "table": kept.table, "statements": said})
        elif not entry.was_heard:
            rows.append({"agenda_item": item, "summary": "", "table": "", "statements": []})
        else:
            said = _generated(item, hearing)
            text = "\n".join(line for line in (_summary(entry, hearing), outcomes.sentence(entry)) if line)
            rows.append({"agenda_item": item, "summary": text, "table": "", "statements": said})
    return rows


def _summary(entry: AgendaEntry, hearing: Hearing) -> str:
    """Return the sentence an item begins with: who reported, if he was there; on paper nobody does."""
    item = entry.agenda_item
    if not entry.meeting.is_sitting:
        return f"联席会议办公室就{item.unit}提报的“{item.title}”书面征求了有关单位意见。"
    if item.unit_id not in hearing.present:
        return f"会议审议了{item.unit}提报的“{item.title}”。"
    about = item.title if item.title.startswith("关于") else f"关于“{item.title}”"
    return f"会议听取了{item.unit}{about}的汇报。"


def _generated(item: AgendaItem, hearing: Hearing) -> list[dict[str, Any]]:
    found = (hearing.written.get((item.pk, unit.pk)) for unit in hearing.speakers(item))
    return [{"unit": row.unit, "stance": row.state, "text": row.text, "reason": ""} for row in found if row]


def sentence(row: UnitStatement, *, was_present: bool) -> str:
    """Return one statement as it is printed, 县财政局建议修改后同意：…。"""
    said = f"：{row.text.rstrip('。')}" if row.text else ""
    return f"{row.unit}{'' if was_present else '书面'}{PHRASES[Stance(row.stance)]}{said}。"


def printed(minutes: Minutes) -> dict[int, list[Paragraph | Table]]:
    """Return item → what stands before its decision; items that print nothing are left out."""
    present = {row.unit_id for row in minutes.meeting.attendances.filter(state__in=HERE)}
    told: dict[int, list[Paragraph | Table]] = {}
    for summary in minutes.summaries.prefetch_related("statements__unit"):
        said = [levels.levelled(text) for text in _in_brief(summary.statements.all(), present)]
        blocks: list[Paragraph | Table] = [*levels.paragraphs(summary.text), *pasted.tables(summary.table), *said]
        if blocks:
            told[summary.agenda_item_id] = blocks
    return told


def _in_brief(rows: Iterable[UnitStatement], present: set[int]) -> list[str]:
    """Return the statements as one paragraph: units that said the same without more words are named together."""
    together: dict[tuple[str, str], list[str]] = {}
    apart = []
    for row in rows:
        if row.text:
            apart.append(sentence(row, was_present=row.unit_id in present))
        else:
            manner = "" if row.unit_id in present else "书面"
            together.setdefault((manner, row.stance), []).append(row.unit.name)
    brief = [f"{'、'.join(names)}{manner}{PHRASES[Stance(stance)]}。" for (manner, stance), names in together.items()]
    return ["".join([*brief, *(line.replace("\n", "") for line in apart)])] if brief or apart else []


def own_words(minutes: Minutes) -> dict[tuple[int, int], str]:
    """Return (item, unit) → its statement as printed, and why it departs from what it wrote."""
    present = {row.unit_id for row in minutes.meeting.attendances.filter(state__in=HERE)}
    rows = UnitStatement.objects.filter(summary__minutes=minutes).select_related("summary", "unit")
    return {
        (row.summary.agenda_item_id, row.unit_id): sentence(row, was_present=row.unit_id in present)
        + (f"（与书面意见不一致的原因：{row.reason}）" if row.reason else "")
        for row in rows
    }


def in_snapshot(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the items as a kept version holds them: units by name, stances by their word."""
    return [
        {
            "key": str(row["agenda_item"].pk),
            "title": row["agenda_item"].title,
            "summary": row["summary"],
            "table": row.get("table", ""),
            "statements": [
                {"unit": said["unit"].name, "stance": Stance(said["stance"]).label, "text": said["text"],
                 "reason": said["reason"]}
                for said in row["statements"]
            ],
        }
        for row in rows
    ]  # fmt: skip
