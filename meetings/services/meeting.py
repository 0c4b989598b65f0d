"""Creating and editing meetings. State changes are in workflows, never here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_stamp
from meetings import arrangement
from meetings.effects.agenda import place_on_agenda
from meetings.models import AgendaEntry, AgendaItem, Meeting, PlannedMeeting
from meetings.services.plan import arrange
from members.models import Jurisdiction, MemberUnit
from members.rules import require


class ArrangedMeanwhile(Refused):
    """Somebody changed the arrangement since the form was opened; nothing was written. `who` did, and when."""

    def __init__(self, meeting: Meeting) -> None:
        last = audit.history(meeting).filter(act__in=["meeting.edit", "meeting.arrange"]).first()
        self.who = f"{last.actor_name}于{cn_stamp(last.at)}" if last else "其他同志"
        super().__init__(f"{self.who}修改了会议安排，您的修改没有写入。请对照后再保存。")


@transaction.atomic
def plan_meeting(
    body: Jurisdiction, *, by: Any, request_key: UUID, planned: PlannedMeeting | None = None, **fields: Any
) -> Meeting:
    """Plan a meeting of `body`: kind, title, starts_at, place, chaired_by, chair_post; invited_units, guest_units.

    `planned` is the line of the year's plan it comes from.
    """
    require(by, "meeting.plan", body)
    if done := audit.find_request(request_key):
        return Meeting.objects.get(pk=done.subject_id)
    members, guests = fields.pop("invited_units", ()), fields.pop("guest_units", ())
    fields.setdefault("reviews_last", fields.get("kind") == Meeting.Kind.REGULAR)
    meeting = Meeting.objects.create(jurisdiction=body, planned_by=by, **fields)
    _invite(meeting, members, guests)
    if planned:
        arrange(planned, meeting)
    audit.record("meeting.plan", meeting, by=by, request_key=request_key)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, *, seen: str, by: Any, request_key: UUID, **fields: Any) -> None:
    """Change a meeting nobody has been told of; after the notice, time and place change with a notice of their own.

    `seen` is the mark of the arrangement that was read; raises ArrangedMeanwhile when it has moved on.
    """
    require(by, "meeting.plan", meeting)
    if audit.find_request(request_key):
        return
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state != Meeting.State.PLANNED or locked.was_noticed:
        raise Refused(
            "通知已发出，时间地点请办理“通知新的时间”，议程请编排后“发布补充通知”，另请单位请办理“增加参会单位”。"
        )
    if arrangement.mark(locked) != seen:
        raise ArrangedMeanwhile(locked)
    if fields["kind"] != locked.kind and locked.entries.exists():
        raise Refused("议程上已有议题，不能再改会议类别。请先移出议题，或另建会议。")
    _invite(locked, fields.pop("invited_units", ()), fields.pop("guest_units", ()))
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    audit.record("meeting.edit", locked, by=by, request_key=request_key)


def _invite(meeting: Meeting, members: Iterable[MemberUnit], guests: Iterable[MemberUnit]) -> None:
    """Write who is to come; through `ever`, for a unit that left since is taken out as well."""
    meeting.invited_units(manager="ever").set(members)
    meeting.guest_units(manager="ever").set(guests)


@transaction.atomic
def add_to_agenda(meeting: Meeting, item: AgendaItem, *, by: Any) -> AgendaEntry:
    """Put an accepted item on the agenda of a liaison meeting."""
    require(by, "meeting.add_item", meeting)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.kind != Meeting.Kind.LIAISON or item.state != AgendaItem.State.ACCEPTED:
        raise Refused("只有办公室已受理的议题可以列入联络员会议。其他会议请在议题页面办理“列入会议议程”。")
    entry = place_on_agenda(locked, item)
    audit.record("meeting.add_item", locked, by=by, details={"agenda_item": item.pk, "title": item.title})
    return entry
