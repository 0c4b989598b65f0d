"""The agenda as lines: numbers, sub-numbers, headings and the clock; and what differs between two of them."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from jointmeeting.kernel.carry_over import Kind, carry_over_for
from meetings.models import AgendaEntry, AgendaRevision, Meeting
from members.models import MemberUnit

CARRIED = "carried"  # the key of the first line where last meeting's work is heard
CARRIED_TITLE = "听取上次会议议定事项落实情况"
CARRIED_MINUTES = 10
ON_AGENDA = frozenset({Kind.OPEN, Kind.OVERDUE})
ATTENDING = Prefetch("attending_units", MemberUnit.doers.all())  # guests of a meeting have no seat


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an agenda. `key` is the item's number in the database, or CARRIED; `starts` is 9:15."""

    key: str
    number: str
    title: str
    unit: str
    reporter: str
    minutes: int
    starts: str
    heading: str = ""
    attending: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    note: str = ""
    withdrawn: str = ""
    urgent: str = ""
    outcome: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return what a published revision keeps: everything but the chair's private note and what became of it."""
        kept = asdict(self)
        del kept["note"], kept["outcome"]
        return {**kept, "attending": list(self.attending), "details": list(self.details)}


def lines(meeting: Meeting) -> list[Line]:
    """Return the agenda as it stands now, numbered, with the clock running from the beginning."""
    found = _earlier_work(meeting)
    now = timezone.localtime(meeting.starts_at) + timedelta(minutes=total_minutes(found))
    entries = meeting.entries.select_related("agenda_item__unit").prefetch_related(ATTENDING)
    top, sub = len(found), 0
    for entry in entries:
        top, sub = (top, sub + 1) if entry.is_sub and top else (top + 1, 0)
        found.append(_line(entry, f"{top}.{sub}" if sub else str(top), now))
        now += timedelta(minutes=0 if entry.withdrawn_reason else entry.minutes)
    return found


def _earlier_work(meeting: Meeting) -> list[Line]:
    """Return what is heard before the items: last meeting's work where any is under way, then what was carried over."""
    carried, now = list(meeting.carried.all()), timezone.localtime(meeting.starts_at)
    under_way = _open(meeting, {row.key for row in carried}) if meeting.reviews_last else ()
    found: list[Line] = []
    if under_way:
        office = meeting.jurisdiction.office_name
        found.append(Line(CARRIED, "1", CARRIED_TITLE, office, "", CARRIED_MINUTES, _clock(now), details=under_way))
    for row in carried:
        starts = _clock(now + timedelta(minutes=total_minutes(found)))
        found.append(Line(row.key, str(len(found) + 1), row.title, row.unit, "", row.minutes, starts))
    return found


def _line(entry: AgendaEntry, number: str, now: datetime) -> Line:
    item = entry.agenda_item
    return Line(
        key=str(item.pk),
        number=number,
        title=item.title,
        unit=item.unit.name,
        reporter=entry.reporter,
        minutes=entry.minutes,
        starts=_clock(now),
        heading=entry.heading,
        attending=tuple(unit.name for unit in entry.attending_units.all()),
        note=entry.private_note,
        withdrawn=entry.withdrawn_reason,
        urgent=entry.urgent_reason,
        outcome=entry.get_outcome_display(),
    )


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def _open(meeting: Meeting, apart: set[str]) -> tuple[str, ...]:
    """Return what is under way, but for what stands on the agenda by itself."""
    matters = [m for m in carry_over_for(meeting) if m.kind in ON_AGENDA and m.key not in apart]
    return tuple(f"{m.unit}：{m.title}{f'（{m.note}）' if m.note else ''}" for m in matters)


def total_minutes(agenda: list[Line]) -> int:
    """Return how long the agenda takes."""
    return sum(line.minutes for line in agenda if not line.withdrawn)


def slot_sentence(meeting: Meeting, agenda: list[Line]) -> tuple[str, str]:
    """Return (tone, sentence) for the time the agenda takes against the slot."""
    total, slot = total_minutes(agenda), meeting.slot_minutes
    if total > slot:
        return "late", f"议程共{total}分钟，超出会期{total - slot}分钟。请压缩时长、撤出议题或延长会期。"
    return "good", f"议程共{total}分钟，会期{slot}分钟，余{slot - total}分钟。"


def unpublished(meeting: Meeting) -> list[str]:
    """Return what the agenda as it stands changes of the newest revision; nothing where there is none.

    A page that has read the agenda already has put it on the copy it asks with.
    """
    last = meeting.revisions.first()
    agenda = lines(meeting) if meeting.agenda_read is None else meeting.agenda_read
    return differences(published(last), agenda) if last else []


def published(revision: AgendaRevision) -> list[Line]:
    """Return a frozen revision as lines."""
    rows = [{**row, "attending": tuple(row["attending"]), "details": tuple(row["details"])} for row in revision.lines]
    return [Line(**row) for row in rows]


def differences(before: list[Line], after: list[Line]) -> list[str]:
    """Return, in words, what `after` changes of `before`; nothing when a reader would see no difference."""
    old, new = ({line.key: line for line in agenda} for agenda in (before, after))
    said = [_added(line) for line in after if line.key not in old]
    said += [f"撤出：原第{line.number}项 {line.title}（{line.unit}）" for line in before if line.key not in new]
    for line in after:
        if line.key in old:
            said += _changes(old[line.key], line)
    return said


def _added(line: Line) -> str:
    return f"增加{'（临时动议）' if line.urgent else ''}：{line.number}. {line.title}（{line.unit}）"


def _changes(before: Line, after: Line) -> list[str]:
    parts = []
    if before.number != after.number:
        parts.append(f"由第{before.number}项调整为第{after.number}项")
    for label, field in (("标题", "heading"), ("名称", "title"), ("汇报人", "reporter")):
        if getattr(before, field) != getattr(after, field):
            parts.append(f"{label}由“{getattr(before, field) or '无'}”改为“{getattr(after, field) or '无'}”")
    if before.minutes != after.minutes:
        parts.append(f"时长由{before.minutes}分钟改为{after.minutes}分钟")
    if before.attending != after.attending:
        parts.append(f"参加单位改为{'、'.join(after.attending) or '全体参会单位'}")
    if before.withdrawn != after.withdrawn:
        parts.append(f"已撤回（{after.withdrawn}）" if after.withdrawn else "重新列入")
    return [f"{after.title}：{'；'.join(parts)}"] if parts else []
