"""Who is told at once of what. Dates that come near are told by the daily digest (reminders.py)."""

from collections.abc import Iterable
from typing import Any

from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from members.permissions import DOORS, OFFICE, UNIT
from members.queries import people_holding


def _lead(obj: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(UNIT, obj.jurisdiction_id, units=[obj.lead_unit_id])


def _office(obj: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(OFFICE, obj.jurisdiction_id)


def _handlers(case: Any, entry: LogEntry) -> Iterable[Any]:
    """Who handles or supports the case, and the office where it did not act itself."""
    units = [case.lead_unit_id, *case.supports.values_list("unit", flat=True)]
    people = {*people_holding(UNIT, case.jurisdiction_id, units=units), *_office(case, entry)}
    return sorted((person for person in people if person.pk != entry.actor_id), key=lambda person: person.pk)


def _door(case: Any, _: LogEntry) -> Iterable[Any]:
    """Who received the case; the office where its own door did."""
    if case.received_by_id is None:
        return people_holding(OFFICE, case.jurisdiction_id)
    return people_holding(DOORS, case.jurisdiction_id, units=[case.received_by_id])


def _both_sides(obj: Any, entry: LogEntry) -> Iterable[Any]:
    """Lead unit and office, without who wrote it."""
    people = {*_lead(obj, entry), *_office(obj, entry)}
    return sorted((person for person in people if person.pk != entry.actor_id), key=lambda person: person.pk)


def _recipient(digest: Any, _: LogEntry) -> Iterable[Any]:
    return [digest.recipient]


def _addressees(paper: Any, _: LogEntry) -> Iterable[Any]:
    """The unit an urging letter goes to, else every unit's people."""
    units = [paper.unit_id] if paper.unit_id else paper.jurisdiction.units.values_list("pk", flat=True)
    return people_holding(UNIT, paper.jurisdiction_id, units=units)


def _assigned(a: Any, _: LogEntry) -> str:
    due = f"{a.due_on:%-m月%-d日}前完成，" if a.due_on else ""
    return f"交办：{a}（{a.source}），{due}请签收。"


for act, recipients, sentence in [
    ("assignment.assign", _lead, _assigned),
    ("assignment.reassign", _lead, _assigned),
    ("assignment.refuse", _office, lambda a, e: f"{a.lead_unit}不予签收：{a}。理由：{e.comment}。请改派。"),
    ("assignment.finish", _office, lambda a, e: f"{a.lead_unit}报告办结：{a}，请核验。"),
    ("assignment.return", _lead, lambda a, e: f"工作事项“{a}”退回续办。理由：{e.comment}"),
    ("assignment.close", _lead, lambda a, e: f"工作事项“{a}”已销号。"),
    ("assignment.reopen", _lead, lambda a, e: f"工作事项“{a}”重新办理。理由：{e.comment}"),
    ("assignment.urge", _lead, lambda a, e: f"催办：{a}。{e.comment}"),
    ("assignment.comment", _both_sides, lambda a, e: f"{e.actor_name}对“{a}”发表意见：{e.comment}"),
    ("supervision_slip.issue", _lead, lambda s, e: f"{s}：{s.assignment}。请于{s.answer_by:%-m月%-d日}前回复。"),
    ("assignment.set_date", _lead, lambda a, e: f"工作事项“{a}”的时限确定为{a.due_on:%-m月%-d日}。"),
    ("assignment.suspend", _lead, lambda a, e: f"工作事项“{a}”中止办理。理由：{e.comment}"),
    ("assignment.resume", _lead, lambda a, e: f"工作事项“{a}”恢复办理。"),
    ("assignment.merge", _lead, lambda a, e: f"工作事项“{a}”并入“{a.merged_into}”，不再单独办理。"),
    ("assignment.request_extension", _office, lambda a, e: f"{a.lead_unit}申请延期：{a}。理由：{e.comment}"),
    (
        "assignment.void_source",
        _both_sides,
        lambda a, e: f"{a}：所依据的纪要已作废（{e.details['void']}），请办公室明确。",
    ),
    (
        "assignment.correct_source",
        _both_sides,
        lambda a, e: f"{a}：所依据的纪要条文有更正（{e.details['corrigendum']}），请核对责任单位和时限。",
    ),
    ("part.complete", _office, lambda p, e: f"{p.label}登记完成配合分工：{p.assignment}。"),
    ("extension.grant", _lead, lambda x, e: f"同意延期：{x}。"),
    ("extension.deny", _lead, lambda x, e: f"未同意延期：{x}。理由：{e.comment}"),
    ("periodic_report.open", _lead, lambda r, e: f"请报送：{r}（{r.duty}），{r.due_on:%-m月%-d日}前报办公室。"),
    ("periodic_report.submit", _office, lambda r, e: f"已报送：{r}，请审核。"),
    ("periodic_report.return", _lead, lambda r, e: f"退回补充：{r}。理由：{e.comment}"),
    ("periodic_report.accept", _lead, lambda r, e: f"已采用：{r}。"),
    ("hardship_case.receive", _office, lambda c, e: f"受理急难个案：{c}（{c.place}），请登记。"),
    (
        "hardship_case.refer",
        _handlers,
        lambda c, e: f"交办：{c}，请{c.lead_unit}签收，{c.handle_by:%-m月%-d日}前办理。",
    ),
    ("hardship_case.pass_on", _handlers, lambda c, e: f"转办：{c}，由{c.lead_unit}承办。理由：{e.comment}"),
    ("hardship_case.give_back", _office, lambda c, e: f"{c}退回办公室，请重新交办。理由：{e.comment}"),
    ("hardship_case.resolve", _office, lambda c, e: f"{c.lead_unit}报告办理结果：{c}，请核对结案。"),
    ("hardship_case.return", _handlers, lambda c, e: f"{c}退回续办。理由：{e.comment}"),
    ("hardship_case.escalate", _handlers, lambda c, e: f"{c}提请一事一议。理由：{e.comment}"),
    ("hardship_case.close", _door, lambda c, e: f"{c}已结案。"),
    ("office_paper.issue", _addressees, lambda p, e: f"已印发：{p}，请查收。"),
    ("digest.send", _recipient, lambda d, e: f"{d}：共{len(d.lines)}件。{d.lines[0]['text']}"),
]:
    notify.register(act, Announcement(recipients, sentence))
