"""Raising major matters. State changes are in workflows, never here."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings.effects.major import raise_matter
from meetings.models import MajorMatter, Meeting
from members.rules import require


@transaction.atomic
def raise_major_matter(meeting: Meeting, *, by: Any, request_key: UUID, **fields: Any) -> MajorMatter:
    """Raise a matter `meeting` discussed: title, text, unit (the responsible one); once a `request_key`.

    Raises Refused for a meeting that has not begun: every notice wants the joint meeting to discuss it first.
    """
    require(by, "major_matter.create", meeting)
    if done := audit.find_request(request_key):
        return MajorMatter.objects.get(pk=done.subject_id)
    if meeting.state not in {Meeting.State.IN_SESSION, Meeting.State.HELD}:
        raise Refused("重大问题须先经联席会议讨论。请在会议开始后登记。")
    return raise_matter(meeting, by=by, request_key=request_key, **fields)
