"""Settling the working rules: confirming what is offered, changing a value, saying what damaged text means."""

from dataclasses import fields
from typing import Any

from django.db import transaction

from jointmeeting.kernel import audit, clock
from jointmeeting.kernel.errors import Refused
from members.charter_schema import NoticeRules
from members.models import Jurisdiction, WorkingRule
from members.rules import INSTEAD_OF, require


@transaction.atomic
def confirm_proposal(body: Jurisdiction, field: str, *, by: Any) -> WorkingRule:
    """Confirm what damaged or doubtful text of the notice very likely says; from now on it binds, under `by`'s name.

    Raises Refused when the notice leaves no such rule in doubt.
    """
    proposal = next((p for p in body.charter.record.proposed if p.field == field), None)
    if proposal is None or field not in {rule.name for rule in fields(NoticeRules)}:
        raise Refused("通知的这一项没有存疑，不需要确认。请刷新页面，查看最新情况。")
    rule, _ = WorkingRule.objects.update_or_create(
        jurisdiction=body,
        key=field,
        defaults={"value": proposal.value, "confirmed_by": by, "confirmed_on": clock.today()},
    )
    audit.record("working_rule.confirm_proposal", body, by=by, details={"field": field, "printed": proposal.printed})
    return rule


@transaction.atomic
def confirm_working_rules(body: Jurisdiction, *, by: Any) -> int:
    """Confirm every working rule that still stands as offered; return how many."""
    open_rules = WorkingRule.objects.filter(jurisdiction=body, confirmed_by=None)
    count = open_rules.update(confirmed_by=by, confirmed_on=clock.today())
    audit.record("working_rule.confirm", body, by=by, details={"rules": count})
    return count


@transaction.atomic
def change_working_rule(body: Jurisdiction, key: str, value: Any, *, by: Any) -> WorkingRule:
    """Settle `key` anew under `by`'s name, for what begins from now on; the former value stays for what runs.

    Raises Refused where the notice itself has a rule: the second layer never overrules the first (通知优先).
    """
    require(by, "working_rule.change", body)
    if stated := getattr(body.charter.record, INSTEAD_OF.get(key, key), None):
        raise Refused(
            "通知对此已有规定，工作规则不能另行规定。如通知已调整，请先载入新的通知。",
            clause=body.charter.cite(stated.clause),
        )
    Jurisdiction.objects.select_for_update().get(pk=body.pk)
    former = WorkingRule.objects.filter(jurisdiction=body, key=key).first()
    if former and former.confirmed_by and former.value == value:
        return former
    if former:
        former.ended_at = clock.now()
        former.save(update_fields=["ended_at"])
    rule = WorkingRule.objects.create(
        jurisdiction=body, key=key, value=value, confirmed_by=by, confirmed_on=clock.today()
    )
    details = {"key": key, "before": former.value if former else None, "after": value}
    audit.record("working_rule.change", body, by=by, details=details)
    return rule
