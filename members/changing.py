"""Proposing a change of members (成员调整), which the unit itself does, and completing its hand-over on the day."""

from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock, jobs, notify
from jointmeeting.kernel.errors import Refused
from members.change_rules import step_of
from members.effects.member_change import list_open_work
from members.guards.member_change import follows_in_time
from members.models import MemberChange, MemberUnit
from members.models.user import plain_name
from members.roster import namesake
from members.rules import require
from members.workflows import member_changes


@transaction.atomic
def propose_change(unit: MemberUnit, *, by: Any, request_key: UUID | None = None, **fields: Any) -> MemberChange:
    """Propose who follows at `unit`; where the rule asks nobody, the change takes effect at once.

    `fields`: role, successor_name, successor_login, successor_post, successor_phone, starts_on, reason. Raises Refused
    while another change of the same post is open, and for a name of several persons without a login.
    """
    require(by, "member_change.propose", unit)
    if done := audit.find_request(request_key):
        return MemberChange.objects.get(pk=done.subject_id)
    MemberUnit.doers.select_for_update(no_key=True).get(pk=unit.pk)
    if MemberChange.objects.filter(unit=unit, role=fields["role"], state=MemberChange.State.PROPOSED).exists():
        raise Refused("这个岗位已有一项调整正在办理，请等其办结，或先撤回。")
    fields["successor_name"] = plain_name(fields["successor_name"])
    change = MemberChange(jurisdiction=unit.jurisdiction, unit=unit, **fields)
    if refusal := follows_in_time(change, by):
        raise Refused(refusal.sentence.replace("请退回，由该单位更正接任日期。", "请更正接任日期。"))
    namesake(unit.jurisdiction, unit, change.successor_name, change.successor_login)
    change.save()
    entry = audit.record("member_change.propose", change, by=by, request_key=request_key)
    if step_of(change) == "take_effect":
        member_changes.perform(change, "take_effect", by=None)
    else:
        notify.announce(entry)
    return change


def complete_hand_overs() -> int:
    """Add what came up between a change and its day to the hand-over, once; return how many were completed."""
    due = MemberChange.objects.filter(list_completes_on__lte=clock.today()).values_list("pk", flat=True)
    return sum(_complete(pk) for pk in due)


@transaction.atomic
def _complete(pk: int) -> bool:
    change = MemberChange.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
    if change.list_completes_on is None:
        return False
    change.list_completes_on = None
    change.save(update_fields=["list_completes_on"])
    audit.record("member_change.complete", change, by=None, details={"added": list_open_work(change)})
    return True


jobs.register_deadline(complete_hand_overs)
