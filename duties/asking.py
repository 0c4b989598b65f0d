"""What the office itself asks of units every period: annual plans, reports on their completion, hearings, inspections.

They open, fall due, are handed in, returned and accepted as the reports of the notice are.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from duties.models import RecurringDuty
from duties.recurring import ensure_new
from jointmeeting.kernel import audit, clock
from jointmeeting.kernel.errors import Refused
from members.models import Jurisdiction, MemberUnit
from members.rules import require


@transaction.atomic
def ask_units(body: Jurisdiction, *, units: Iterable[MemberUnit], by: Any, **fields: Any) -> list[RecurringDuty]:
    """Ask the same of several units: kind, content, cadence, due_month, due_day, outline, clause (the basis).

    Raises Refused, and asks nobody, where a unit has a duty of that content already.
    """
    require(by, "recurring_duty.ask", body)
    Jurisdiction.objects.select_for_update().get(pk=body.pk)
    units = list(units)
    ensure_new(units, fields["content"])
    duties = [
        RecurringDuty.objects.create(
            jurisdiction=body, unit=unit, starts_on=clock.today(), is_from_notice=False, **fields
        )
        for unit in units
    ]
    details = {"content": fields["content"], "clause": fields["clause"], "units": [unit.name for unit in units]}
    audit.record("recurring_duty.ask", body, by=by, details=details)
    return duties


@transaction.atomic
def change_duty(duty: RecurringDuty, *, by: Any, **fields: Any) -> RecurringDuty:
    """Change due_month, due_day, outline, is_active or ended_reason from the next period on; open reports keep theirs.

    Raises Refused where nothing changes, and where a duty the notice states is to be stopped without a reason.
    """
    require(by, "recurring_duty.change", duty.jurisdiction)
    locked = RecurringDuty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
    if locked.is_from_notice and not fields.get("is_active", True) and not fields.get("ended_reason"):
        raise Refused("通知规定的报送停止执行，应写明理由和依据的文件。请填写停止理由后提交。", clause=locked.clause)
    before = {name: getattr(locked, name) for name in fields}
    if before == fields:
        raise Refused("填写的内容与现行要求相同，没有变化。请修改后提交，或返回。")
    rule = locked.day_rule
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    changed = sorted(name for name in fields if before[name] != fields[name])
    details = {"unit": locked.unit.name, "content": locked.content, "from": rule, "to": locked.day_rule}
    details |= {"reason": locked.ended_reason} if locked.ended_reason else {}
    audit.record("recurring_duty.change", locked.jurisdiction, by=by, details={**details, "changed": changed})
    return locked
