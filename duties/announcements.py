"""Who is told at once of what. Dates that come near are told by the daily digest (reminders.py)."""

from collections.abc import Iterable
from typing import Any

from duties.models import Progress
from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from members.permissions import DOERS, DOORS, OFFICE
from members.queries import people_holding


def _lead(obj: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(DOERS, obj.jurisdiction_id, units=[obj.lead_unit_id])


def _office(obj: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(OFFICE, obj.jurisdiction_id)


def _handlers(case: Any, entry: LogEntry) -> Iterable[Any]:
    """Who handles or supports the case, and the office where it did not act itself."""
    units = [case.lead_unit_id, *case.supports.values_list("unit", flat=True)]
    people = {*people_holding(DOERS, case.jurisdiction_id, units=units), *_office(case, entry)}
    return sorted((person for person in people if person.pk != entry.actor_id), key=lambda person: person.pk)


def _door(case: Any, _: LogEntry) -> Iterable[Any]:
    """Who received the case; the office where its own door did."""
    if case.received_by_id is None:
        return people_holding(OFFICE, case.jurisdiction_id)
    return people_holding(DOORS, case.jurisdiction_id, units=[case.received_by_id])


def _supporters(part: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(DOERS, part.jurisdiction_id, units=[part.unit_id])


def _those_around(part: Any, entry: LogEntry) -> Iterable[Any]:
    """Lead unit and office of what a unit supports."""
    return _both_sides(part.assignment, entry)


def _withdrawn(body: Any, entry: LogEntry) -> Iterable[Any]:
    """The people of the unit that was asked before."""
    return people_holding(DOERS, body.pk, units=[entry.details["unit"]])


def _doers(assignment: Any, _: LogEntry) -> Iterable[Any]:
    """Lead unit and supporting units."""
    units = [assignment.lead_unit_id, *assignment.parts.values_list("unit", flat=True)]
    return people_holding(DOERS, assignment.jurisdiction_id, units=units)


def _everybody(assignment: Any, entry: LogEntry) -> Iterable[Any]:
    """Lead unit, supporting units and office."""
    people = {*_doers(assignment, entry), *_office(assignment, entry)}
    return sorted(people, key=lambda person: person.pk)


def _asks_for_help(obj: Any, entry: LogEntry) -> bool:
    return bool(_told(entry).help_wanted or _told(entry).obstacle)


def _told(entry: LogEntry) -> Any:
    return Progress.objects.get(pk=entry.details["progress"])


def _helpers(assignment: Any, entry: LogEntry) -> Iterable[Any]:
    """The office, where a report says what stands in the way."""
    return _office(assignment, entry) if _asks_for_help(assignment, entry) else ()


def _around_a_report(part: Any, entry: LogEntry) -> Iterable[Any]:
    """The lead unit, and the office where a report says what stands in the way."""
    return _those_around(part, entry) if _asks_for_help(part, entry) else _lead(part, entry)


def _help(who: Any, what: Any, entry: LogEntry) -> str:
    """Say what is wanted, else what stands in the way, else how far it is."""
    told = _told(entry)
    if told.help_wanted:
        return f"{who}请求协调：{told.help_wanted}（{what}）"
    return f"{who}反映困难：{told.obstacle}（{what}）" if told.obstacle else f"{who}报告进展{told.percent}%：{what}。"


def _reporter(progress: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(DOERS, progress.jurisdiction_id, units=[progress.lead_unit_id])


def _both_sides(obj: Any, entry: LogEntry) -> Iterable[Any]:
    """Lead unit and office, without who wrote it."""
    people = {*_lead(obj, entry), *_office(obj, entry)}
    return sorted((person for person in people if person.pk != entry.actor_id), key=lambda person: person.pk)


def _recipient(digest: Any, _: LogEntry) -> Iterable[Any]:
    return [digest.recipient]


def _addressees(paper: Any, _: LogEntry) -> Iterable[Any]:
    """The unit an urging letter goes to, else every unit's people."""
    units = [paper.unit_id] if paper.unit_id else paper.jurisdiction.units.values_list("pk", flat=True)
    return people_holding(DOERS, paper.jurisdiction_id, units=units)


def _assigned(a: Any, _: LogEntry) -> str:
    due = f"{a.due_on:%-m月%-d日}前完成，" if a.due_on else ""
    return f"交办：{a}（{a.source}），{due}请签收。"


for act, recipients, sentence in [
    ("assignment.assign", _lead, _assigned),
    ("assignment.reassign", _lead, _assigned),
    ("assignment.refuse", _office, lambda a, e: f"{a.lead_unit}不予签收：{a}。理由：{e.comment}。请改派。"),
    ("assignment.finish", _office, lambda a, e: f"{a.lead_unit}报告办结：{a}，请核验。"),
    ("assignment.return", _lead, lambda a, e: f"工作事项“{a}”退回续办。理由：{e.comment}"),
    ("assignment.report", _helpers, lambda a, e: _help(a.lead_unit, a, e)),
    ("progress.accept", _reporter, lambda p, e: f"办公室已审阅{p}" + (f"：{e.comment}" if e.comment else "。")),
    ("progress.return", _reporter, lambda p, e: f"退回重报：{p}。理由：{e.comment}"),
    ("assignment.set_reporting", _lead, lambda a, e: f"工作事项“{a}”的进展{a.reporting_label}。"),
    ("assignment.close", _doers, lambda a, e: f"工作事项“{a}”已销号。"),
    ("assignment.reopen", _doers, lambda a, e: f"工作事项“{a}”重新办理。理由：{e.comment}"),
    ("assignment.urge", _lead, lambda a, e: f"催办：{a}。{e.comment}"),
    ("assignment.comment", _everybody, lambda a, e: f"{e.actor_name}对“{a}”发表意见：{e.comment}"),
    ("supervision_slip.issue", _lead, lambda s, e: f"{s}：{s.assignment}。请于{s.answer_by:%-m月%-d日}前回复。"),
    ("supervision_slip.answer", _office, lambda s, e: f"{s.addressee}回复{s}：{s.answer}"),
    ("assignment.set_date", _doers, lambda a, e: f"工作事项“{a}”的时限确定为{a.due_on:%-m月%-d日}。"),
    ("assignment.suspend", _doers, lambda a, e: f"工作事项“{a}”中止办理。理由：{e.comment}"),
    ("assignment.resume", _doers, lambda a, e: f"工作事项“{a}”恢复办理。"),
    ("assignment.merge", _doers, lambda a, e: f"工作事项“{a}”并入“{a.merged_into}”，不再单独办理。"),
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
    (
        "part.assign",
        _supporters,
        lambda p, e: (
            f"请配合{p.lead_unit}办理：{p.assignment}" + (f"。分工：{e.details['text']}" if e.details["text"] else "。")
        ),
    ),
    ("part.withdraw", _withdrawn, lambda body, e: f"“{e.details['title']}”不再需要{e.details['unit_name']}配合。"),
    ("part.report", _around_a_report, lambda p, e: _help(p.label, p.assignment, e)),
    ("part.comment", _those_around, lambda p, e: f"{p.label}对“{p.assignment}”提出意见：{e.comment}"),
    ("part.complete", _those_around, lambda p, e: f"{p.label}登记完成配合分工：{p.assignment}。{e.comment}"),
    ("part.return", _supporters, lambda p, e: f"配合分工退回：{p.assignment}。理由：{e.comment}"),
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
    ("hardship_case.decline", _door, lambda c, e: f"不予受理：{c}。理由：{e.comment}"),
    ("hardship_case.call_back", _door, lambda c, e: f"{c}撤回提请一事一议，由办公室重新交办。理由：{e.comment}"),
    ("hardship_case.reopen", _door, lambda c, e: f"{c}重新办理。理由：{e.comment}"),
    ("hardship_case.close", _door, lambda c, e: f"{c}已结案。"),
    ("supervision_slip.stall", _office, lambda s, e: f"{s}编号后文件制作失败，请查明原因后重新制作。"),
    ("office_paper.stall", _office, lambda p, e: f"{p}已签发，文件制作失败，请查明原因后重新制作。"),
    ("office_paper.issue", _addressees, lambda p, e: f"已印发：{p}，请查收。"),
    ("digest.send", _recipient, lambda d, e: f"{d}：共{len(d.lines)}件。{d.lines[0]['text']}"),
]:
    notify.register(act, Announcement(recipients, sentence))
