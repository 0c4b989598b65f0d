"""The matrix of countersignatures, unit × clause × draft: for the page, and as the sheet that is printed (会签单)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils import timezone

from jointmeeting.kernel.documents.official import Block, Column, OfficialDocument, Paragraph, Signature, Table
from jointmeeting.kernel.templatetags.ui import cn_date, cn_number
from meetings.countersigning import consent_clause, consent_rule
from meetings.models import Countersignature, Minutes

ABREAST = 5  # clauses side by side on a sheet of 28 characters
EARLIER = (
    Column("稿次", 1, "centre"),
    Column("条次", 1, "centre"),
    Column("单位", 2),
    Column("意见", 1.6, "centre"),
    Column("会签人", 1.8, "centre"),
    Column("说明", 2.6),
)
SHORT = {
    "pending": "待会签",
    "agreed_with_text": "同意*",
    "objected": "异议",
    "upheld": "异议采纳",
    "overruled": "裁定维持",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit's answers, clause by clause; None where the unit is not asked about a clause."""

    unit: str
    cells: list[Countersignature | None]

    @property
    def numbered(self) -> list[tuple[int, Countersignature | None]]:
        """The answers with the number of their clause, for a table whose rows stack on a phone."""
        return list(enumerate(self.cells, 1))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Clauses as columns, units as lines, in the order of the minutes and of the notice."""

    clauses: list[tuple[int, str]]
    lines: list[Line]


def matrix(minutes: Minutes, rows: Sequence[Countersignature]) -> Matrix:
    """Arrange the answers that count."""
    matters = list(minutes.matters.all())
    found = {(row.unit_id, row.clause): row for row in rows}
    units = {row.unit_id: row.unit for row in rows}
    ordered = sorted(units.values(), key=lambda unit: unit.position)
    lines = [Line(unit.name, [found.get((unit.pk, matter.key)) for matter in matters]) for unit in ordered]
    return Matrix([(matter.position, matter.heading) for matter in matters], lines)


def countersign_document(
    minutes: Minutes, rows: Sequence[Countersignature], *, units: Collection[int] | None = None
) -> OfficialDocument:
    """Return the countersign sheet: rule, matrix, opinions with rulings, every answer with its draft.

    `units`: whose answers it holds, for a unit that reads its own; None for all of them.
    """
    body = minutes.jurisdiction
    clause = consent_clause(minutes)
    basis = f"依据{clause}，" if consent_rule(minutes) else f"因{clause}，" if clause else ""
    now, count = timezone.localtime(), len({row.unit_id for row in rows})
    blocks: list[Block] = [
        Paragraph(f"{basis}《{minutes.title}》（第{minutes.version}稿）送{count}个单位逐条会签，截至{cn_date(now)}"
                  f"{now:%H:%M}，情况如下。"),
        Paragraph("一、条文", 1),
        *(Paragraph(f"第{m.position}条　{m.heading}（第{m.changed_in}稿）") for m in minutes.matters.all()),
        Paragraph("二、会签情况", 1),
        *_tables(matrix(minutes, rows)),
        Paragraph("三、意见和裁定", 1),
        *_opinions(rows),
        *_earlier(minutes, rows, units),
    ]  # fmt: skip
    return OfficialDocument(
        title=f"{minutes.title}会签单",
        body=tuple(blocks),
        signature=Signature(body.office_name, cn_date(now)),
    )


def _earlier(minutes: Minutes, rows: Sequence[Countersignature], units: Collection[int] | None) -> list[Block]:
    """Return what was said to earlier drafts and counts no more: a clause was changed, or asked about anew."""
    pending, said = Countersignature.State.PENDING, minutes.countersignatures.select_related("unit", "answered_by")
    mine = said if units is None else said.filter(unit__in=units)
    superseded = (
        mine.exclude(state=pending)
        .exclude(pk__in=[row.pk for row in rows])
        .order_by("version", "position", "unit__position")
    )
    lines = tuple(
        (
            f"第{row.version}稿",
            f"第{row.position}条",
            row.unit.name,
            row.get_state_display(),
            _said_by(row),
            row.note or "—",
        )
        for row in superseded
    )
    if not lines:
        return []
    return [Paragraph("四、对历次稿的会签（条文或者本单位发言已改动，以第二部分为准）", 1), Table(EARLIER, lines)]


def _said_by(row: Countersignature) -> str:
    return f"{row.answered_by}\n{cn_date(row.answered_at)}" if row.answered_by else "—"


def _tables(found: Matrix) -> list[Table]:
    """Return the matrix in tables of a few clauses each, so that every cell can be read."""
    tables = []
    for start in range(0, len(found.clauses), ABREAST):
        part = found.clauses[start : start + ABREAST]
        columns = (Column("单位", 2.4), *(Column(f"第{position}条", 1, "centre") for position, _ in part))
        rows = tuple((line.unit, *map(_cell, line.cells[start : start + ABREAST])) for line in found.lines)
        tables.append(Table(columns, rows))
    return tables


def _cell(row: Countersignature | None) -> str:
    if row is None:
        return "—"
    return f"{SHORT.get(row.state, row.get_state_display())}\n第{row.version}稿"


def _opinions(rows: Sequence[Countersignature]) -> list[Block]:
    said = [row for row in rows if row.note or row.authority]
    if not said:
        return [Paragraph("各单位未提出修改意见或者异议。")]
    return [Paragraph(f"（{cn_number(n)}）{_opinion(row)}") for n, row in enumerate(said, 1)]


def _opinion(row: Countersignature) -> str:
    start = f"{row.unit}（第{row.position}条，第{row.version}稿）"
    if row.authority:
        return f"{start}逾期未会签，依据{row.authority}视为同意。"
    kind = "附修改意见" if row.state == Countersignature.State.AGREED_WITH_TEXT else "提出异议"
    sentence = f"{start}{kind}：{_ended(row.note)}"
    if not row.ruled_by:
        return sentence if kind == "附修改意见" else f"{sentence}尚未裁定。"
    return f"{sentence}{row.ruled_by}{cn_date(row.ruled_at)}裁定{_verdict(row)}，理由：{_ended(row.ruling)}"


def _verdict(row: Countersignature) -> str:
    return "采纳异议" if row.state == Countersignature.State.UPHELD else "维持原文"


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
