"""Papers that put a period together: its statistics, and what the units reported."""

from collections.abc import Mapping, Sequence

from duties.models import PeriodicReport, PeriodicReportState
from jointmeeting.kernel import clock
from jointmeeting.kernel.documents.content import Block, Column, Paragraph, Signature, Table
from jointmeeting.kernel.documents.official import OfficialDocument
from jointmeeting.kernel.templatetags.ui import cn_date, cn_number
from members.models import Jurisdiction


def statistics(body: Jurisdiction, label: str, tables: Mapping[str, Sequence[Sequence[str | int]]]) -> OfficialDocument:
    """Return the tables of a quarter, title → rows with the head first, as they stand on the page."""
    return OfficialDocument(
        title=f"{body.body_name}\n{label}统计",
        body=tuple(_table(title, rows) for title, rows in tables.items() if len(rows) > 1)
        or (Paragraph("本季度没有记录。"),),
        signature=_signature(body),
    )


def compilation(body: Jurisdiction, label: str, reports: Sequence[PeriodicReport]) -> OfficialDocument:
    """Return what the units reported for one period, in the order of the roster, and who is missing."""
    accepted = [row for row in reports if row.state == PeriodicReportState.ACCEPTED]
    missing = "、".join(str(row.duty.unit) for row in reports if row.state != PeriodicReportState.ACCEPTED)
    blocks: list[Block] = [Paragraph(f"本期应报{len(reports)}件，已采用{len(accepted)}件。")]
    if missing:
        blocks.append(Paragraph(f"尚未报送或者采用：{missing}。"))
    for n, report in enumerate(accepted, 1):
        blocks.append(Paragraph(f"{cn_number(n)}、{report.duty.unit}", level=1))
        blocks += _paragraphs(report)
    return OfficialDocument(title=f"{body.body_name}\n{label}汇总", body=tuple(blocks), signature=_signature(body))


def _paragraphs(report: PeriodicReport) -> list[Paragraph]:
    parts = (("", report.text), ("存在问题：", report.problems), ("下步打算：", report.next_steps))
    lines = [line for head, text in parts if text for line in f"{head}{text}".splitlines()]
    return [Paragraph(line.strip()) for line in lines if line.strip()]


def _table(title: str, rows: Sequence[Sequence[str | int]]) -> Table:
    unit, *figures = (str(cell) for cell in rows[0])
    columns = (Column(unit, 3.0), *(Column(name, 1.2, "centre") for name in figures))
    return Table(columns, tuple(tuple(map(str, row)) for row in rows[1:]), caption=title)


def _signature(body: Jurisdiction) -> Signature:
    return Signature(body.office_name, cn_date(clock.today()))
