"""Who is told of changes in the roster."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from members.change_rules import step_of
from members.models import Appointment, CharterDraft, MemberChange, Role, Succession, User
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


def _director(change: Succession, _: LogEntry) -> Iterable[Any]:
    return people_holding({Role.DIRECTOR}, change.jurisdiction_id)


def _concerned(change: Succession, _: LogEntry) -> Iterable[Any]:
    """Both units and the office; those whose posts end with the unit held them until the day before."""
    units = [pk for pk in (change.unit_id, change.successor_id) if pk]
    leaving = Appointment.objects.on(change.effective_on - timedelta(days=1)).filter(unit__in=units, role__in=UNIT)
    people = User.objects.filter(is_active=True, pk__in=leaving.values("user"))
    return [*people, *people_holding(UNIT, change.jurisdiction_id, units=units),
            *people_holding(OFFICE, change.jurisdiction_id)]  # fmt: skip


def _day(change: Succession) -> str:
    return f"{change.effective_on:%Y年%-m月%-d日}"


def _preparer(draft: CharterDraft, _: LogEntry) -> Iterable[Any]:
    return [draft.started_by]


notify.register(
    "charter_draft.obstruct",
    Announcement(_preparer, lambda d, e: f"{d}已到生效日期，未能生效：{e.comment}请收回核对后办理。"),
)
for act, whom, say in [
    ("succession.create", _director, lambda c, e: f"{c}，拟自{_day(c)}起生效，请核对后确认。"),
    ("succession.confirm", _concerned, lambda c, e: f"{c}已确认，自{_day(c)}起生效，在办工作届时一并转移。"),
    ("succession.cancel", _concerned, lambda c, e: f"{c}已取消。理由：{e.comment}"),
    ("succession.take_effect", _concerned, lambda c, e: f"{c}已生效，此前形成的文件保留原单位名称。"),
    ("succession.obstruct", _director, lambda c, e: f"{c}应自{_day(c)}起生效，未能办理：{e.comment}"),
]:
    notify.register(act, Announcement(whom, say))


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
