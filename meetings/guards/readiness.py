"""The check before an item goes to a meeting (上会前核查): how each line stands, by which clause, and what to do.

A red line (tone "late") keeps the item off the agenda and the notice from going out; an amber one is only said.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.consultation import Offices, Required, required
from meetings.guards import agenda as guards
from meetings.models import AgendaItem, AgendaOpinion, Meeting
from members.rules import WORKING_RULES

S, P = AgendaItem.State, AgendaOpinion.State
BEHIND_APPROVAL = frozenset({S.SCHEDULED, S.DEFERRED, S.DECIDED, S.REJECTED, S.REFERRED})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: title, tone good | soon | late, sentence, clause, and the acts on the item that settle it."""

    title: str
    tone: str
    sentence: str
    clause: str = ""
    acts: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """By what it keeps the item back: the clause, else the working rules of the office."""
        return self.clause or (WORKING_RULES if self.tone == "late" else "")


def check(
    item: AgendaItem,
    *,
    opinions: Iterable[AgendaOpinion] | None = None,
    offices: Offices | None = None,
    with_steps: bool = True,
) -> list[Line]:
    """Return every line that applies to `item`, in the order of its way.

    Who checks many items brings their opinions along, and one dict for the offices the law asks, found once for all.
    """
    given = item.opinions.select_related("unit", "agenda_item") if opinions is None else opinions
    asked_by_law = required(item, offices)
    steps = _steps(item) if with_steps else ()
    lines = [*_late(item), *steps, *_cost(item, asked_by_law)]
    opinions_of = {opinion.unit_id: opinion for opinion in given}
    found = [_by_law(row, opinions_of.get(row.unit.pk) if row.unit else None) for row in asked_by_law]
    legal = {row.unit.pk for row in asked_by_law if row.unit}
    found += [_asked(opinion) for opinion in opinions_of.values() if opinion.unit_id not in legal]
    if item.override_version == item.version:
        found = [_overridden(line, item) for line in found]
    return lines + found


def red(item: AgendaItem) -> Iterator[Line]:
    """Yield the lines that keep the item from a meeting."""
    return (line for line in check(item) if line.tone == "late")


def _late(item: AgendaItem) -> Iterator[Line]:
    if item.is_late:
        allowed = item.is_late_allowed
        sentence = "逾期提报，办公室主任已同意。" if allowed else "逾期提报，须经办公室主任同意。"
        yield Line(
            "提报时间", "soon" if allowed else "late", f"{sentence}理由：{item.late_reason}", "", ("allow_late",)
        )


def _cost(item: AgendaItem, asked_by_law: list[Required]) -> Iterator[Line]:
    if item.needs_money and not item.cost.strip():
        clause = next((row.clause for row in asked_by_law if row.office == "财政局"), "")
        yield Line("经费", "late", "涉及经费，但没有写明金额和来源。请退回提报单位补充。", clause, ("return_",))


def _steps(item: AgendaItem) -> Iterator[Line]:
    """The steps of the notice, asked of the same guards that refuse the act."""
    if item.state in BEHIND_APPROVAL:
        return
    for title, guard, acts in (
        ("联络员会议", guards.discussed_by_liaisons_first, ("discuss",)),
        ("审批", guards.approved_as_the_notice_says, ("admit", "approve")),
    ):
        if refusal := guard(item, None):
            yield Line(title, "late", refusal.sentence, refusal.clause, acts)


def _by_law(row: Required, opinion: AgendaOpinion | None) -> Line:
    title = f"{row.unit or row.office}意见"
    if row.unit is None:
        sentence = (
            f"{row.why}；本联席会议没有{row.office}这一成员单位。请线下征求意见后，由办公室主任裁定并写明意见来源。"
        )
        return Line(title, "late", sentence, row.clause, ("override",))
    if opinion is None:
        return Line(title, "late", f"{row.why}，尚未征求意见。", row.clause, ("consult", "override"))
    return _answered(title, opinion, row.clause)


def _asked(opinion: AgendaOpinion) -> Line:
    return _answered(f"{opinion.unit}意见", opinion, "")


def _answered(title: str, opinion: AgendaOpinion, clause: str) -> Line:
    """What stands against the meeting is red where the opinion is mandatory, amber where it was only asked for."""
    tone = "late" if opinion.is_mandatory or clause else "soon"
    said = P(opinion.state).label
    if opinion.state == P.PENDING:
        late = "已逾期，请催办" if opinion.is_overdue else "请等待答复"
        acts = ("consult", "override") if opinion.is_overdue else ("override",)
        return Line(title, tone, f"尚未答复，期限{opinion.due_on:%-m月%-d日}，{late}。", clause, acts)
    if opinion.is_stale:
        sentence = f"对第{opinion.answered_version}稿答复“{said}”，此后文本已修改，请该单位重新答复。"
        return Line(title, tone, sentence, clause, ("consult", "override"))
    if opinion.state == P.DISAGREED:
        sentence = f"不同意：{opinion.text.rstrip('。')}。请退回修改，协商一致，或由办公室主任裁定。"
        return Line(title, tone, sentence, clause, ("return_", "override"))
    if opinion.state == P.NOT_OURS and clause:
        sentence = "答复不属本单位职责，法定意见仍然缺少。请与该单位沟通后重新征求意见，或由办公室主任裁定。"
        return Line(title, "late", sentence, clause, ("consult", "override"))
    return Line(title, "good", f"{said}。{opinion.text}", clause)


def _overridden(line: Line, item: AgendaItem) -> Line:
    if line.tone != "late":
        return line
    return Line(
        line.title, "soon", f"{line.sentence}办公室主任{item.override_by}裁定继续：{item.override_reason}", line.clause
    )


def ready(item: AgendaItem, _: Any) -> Refused | None:
    """The first red line keeps the item off the agenda."""
    line = next(red(item), None)
    return Refused(f"上会前核查未通过：{line.title}，{line.sentence}", clause=line.basis) if line else None


def the_law_was_heard(item: AgendaItem, _: Any) -> Refused | None:
    """The chair's leave stands in for notice and approval, not for the opinions the law asks for, nor for the cost."""
    line = next((line for line in red(item) if line.title.endswith("意见") or line.title == "经费"), None)
    if line is None:
        return None
    return Refused(f"临时动议不免除必要的征求意见：{line.title}，{line.sentence}", clause=line.basis)


def opinions_stand_against(item: AgendaItem, _: Any) -> Refused | None:
    """The director rules only where an opinion is missing or against."""
    if any(line.title.endswith("意见") for line in red(item)):
        return None
    return NotApplicable("本议题没有缺少或不同意的必要意见，无须裁定。")


def agenda_is_ready(meeting: Meeting, _: Any) -> Refused | None:
    """No notice goes out while an item on a regular meeting's agenda has a red line."""
    if meeting.kind != Meeting.Kind.REGULAR:
        return None
    for entry in meeting.entries.select_related("agenda_item__jurisdiction"):
        if refusal := ready(entry.agenda_item, None):
            return Refused(f"议题“{entry.agenda_item}”{refusal.sentence}", clause=refusal.clause)
    return None
