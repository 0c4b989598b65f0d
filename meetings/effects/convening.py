"""What calling, supplementing, postponing and rescheduling a meeting does beyond the state."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from jointmeeting.kernel import audit, clock, notify
from jointmeeting.kernel.templatetags.ui import cn_datetime
from jointmeeting.kernel.workflow import Act
from meetings import facts, ordering
from meetings.invitations import invited, posts_of
from meetings.models import AgendaEntry, AgendaRevision, Meeting, Participant, Receipt
from meetings.models.convening import RevisionKind

K = AgendaRevision.Kind


def give_notice(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Freeze the first revision of the agenda and who is told; one silent receipt for every unit."""
    units = invited(meeting)
    Receipt.objects.bulk_create(Receipt(meeting=meeting, unit=unit) for unit in units)
    Participant.objects.bulk_create(
        Participant(meeting=meeting, unit=post.unit, appointment=post, name=post.user.name, post=post.post)
        for post in posts_of(meeting, units)
        if post.unit
    )
    meeting.was_noticed = True
    meeting.sign_in_code = new_code()
    revision = publish_revision(meeting, act, K.NOTICE)
    return {"units": len(units), "revision": revision.number}


def new_code() -> str:
    """Return eight digits for signing in: long enough not to be guessed in an hour, short enough to type."""
    return f"{secrets.randbelow(10**8):08}"


def publish_revision(
    meeting: Meeting, act: Act, kind: RevisionKind = K.SUPPLEMENT, *, said: Sequence[str] = ()
) -> AgendaRevision:
    """Freeze the agenda as the next revision, with what it changes; from now on those invited see its items."""
    meeting.entries.update(is_published=True)
    return _freeze(meeting, act, kind, ordering.lines(meeting), said)


def _freeze(
    meeting: Meeting, act: Act, kind: RevisionKind, agenda: list[ordering.Line], said: Sequence[str]
) -> AgendaRevision:
    last = meeting.revisions.first()
    changes = ordering.differences(ordering.published(last), agenda) if last else []
    return AgendaRevision.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        kind=kind,
        lines=[line.to_json() for line in agenda],
        facts=facts.of(meeting).to_json(),
        differences=[*said, *changes],
        reason=act.comment,
        published_at=clock.now(),
        published_by=act.by,
    )


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
    revision = _freeze(meeting, act, K.SUPPLEMENT, agenda, ())
    details = {"revision": revision.number, "differences": revision.differences}
    notify.announce(audit.record("meeting.publish_withdrawal", meeting, by=act.by, details=details))


def postpone(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """The date it had stays in the log as a tombstone, and in calendars as a cancelled entry."""
    return _take_back(meeting, act, K.POSTPONEMENT, "延期召开，新的时间另行通知")


def cancel(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Calendars are told to take it out."""
    return _take_back(meeting, act, K.CANCELLATION, "取消")


def _take_back(meeting: Meeting, act: Act, kind: RevisionKind, what: str) -> Mapping[str, Any]:
    """A date that was announced is taken back with a paper of its own; one that was not needs none."""
    meeting.sequence += 1
    if last := meeting.revisions.first():
        said = f"原定{cn_datetime(meeting.starts_at)}在{meeting.place}召开的{meeting.title}{what}"
        _freeze(meeting, act, kind, ordering.published(last), [said])
    return {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}


def reschedule(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Set the new time and place; the former ones stay in the log."""
    before = {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}
    meeting.starts_at, meeting.place = act.data["starts_at"], act.data["place"]
    meeting.sequence += 1
    return {**before, "new_starts_at": meeting.starts_at.isoformat(), "new_place": meeting.place}


def renotice(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Set the new time and place, and publish them with the agenda as it stands."""
    said = [f"原定{cn_datetime(meeting.starts_at)}在{meeting.place}召开"]
    kept = reschedule(meeting, act)
    said[0] += f"，改为{cn_datetime(meeting.starts_at)}在{meeting.place}召开"
    return {**kept, "revision": publish_revision(meeting, act, K.MOVE, said=said).number}
