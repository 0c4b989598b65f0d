"""Answering for a unit in one go. Single answers are acts of the workflow."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import access, audit
from jointmeeting.kernel.errors import Forbidden, Refused
from meetings.countersigning import stand, standing
from meetings.models import Countersignature, Minutes
from meetings.workflows import countersignatures


def waiting_for(minutes: Minutes, user: Any) -> list[Countersignature]:
    """Return the clauses `user` may still answer for a unit of his."""
    return [row for row in stand(standing(minutes)).pending if access.can(user, "countersignature.agree", row)]


@transaction.atomic
def agree_to_all(minutes: Minutes, *, version: int, by: Any, request_key: UUID) -> int:
    """Agree to every clause that waits for `by`'s unit, as read in draft `version`; return how many.

    Raises Refused when another draft is out by now: nobody agrees to words he has not seen.
    """
    if not any(access.can(by, "countersignature.agree", row) for row in standing(minutes)):
        raise Forbidden("您所在单位不在本纪要的会签范围内。如有疑问，请联系联席会议办公室。")
    if audit.find_request(request_key):
        return 0
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if locked.version != version:
        raise Refused(f"纪要已改为第{locked.version}稿，您看到的是第{version}稿。请重新阅看后再会签。")
    rows = waiting_for(locked, by)
    for n, row in enumerate(rows):
        countersignatures.perform(row, "agree", by=by, request_key=None if n else request_key)
    return len(rows)
