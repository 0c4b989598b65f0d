"""What a transition of agenda items does beyond the state. Each effect returns what the log keeps about it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings.models import AgendaEntry, AgendaItem, Meeting, Minutes
from meetings.models.meeting import DECIDING


def remember_submitted(item: AgendaItem, _: Act) -> None:
    """From now on the office sees the item, even when it is returned."""
    item.was_submitted = True


def count_draft(obj: AgendaItem | Minutes, _: Act) -> None:
    """A returned text comes back as the next draft."""
    obj.version += 1


def place_on_agenda(meeting: Meeting, item: AgendaItem) -> AgendaEntry:
    """Put `item` last on the agenda of a meeting that has not begun; after the notice a supplement announces it."""
    if meeting.state not in {Meeting.State.PLANNED, Meeting.State.NOTICED, Meeting.State.POSTPONED}:
        raise Refused(f"“{meeting}”已{meeting.get_state_display().removeprefix('已')}，议程不能再改。")
    if meeting.entries.filter(agenda_item=item).exists():
        raise Refused(f"“{item}”已在“{meeting}”的议程上。")
    last = meeting.entries.order_by("-position").first()
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    return AgendaEntry.objects.create(meeting=meeting, agenda_item=item, position=last.position + 1 if last else 1)


def schedule(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Put the item on the agenda of the regular meeting chosen."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=act.data["meeting"].pk)
    if meeting.jurisdiction_id != item.jurisdiction_id or meeting.kind not in DECIDING:
        raise Refused("请选择本联席会议筹备中的会议。联络员会议请在会议页面列入议题。")
    entry = place_on_agenda(meeting, item)
    return {"meeting": meeting.pk, "position": entry.position}


def take_off(item: AgendaItem, _: Act) -> Mapping[str, Any]:
    """Take the item off the agenda it stands on; a supplementary notice will say so."""
    entry = current_entry(item)
    assert entry is not None  # noqa: S101 - guarded: the meeting has not begun
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=entry.meeting_id)
    entry.delete()
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    return {"meeting": meeting.pk, "title": str(meeting)}


def withdraw_at_meeting(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """The place on the agenda stays, struck out with the reason: numbers of the others do not move."""
    entry = current_entry(item)
    assert entry is not None  # noqa: S101 - guarded: the meeting is in session
    entry.withdrawn_reason = act.comment[:200]
    entry.save()
    return {"meeting": entry.meeting_id}


def current_entry(item: AgendaItem) -> AgendaEntry | None:
    """Return the item's place on the latest agenda of a deciding meeting."""
    entries = item.entries.filter(meeting__kind__in=DECIDING).exclude(meeting__state=Meeting.State.CANCELLED)
    return entries.select_related("meeting").order_by("-pk").first()
