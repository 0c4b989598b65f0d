"""Receiving a hardship case at any door."""

from typing import Any
from uuid import UUID

from django.db import transaction

from duties.hardship import limits
from duties.models import HardshipCase, HardshipState
from jointmeeting.kernel import access, audit, clock, notify
from jointmeeting.kernel.errors import Forbidden
from members.models import Jurisdiction, MemberUnit
from members.permissions import OFFICE
from members.rules import ensure_writable


def door_of(user: Any) -> tuple[Jurisdiction, MemberUnit | None]:
    """Return the body and the unit whose door `user` stands at; the office's own has no unit. Raises Forbidden."""
    roles = access.roles_for("hardship_case.receive")
    grants = sorted((g for g in access.roles_of(user) if g.role in roles), key=lambda grant: grant.role not in OFFICE)
    if not grants:
        raise Forbidden("急难个案由联席会议办公室、乡镇（街道）和成员单位受理，您的岗位不能受理。")
    body = Jurisdiction.objects.get(pk=grants[0].jurisdiction_id)
    return body, MemberUnit.doers.filter(pk=grants[0].unit_id).first()


@transaction.atomic
def receive(*, by: Any, request_key: UUID, **fields: Any) -> HardshipCase:
    """Receive a case: channel, household (masked), place, need. Submitted twice, it is received once."""
    body, unit = door_of(by)
    ensure_writable(body)
    if entry := audit.find_request(request_key):
        return HardshipCase.objects.get(pk=entry.subject_id)
    case = HardshipCase(jurisdiction=body, received_by=unit, received_on=clock.today(), **fields)
    limits.begin_step(case, HardshipState.RECEIVED)
    case.save()
    notify.announce(audit.record("hardship_case.receive", case, by=by, request_key=request_key))
    return case
