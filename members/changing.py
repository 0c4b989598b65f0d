"""Proposing a change of members (成员调整): the unit itself does."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, notify
from jointmeeting.kernel.errors import Refused
from members.change_rules import step_of
from members.guards.member_change import follows_in_time
from members.models import MemberChange, MemberUnit
from members.rules import require
from members.workflows import member_changes


@transaction.atomic
def propose_change(unit: MemberUnit, *, by: Any, request_key: UUID | None = None, **fields: Any) -> MemberChange:
    """Propose who follows at `unit`; where the rule asks nobody, the change takes effect at once.

    `fields`: role, successor_name, successor_post, successor_phone, starts_on, reason. Raises Refused while another
    change of the same post is open.
    """
    require(by, "member_change.propose", unit)
    if done := audit.find_request(request_key):
        return MemberChange.objects.get(pk=done.subject_id)
    MemberUnit.doers.select_for_update(no_key=True).get(pk=unit.pk)
    if MemberChange.objects.filter(unit=unit, role=fields["role"], state=MemberChange.State.PROPOSED).exists():
        raise Refused("这个岗位已有一项调整正在办理，请等其办结，或先撤回。")
    change = MemberChange(jurisdiction=unit.jurisdiction, unit=unit, **fields)
    if refusal := follows_in_time(change, by):
        raise Refused(refusal.sentence.replace("请退回，由该单位更正接任日期。", "请更正接任日期。"))
    change.save()
    entry = audit.record("member_change.propose", change, by=by, request_key=request_key)
    if step_of(change) == "take_effect":
        member_changes.perform(change, "take_effect", by=None)
    else:
        notify.announce(entry)
    return change
