"""The paper of an item in a meeting's pack: its text, what units said, what earlier meetings and the director did."""

from collections.abc import Iterator

from jointmeeting.kernel.documents.official import Block, Column, Listing, OfficialDocument, Paragraph, Table
from jointmeeting.kernel.templatetags.ui import cn_day, cn_number
from meetings.models import AgendaEntry, AgendaItem, AgendaOpinion

ROW = (Column("单位", 2.2), Column("意见", 1.6, "centre"), Column("内容", 4.8))
PARTS = (
    ("背景情况", "background"),
    ("依据", "basis"),
    ("提请审议事项", "proposal"),
    ("备选方案", "options"),
    ("经费需求和来源", "cost"),
)


def sheet(item: AgendaItem) -> OfficialDocument:
    """Return the paper; parts the unit left empty are left out."""
    concerned = "、".join(item.units_concerned.values_list("name", flat=True))
    body: list[Block] = [Listing("提报单位", item.unit.name)]
    body += [Listing("涉及单位", concerned)] if concerned else []
    for n, (heading, blocks) in enumerate(_parts(item), 1):
        body += [Paragraph(f"{cn_number(n)}、{heading}", 1), *blocks]
    return OfficialDocument(title=item.title, body=tuple(body))


def _parts(item: AgendaItem) -> Iterator[tuple[str, list[Block]]]:
    for heading, field in PARTS:
        if lines := [line for line in getattr(item, field).splitlines() if line.strip()]:
            yield heading, [Paragraph(line) for line in lines]
    if opinions := list(item.opinions.select_related("unit")):
        yield "征求意见情况", [Table(ROW, tuple(_row(opinion) for opinion in opinions))]
    if earlier := list(item.entries.exclude(outcome="").select_related("meeting").order_by("pk")):
        yield "历次审议情况", [Paragraph(_earlier(entry)) for entry in earlier]
    if item.override_reason and item.override_version == item.version:
        ruled = f"办公室主任{item.override_by}裁定继续上会。理由：{item.override_reason.rstrip('。')}。"
        yield "裁定", [Paragraph(ruled)]


def _earlier(entry: AgendaEntry) -> str:
    note = f"：{entry.outcome_note.rstrip('。')}" if entry.outcome_note else ""
    return f"{cn_day(entry.meeting.starts_at)}，{entry.meeting}{entry.get_outcome_display()}{note}。"


def _row(opinion: AgendaOpinion) -> tuple[str, ...]:
    older = f"（对第{opinion.answered_version}稿）" if opinion.is_stale else ""
    return opinion.unit.name, f"{opinion.get_state_display()}{older}", opinion.text or "—"
