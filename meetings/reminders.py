"""Reminders about meetings: in working hours, on working days, and never twice, whoever asks and however often.

A unit that has not answered is reminded from the second working day after the notice, each working day until the
meeting; the office then gets the list of the silent ones to telephone. Who comes is reminded on the last working day.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from jointmeeting.kernel import audit, clock, jobs, notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings.models import Meeting, MeetingReminder, Receipt
from members.permissions import DOERS, OFFICE
from members.queries import people_holding

OPENS, SHUTS = 8, 18  # quiet before 8:00 and from 18:00, and on days off
PATIENCE = 2  # working days a unit has before it is reminded (PRODUCT: notice one or two days ahead)
COMING = {Receipt.State.ATTENDING, Receipt.State.SUBSTITUTE}
ACT = "meeting_reminder.send"
Kind = MeetingReminder.Kind


def remind() -> int:
    """Send today's reminders that were not sent yet; return how many were sent now."""
    now = timezone.localtime(clock.now())
    if not OPENS <= now.hour < SHUTS or not clock.is_workday(now.date()):
        return 0
    meetings = Meeting.objects.filter(state=Meeting.State.NOTICED, starts_at__gt=now).select_related("jurisdiction")
    due = [(meeting, *row) for meeting in meetings for row in _due(meeting, now.date())]
    return sum(_send(meeting, unit, kind, now.date()) for meeting, unit, kind in due)


def _due(meeting: Meeting, today: date) -> Iterator[tuple[int | None, str]]:
    """Yield (unit or None for the office, kind) of what is due today."""
    receipts = list(meeting.receipts.expected())
    silent = [r for r in receipts if r.state == Receipt.State.SILENT]
    told = audit.history(meeting).filter(act__in=["meeting.convene", "meeting.renotice"]).first()
    noticed = timezone.localdate(told.at) if told else today
    if silent and clock.workdays_between(noticed, today) >= PATIENCE:
        yield from ((r.unit_id, Kind.SILENT) for r in silent)
        yield None, Kind.SILENT_LIST
    if today == clock.workday_before(timezone.localdate(meeting.starts_at), 1):
        yield from ((r.unit_id, Kind.TOMORROW) for r in receipts if r.state in COMING)


@transaction.atomic
def _send(meeting: Meeting, unit: int | None, kind: str, day: date) -> bool:
    """Keep the row and announce it, both or neither; a row that stands already was announced."""
    reminder, created = MeetingReminder.objects.get_or_create(meeting=meeting, unit_id=unit, kind=kind, day=day)
    if created:
        notify.announce(audit.record(ACT, reminder, by=None, details={"kind": str(kind)}))
    return created


def _people(reminder: MeetingReminder, _: LogEntry) -> Iterable[Any]:
    body = reminder.meeting.jurisdiction_id
    return people_holding(DOERS, body, units=[reminder.unit_id]) if reminder.unit_id else people_holding(OFFICE, body)


def _sentence(reminder: MeetingReminder, _: LogEntry) -> str:
    meeting = reminder.meeting
    when = f"{meeting}，{cn_datetime(meeting.starts_at)}，{meeting.place}"
    if reminder.kind == Kind.SILENT_LIST:
        silent = meeting.receipts.expected().filter(state=Receipt.State.SILENT).select_related("unit")
        return f"{meeting}尚有{len(silent)}个单位未回执：{'、'.join(r.unit.short_name for r in silent)}。请电话催办。"
    return f"会议提醒：{when}。" if reminder.kind == Kind.TOMORROW else f"请尽快回执：{when}。"


notify.register(ACT, Announcement(_people, _sentence))
jobs.register_deadline(remind)
