"""Task sheets (任务单): what issued minutes charge each unit with, in the words of the minutes.

The sheets sum to the minutes: each clause stands on exactly one sheet as led, and on one a supporting unit.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from jointmeeting.kernel.documents import pasted
from jointmeeting.kernel.documents.official import Block, Column, OfficialDocument, Paragraph, Signature, Table
from jointmeeting.kernel.templatetags.ui import cn_date
from meetings.amending import void_of
from meetings.drafting import sentence_of
from meetings.models import Minutes, ResolvedMatter
from members.groups import expanded
from members.models import MemberUnit

ROW = (
    Column("条次", 0.8, "centre"),
    Column("议定事项", 4.4),
    Column("责任", 1.8, "centre"),
    Column("完成时限", 1.6, "centre"),
)


@dataclass(slots=True)
class TaskSheet:
    """What one unit leads and supports, in the order of the minutes."""

    unit: MemberUnit
    led: list[ResolvedMatter] = field(default_factory=list)
    supported: list[ResolvedMatter] = field(default_factory=list)


def sheets(minutes: Minutes) -> list[TaskSheet]:
    """Return a sheet for every unit the minutes charge, groups as their units, in the order of the notice."""
    found: dict[int, TaskSheet] = {}
    ever = Prefetch("supporting_units", MemberUnit.ever.all())  # a unit dissolved since was charged all the same
    for matter in minutes.matters.select_related("lead_unit").prefetch_related(ever):
        _of(found, matter.lead_unit).led.append(matter)
        for unit in expanded(matter.supporting_units.all()):
            if unit.pk != matter.lead_unit_id:
                _of(found, unit).supported.append(matter)
    return sorted(found.values(), key=lambda sheet: sheet.unit.position)


def _of(found: dict[int, TaskSheet], unit: MemberUnit) -> TaskSheet:
    return found.setdefault(unit.pk, TaskSheet(unit))


def task_sheet(minutes: Minutes, sheet: TaskSheet) -> OfficialDocument:
    """Return the sheet of one unit as it is printed: an excerpt of the minutes and what is to be done by when."""
    mine = sorted([(m.position, m, "牵头") for m in sheet.led] + [(m.position, m, "配合") for m in sheet.supported],
                  key=lambda row: row[0])  # fmt: skip
    office, day = minutes.jurisdiction.office_name, cn_date(minutes.signed_at)
    blocks: list[Block] = [
        *_mark(minutes),
        Paragraph(f"{minutes.jurisdiction.body_name}纪要{minutes.number_label}《{minutes.title}》议定事项共"
                  f"{minutes.matters.count()}条，涉及贵单位{len(mine)}条，其中牵头{len(sheet.led)}条、"
                  f"配合{len(sheet.supported)}条，摘录如下。"),
        Table(ROW, tuple(_row(matter, role) for _, matter, role in mine)),
        *_tables([matter for _, matter, _ in mine]),
        Paragraph("请按时限办理，并通过联席会议办公系统报告进展。摘录与纪要原文不一致的，以纪要原文为准。"),
    ]  # fmt: skip
    return OfficialDocument(
        title="会议纪要议定事项任务单",
        recipients=(sheet.unit.name,),
        body=tuple(blocks),
        signature=Signature(office, day),
    )


def _mark(minutes: Minutes) -> list[Paragraph]:
    """Return what a sheet says first where its minutes are void or corrected: nobody works on from an old sheet."""
    if void := void_of(minutes):
        return [Paragraph(f"本期纪要已作废（{void.number_label}），本任务单停止执行。")]
    labels = "、".join(row.number_label for row in minutes.amendments.issued())
    return [Paragraph(f"本期纪要有更正（{labels}），请一并使用。")] if labels else []


def _tables(matters: list[ResolvedMatter]) -> list[Block]:
    """Return the tables of the clauses on a sheet, each under the number of its clause."""
    return [
        block
        for matter in matters
        for table in pasted.tables(matter.table)
        for block in (Paragraph(f"第{matter.position}条附表："), table)
    ]


def _row(matter: ResolvedMatter, role: str) -> tuple[str, ...]:
    lead = "" if role == "牵头" else f"\n{matter.lead_unit}牵头"
    return str(matter.position), f"{matter.heading}。{sentence_of(matter)}", f"{role}{lead}", cn_date(matter.due_on)
