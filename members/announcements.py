"""Who is told of changes in the roster."""

from collections.abc import Iterable
from typing import Any

from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from members.change_rules import step_of
from members.models import MemberChange, Role
from members.permissions import OFFICE, UNIT
from members.queries import people_holding


def _who_decides(change: MemberChange, _: LogEntry) -> Iterable[Any]:
    return people_holding({Role.CHIEF_CONVENER} if step_of(change) == "approve" else OFFICE, change.jurisdiction_id)


def _unit(change: MemberChange, _: LogEntry) -> Iterable[Any]:
    return people_holding(UNIT, change.jurisdiction_id, units=[change.unit_id])


def _both(change: MemberChange, entry: LogEntry) -> Iterable[Any]:
    return [*_unit(change, entry), *people_holding(OFFICE, change.jurisdiction_id)]


def _taken(change: MemberChange, _: LogEntry) -> str:
    count = change.hand_over.count()
    rest = f"请接任人逐项接收{count}项在办事项。" if count else "没有在办事项需要交接。"
    return f"{change}已生效：自{change.starts_on:%-m月%-d日}起由{change.successor_name}担任。{rest}"


for act, recipients, sentence in [
    ("member_change.propose", _who_decides, lambda c, e: f"{c}：拟由{c.successor_name}接任，请办理。"),
    ("member_change.file", _unit, lambda c, e: _taken(c, e)),
    ("member_change.confirm", _unit, lambda c, e: _taken(c, e)),
    ("member_change.approve", _both, lambda c, e: _taken(c, e)),
    ("member_change.adjust", _unit, lambda c, e: _taken(c, e)),
    ("member_change.take_effect", _both, lambda c, e: _taken(c, e)),
    ("member_change.return", _unit, lambda c, e: f"{c}已退回。理由：{e.comment}"),
]:
    notify.register(act, Announcement(recipients, sentence))
