"""What a transition of agenda items does beyond the state. Each effect returns what the log keeps about it."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings.models import AgendaEntry, AgendaItem, Meeting, Minutes


def remember_submitted(item: AgendaItem, _: Act) -> None:
    """From now on the office sees the item, even when it is returned."""
    item.was_submitted = True


def count_draft(obj: AgendaItem | Minutes, _: Act) -> None:
    """A returned text comes back as the next draft."""
    obj.version += 1


def place_on_agenda(meeting: Meeting, item: AgendaItem) -> AgendaEntry:
    """Put `item` last on the agenda of a meeting that has not been noticed."""
    if meeting.state != Meeting.State.PLANNED:
        raise Refused(f"“{meeting}”已{meeting.get_state_display().removeprefix('已')}，议程不能再改。")
    if meeting.entries.filter(agenda_item=item).exists():
        raise Refused(f"“{item}”已在“{meeting}”的议程上。")
    last = meeting.entries.order_by("-position").first()
    return AgendaEntry.objects.create(meeting=meeting, agenda_item=item, position=last.position + 1 if last else 1)


def schedule(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Put the item on the agenda of the regular meeting chosen."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=act.data["meeting"].pk)
    if meeting.jurisdiction_id != item.jurisdiction_id or meeting.kind != Meeting.Kind.REGULAR:
        raise Refused("请选择本联席会议筹备中的例会。")
    entry = place_on_agenda(meeting, item)
    return {"meeting": meeting.pk, "position": entry.position}
