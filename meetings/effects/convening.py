"""What calling, supplementing, postponing and rescheduling a meeting does beyond the state."""

import secrets
from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.workflow import Act
from meetings import ordering
from meetings.models import AgendaRevision, Meeting, Participant, Receipt
from members.models import Appointment, MemberUnit, Role

INVITED_ROLES = [Role.UNIT_LEADER, Role.LIAISON]


def invited(meeting: Meeting) -> list[MemberUnit]:
    """Return the units the notice goes to: those chosen for this meeting, else every member unit of today.

    A group (各乡镇人民政府) in which nobody holds a post cannot answer, and is not asked to.
    """
    units = list(meeting.invited_units.filter(is_member=True)) or list(meeting.jurisdiction.units.all())
    groups = [unit for unit in units if unit.kind == MemberUnit.Kind.GROUP]
    manned = {post.unit_id for post in posts_of(meeting, groups)} if groups else set()
    return [unit for unit in units if unit.kind != MemberUnit.Kind.GROUP or unit.pk in manned]


def posts_of(meeting: Meeting, units: list[MemberUnit]) -> list[Appointment]:
    """Return who in `units` is told: heads and liaison officers in office today; a liaison meeting, the latter."""
    roles = [Role.LIAISON] if meeting.kind == Meeting.Kind.LIAISON else INVITED_ROLES
    posts = Appointment.objects.current().filter(jurisdiction=meeting.jurisdiction, role__in=roles, unit__in=units)
    return list(posts.filter(user__is_active=True).select_related("user", "unit").order_by("unit__position", "role"))


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
    revision = publish_revision(meeting, act)
    return {"units": len(units), "revision": revision.number}


def new_code() -> str:
    """Return eight digits for signing in: long enough not to be guessed in an hour, short enough to type."""
    return f"{secrets.randbelow(10**8):08}"


def publish_revision(meeting: Meeting, act: Act) -> AgendaRevision:
    """Freeze the agenda as the next revision, with what it changes; from now on those invited see its items."""
    meeting.entries.update(is_published=True)
    last = meeting.revisions.first()
    agenda = ordering.lines(meeting)
    return AgendaRevision.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        lines=[line.to_json() for line in agenda],
        differences=ordering.differences(ordering.published(last), agenda) if last else [],
        published_at=clock.now(),
        published_by=act.by,
    )


def supplement(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Publish the next revision; the log and the notice carry the differences."""
    revision = publish_revision(meeting, act)
    return {"revision": revision.number, "differences": revision.differences}


def postpone(meeting: Meeting, _: Act) -> Mapping[str, Any]:
    """The date it had stays in the log as a tombstone, and in calendars as a cancelled entry."""
    meeting.sequence += 1
    return {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}


def reschedule(meeting: Meeting, act: Act) -> Mapping[str, Any]:
    """Set the new time and place; the former ones stay in the log."""
    before = {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}
    meeting.starts_at, meeting.place = act.data["starts_at"], act.data["place"]
    meeting.sequence += 1
    return {**before, "new_starts_at": meeting.starts_at.isoformat(), "new_place": meeting.place}


def cancel(meeting: Meeting, _: Act) -> Mapping[str, Any]:
    """Calendars are told to take it out."""
    meeting.sequence += 1
    return {"starts_at": meeting.starts_at.isoformat(), "place": meeting.place}
