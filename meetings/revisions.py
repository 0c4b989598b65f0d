"""What would be published of a meeting, not saved: what the preview shows and an act then keeps. Reads only."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings import facts, ordering
from meetings.models import AgendaRevision, Meeting
from meetings.models.convening import RevisionKind

K = AgendaRevision.Kind


def upcoming(
    meeting: Meeting,
    kind: RevisionKind | None = None,
    *,
    reason: str = "",
    said: Sequence[str] = (),
    agenda: list[ordering.Line] | None = None,
) -> AgendaRevision:
    """Return the next revision of the meeting as it stands: a notice, or what changes it; `said` comes first in it."""
    last = meeting.revisions.first()
    lines = ordering.lines(meeting) if agenda is None else agenda
    changes = ordering.differences(ordering.published(last), lines) if last else []
    return AgendaRevision(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        kind=kind or (K.SUPPLEMENT if last else K.NOTICE),
        lines=[line.to_json() for line in lines],
        facts=facts.of(meeting).to_json(),
        differences=[*said, *changes],
        reason=reason,
        published_at=clock.now(),
    )


def inviting(meeting: Meeting, data: Mapping[str, Any], reason: str) -> AgendaRevision:
    """Return what tells that the units `data["invited"]` are added; the agenda stays as it was published."""
    last = meeting.revisions.first()
    names = [unit.name for unit in data["invited"]]
    said, agenda = [f"增加参会单位：{'、'.join(names)}"], ordering.published(last) if last else []
    paper = upcoming(meeting, K.ADDITION, reason=reason, said=said, agenda=agenda)
    paper.facts["recipients"] += [name for name in names if name not in paper.facts["recipients"]]
    return paper


def moving(meeting: Meeting, data: Mapping[str, Any], reason: str) -> AgendaRevision:
    """Return what tells of a new time and place, `data`; the meeting itself is left as it is."""
    moved = copy.copy(meeting)
    moved.starts_at, moved.place = data["starts_at"], data["place"]
    before, after = (f"{cn_datetime(one.starts_at)}在{one.place}召开" for one in (meeting, moved))
    return upcoming(moved, K.MOVE, reason=reason, said=[f"原定{before}，改为{after}"])


def postponing(meeting: Meeting, _: Mapping[str, Any], reason: str) -> AgendaRevision:
    """Return what takes a date back until a new one is found."""
    return _taking_back(meeting, K.POSTPONEMENT, "延期召开，新的时间另行通知", reason)


def cancelling(meeting: Meeting, _: Mapping[str, Any], reason: str) -> AgendaRevision:
    """Return what takes a meeting back."""
    return _taking_back(meeting, K.CANCELLATION, "取消", reason)


def _taking_back(meeting: Meeting, kind: RevisionKind, what: str, reason: str) -> AgendaRevision:
    """The agenda stays as it was published: nothing else is announced with it."""
    last = meeting.revisions.first()
    said = f"原定{cn_datetime(meeting.starts_at)}在{meeting.place}召开的{meeting.title}{what}"
    return upcoming(meeting, kind, reason=reason, said=[said], agenda=ordering.published(last) if last else [])
