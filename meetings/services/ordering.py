"""Arranging an agenda: order, headings, minutes, reporters. Publishing is an act of the meeting, in its workflow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings.models import AgendaEntry, CarriedMatter, Meeting
from members.models import MemberUnit
from members.rules import require

ARRANGEABLE = frozenset({Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.POSTPONED})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as somebody arranged it; the place in the sequence is its position."""

    entry: int
    heading: str
    is_sub: bool
    minutes: int
    reporter: str
    attending_units: Sequence[MemberUnit]
    private_note: str


class Outdated(Refused):
    """Somebody else arranged the agenda in between. Nothing was written; what was typed is still in the form."""


@transaction.atomic
def arrange_agenda(
    meeting: Meeting, rows: Sequence[Row], *, slot_minutes: int, reviews_last: bool, version: int, by: Any
) -> None:
    """Write the whole arrangement at once. `version` is the one that was read; raise Outdated when it has moved on."""
    require(by, "meeting.arrange", meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state not in ARRANGEABLE:
        raise Refused(f"会议状态为“{locked.get_state_display()}”，议程不能再编排。会上的变化请在议题页面登记。")
    entries = {entry.pk: entry for entry in locked.entries.select_for_update()}
    if locked.agenda_version != version or {row.entry for row in rows} != set(entries):
        raise Outdated(_who_was_faster(locked))
    for position, row in enumerate(rows, 1):
        _write(entries[row.entry], row, position)
    locked.agenda_version += 1
    locked.slot_minutes, locked.reviews_last = slot_minutes, reviews_last
    locked.save()
    audit.record("meeting.arrange", locked, by=by, details={"order": [row.entry for row in rows]})


def _write(entry: AgendaEntry, row: Row, position: int) -> None:
    entry.position, entry.heading, entry.minutes = position, row.heading, row.minutes
    entry.is_sub = row.is_sub and position > 1
    entry.reporter, entry.private_note = row.reporter, row.private_note
    entry.save()
    entry.attending_units(manager="ever").set(row.attending_units)


def _who_was_faster(meeting: Meeting) -> str:
    acts = ["meeting.arrange", "meeting.add_item", "agenda_item.schedule", "agenda_item.take_off"]
    last = audit.history(meeting).filter(act__in=acts[:2]).first()
    who = f"{last.actor_name}" if last else "其他同志"
    return f"您编排期间，{who}已更新本议程，您的编排没有保存。您填写的内容仍在下方，请对照最新议程核对后再保存。"


@transaction.atomic
def carry_matters(
    meeting: Meeting, matters: Sequence[CarriedMatter], *, dropped: Collection[str], reviews_last: bool, by: Any
) -> None:
    """Put matters of earlier work before the items, take `dropped` (keys) off, and hear last meeting's work or not."""
    require(by, "meeting.arrange", meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not matters and not dropped and locked.reviews_last == reviews_last:
        return
    if locked.state not in ARRANGEABLE:
        raise Refused(f"会议状态为“{locked.get_state_display()}”，议程不能再编排。会上的变化请在议题页面登记。")
    CarriedMatter.objects.bulk_create(matters, ignore_conflicts=True)
    locked.carried.filter(key__in=dropped).delete()
    locked.agenda_version, locked.reviews_last = locked.agenda_version + 1, reviews_last
    locked.save(update_fields=["agenda_version", "reviews_last"])
    titles = [matter.title for matter in matters]
    audit.record("meeting.carry", locked, by=by, details={"titles": titles, "dropped": sorted(dropped)})


@transaction.atomic
def remove_from_agenda(entry: AgendaEntry, *, by: Any) -> None:
    """Take an item off a liaison meeting that has not been noticed; the item itself stays as it is."""
    require(by, "meeting.arrange", entry.meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=entry.meeting_id)
    if locked.kind != Meeting.Kind.LIAISON or locked.state not in ARRANGEABLE:
        raise Refused("请在议题页面办理“撤出议程”，并说明理由。")
    title = entry.agenda_item.title
    entry.delete()
    locked.agenda_version += 1
    locked.save()
    audit.record("meeting.remove_item", locked, by=by, details={"title": title})
