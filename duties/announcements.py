"""Who is told of what about assignments."""

from collections.abc import Iterable
from typing import Any

from duties.models import Assignment
from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from members.permissions import OFFICE, UNIT
from members.queries import people_holding


def _lead(assignment: Assignment, _: LogEntry) -> Iterable[Any]:
    return people_holding(UNIT, assignment.jurisdiction_id, units=[assignment.lead_unit_id])


def _office(assignment: Assignment, _: LogEntry) -> Iterable[Any]:
    return people_holding(OFFICE, assignment.jurisdiction_id)


for act, recipients, sentence in [
    ("assignment.assign", _lead, lambda a, e: f"交办：{a}（{a.source}），{a.due_on:%-m月%-d日}前完成，请签收。"),
    ("assignment.finish", _office, lambda a, e: f"{a.lead_unit}报告办结：{a}，请核验。"),
    ("assignment.return", _lead, lambda a, e: f"工作事项“{a}”退回续办。理由：{e.comment}"),
    ("assignment.close", _lead, lambda a, e: f"工作事项“{a}”已销号。"),
]:
    notify.register(act, Announcement(recipients, sentence))
