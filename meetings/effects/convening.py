"""What calling, supplementing, postponing and rescheduling a meeting does beyond the state."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jointmeeting.kernel import audit, notify
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings import ordering, revisions
from meetings.invitations import guests, invited, not_asked, posts_of
from meetings.models import AgendaEntry, AgendaRevision, Meeting, Participant, Receipt
from members.models import MemberUnit


def give_notice(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Freeze the first revision of the agenda and who is told; one silent receipt for every unit."""
    units, without_seat = invited(meeting), guests(meeting)
    _ask(meeting, units, without_seat)
    meeting.was_noticed = True
    meeting.sign_in_code = new_code()
    revision = publish_revision(meeting, act)
    return {"units": len(units), "revision": revision.number}


def _ask(meeting: Meeting, units: list[MemberUnit], without_seat: set[int]) -> None:
    """Expect an answer of each unit, and keep whom the notice reached; what a unit answered before stays."""
    Receipt.objects.bulk_create(
        [Receipt(meeting=meeting, unit=unit, is_guest=unit.pk in without_seat) for unit in units],
        update_conflicts=True,
        unique_fields=["meeting", "unit"],
        update_fields=["is_guest"],
    )
    people = [
        Participant(meeting=meeting, unit=post.unit, appointment=post, name=post.user.name, post=post.post)
        for post in posts_of(meeting, units)
        if post.unit
    ]
    Participant.objects.bulk_create(people, ignore_conflicts=True)


def invite(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Ask further units by a paper that all read; whoever has no seat comes as a guest (列席)."""
    units: list[MemberUnit] = list(act.data["invited"])
    if {unit.pk for unit in units} - set(not_asked(meeting).values_list("pk", flat=True)):
        raise Refused("所选单位中有的已由他人增加，通知没有重复发出。请重新勾选。")
    revision = _freeze(revisions.inviting(meeting, act.data, act.comment), act)
    _ask(meeting, units, {unit.pk for unit in units if not unit.is_seated})
    meeting.guest_units(manager="ever").add(*(unit for unit in units if not unit.is_member))
    if meeting.invited_units(manager="ever").exists():  # else all members are meant, these among them
        meeting.invited_units(manager="ever").add(*(unit for unit in units if unit.is_member))
    details = {"revision": revision.number, "differences": revision.differences}
    return {**details, "units": [unit.pk for unit in units]}


def new_code() -> str:
    """Return eight digits for signing in: long enough not to be guessed in an hour, short enough to type."""
    return f"{secrets.randbelow(10**8):08}"


def publish_revision(meeting: Meeting, act: Act) -> AgendaRevision:
    """Freeze the agenda as the next revision, with what it changes; from now on those invited see its items."""
    return _publish(meeting, revisions.upcoming(meeting, reason=act.comment), act)


def _publish(meeting: Meeting, revision: AgendaRevision, act: Act) -> AgendaRevision:
    meeting.entries.update(is_published=True)
    return _freeze(revision, act)


def _freeze(revision: AgendaRevision, act: Act) -> AgendaRevision:
    revision.published_by = act.by
    revision.save()
    return revision


def supplement(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Publish the next revision; the log and the notice carry the differences."""
    revision = publish_revision(meeting, act)
    return {"revision": revision.number, "differences": revision.differences}


def publish_withdrawal(entry: AgendaEntry, act: Act) -> None:
    """Strike the item out before everybody's eyes: what else the office is still arranging is not published with it.

    The place on the agenda stays with the reason, so that the numbers of the others do not move.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=entry.meeting_id)
    entry.withdrawn_reason = act.comment[:200]
    entry.save(update_fields=["withdrawn_reason"])
    last = meeting.revisions.first()
    assert last is not None  # noqa: S101 - an entry that was published stands in a revision
    key, reason = str(entry.agenda_item_id), entry.withdrawn_reason
    agenda = [replace(line, withdrawn=reason) if line.key == key else line for line in ordering.published(last)]
    revision = _freeze(revisions.upcoming(meeting, reason=act.comment, agenda=agenda), act)
    details = {"revision": revision.number, "differences": revision.differences}
    notify.announce(audit.record("meeting.publish_withdrawal", meeting, by=act.by, details=details))


def postpone(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """The date it had stays in the log as a tombstone, and in calendars as a cancelled entry."""
    return _take_back(meeting, act, revisions.postponing)


def cancel(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Calendars are told to take it out."""
    return _take_back(meeting, act, revisions.cancelling)


def _take_back(
    meeting: Meeting, act: Act, paper: Callable[[Meeting, Mapping[str, Any], str], AgendaRevision]
) -> Mapping[str, Any]:
    """A date that was announced is taken back with a paper of its own; one that was not needs none."""
    if meeting.revisions.exists():
        _freeze(paper(meeting, act.data, act.comment), act)
    meeting.sequence += 1
    return {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}


def reschedule(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Set the new time and place; the former ones stay in the log."""
    before = {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}
    meeting.starts_at, meeting.place = act.data["starts_at"], act.data["place"]
    meeting.sequence += 1
    return {**before, "new_starts_at": meeting.starts_at.isoformat(), "new_place": meeting.place}


def renotice(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Set the new time and place, and publish them with the agenda as it stands."""
    revision = _publish(meeting, revisions.moving(meeting, act.data, act.comment), act)
    return {**reschedule(meeting, act), "revision": revision.number}
