"""Thirty days on a stopped clock: who is reminded of a meeting on which day, once, also when a worker dies."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.models import LogEntry, Notification
from meetings import reminders
from meetings.models import AgendaItem, Meeting, MeetingReminder
from meetings.workflows import agenda_items, meetings, receipts
from members.models import MemberUnit, Role
from tests.factories import Office

START = date(2026, 6, 1)  # a Monday; 19 June is 端午
HOURS = (3, 7, 8, 9, 17, 18, 23)


def at(day: date, hour: int) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour) - timedelta(hours=8), tick=False)


@pytest.fixture
def meeting(chencang: Office) -> Iterator[Meeting]:
    """A meeting on 24 June, noticed on the 15th to two units with people in office."""
    chencang.person(Role.LIAISON, chencang.other_unit)
    with at(START, 9):
        item = chencang.agenda_item(AgendaItem.State.SUBMITTED)
        meeting = chencang.regular_meeting()
        meeting.starts_at = datetime(2026, 6, 24, 1, tzinfo=UTC)  # 9:00 in Shanghai
        meeting.save()
        meeting.invited_units.set([chencang.unit, chencang.other_unit])
        agenda_items.perform(item, "accept", by=chencang.staff)
        agenda_items.perform(item, "schedule", by=chencang.staff, data={"meeting": meeting})
    with at(date(2026, 6, 15), 9):
        meetings.perform(meeting, "convene", by=chencang.chief)
    yield meeting


def rounds(day: date) -> None:
    """Let the sweeper come by at every hour of a day."""
    for hour in HOURS:
        with at(day, hour):
            reminders.remind()


def days(kind: str, unit: MemberUnit | None = None) -> list[date]:
    return list(MeetingReminder.objects.filter(kind=kind, unit=unit).order_by("day").values_list("day", flat=True))


def test_thirty_days(chencang: Office, meeting: Meeting) -> None:
    month = [START + timedelta(days=n) for n in range(30)]
    for day in month:
        if day == date(2026, 6, 18):
            with at(day, 20):
                receipts.perform(meeting.receipts.get(unit=chencang.unit), "attend", by=chencang.liaison, data={})
        rounds(day)
    waiting = [date(2026, 6, 17), date(2026, 6, 18), date(2026, 6, 22), date(2026, 6, 23), date(2026, 6, 24)]
    kind = MeetingReminder.Kind
    assert days(kind.SILENT, chencang.other_unit) == waiting
    assert days(kind.SILENT, chencang.unit) == [date(2026, 6, 17)]
    assert days(kind.SILENT_LIST) == waiting
    assert days(kind.TOMORROW, chencang.unit) == [date(2026, 6, 23)]
    assert days(kind.TOMORROW, chencang.other_unit) == []
    assert LogEntry.objects.filter(act=reminders.ACT).count() == MeetingReminder.objects.count()
    jobs.sweep(work=True)
    jobs.sweep(work=True)
    told = Notification.objects.filter(entry__act=reminders.ACT)
    assert told.filter(recipient=chencang.liaison).count() == 2
    assert told.filter(recipient=chencang.staff).count() == 5
    assert "请电话催办" in told.filter(recipient=chencang.staff)[0].sentence


def test_a_worker_that_dies_half_way_neither_forgets_nor_repeats(chencang: Office, meeting: Meeting) -> None:
    send, sent = reminders._send, list[object]()

    def die_at_the_third(*args: object) -> bool:
        if len(sent) == 2:
            raise SystemExit
        sent.append(args)
        return send(*args)  # type: ignore[arg-type]

    with at(date(2026, 6, 17), 9):
        with patch.object(reminders, "_send", die_at_the_third), pytest.raises(SystemExit):
            reminders.remind()
        assert MeetingReminder.objects.count() == 2
        assert reminders.remind() == 1
        assert reminders.remind() == 0
    assert LogEntry.objects.filter(act=reminders.ACT).count() == 3


def test_after_a_new_time_patience_begins_anew(chencang: Office, meeting: Meeting) -> None:
    moved = {"starts_at": meeting.starts_at + timedelta(days=7), "place": "另一会议室"}
    with at(date(2026, 6, 17), 7):
        meetings.perform(meeting, "renotice", by=chencang.staff, comment="场地另有安排", data=moved)
    rounds(date(2026, 6, 17))
    assert not MeetingReminder.objects.exists()
    rounds(date(2026, 6, 22))
    assert days(MeetingReminder.Kind.SILENT, chencang.unit) == [date(2026, 6, 22)]


def test_a_cancelled_meeting_reminds_nobody(chencang: Office, meeting: Meeting) -> None:
    meetings.perform(meeting, "cancel", by=chencang.staff, comment="另行通知")
    rounds(date(2026, 6, 17))
    assert not MeetingReminder.objects.exists()


def test_the_last_workday_before_goes_over_holidays() -> None:
    assert not clock.is_workday(date(2026, 6, 19))
    assert clock.workday_before(date(2026, 6, 22), 1) == date(2026, 6, 18)
