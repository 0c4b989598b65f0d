"""Appointments and the guardian grants that follow from them; the only code that writes grants."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max
from guardian.shortcuts import assign_perm

from jointmeeting.kernel import audit, clock
from jointmeeting.kernel.errors import Refused
from members import roles
from members.charter_schema import NoticeRules
from members.models import Appointment, Jurisdiction, MemberUnit, Role, WorkingRule
from members.models.unit import MemberUnitKind, initials_of


def group_of(role: str, body: Jurisdiction | MemberUnit) -> Group:
    """Return the group "body + role", with its grant on the body."""
    kind = "unit" if isinstance(body, MemberUnit) else "jurisdiction"
    group, created = Group.objects.get_or_create(name=f"{kind}:{body.pk}:{role}")
    if created:
        assign_perm(f"members.hold_{role}", group, body)
    return group


@transaction.atomic
def appoint(
    user: Any,
    *,
    role: Role,
    body: Jurisdiction,
    unit: MemberUnit | None = None,
    post: str,
    starts_on: date,
    ends_on: date | None = None,
    document: str = "",
    by: Any,
) -> Appointment:
    """Appoint `user` and grant the role; the dates decide day by day whether it counts."""
    appointment = Appointment.objects.create(
        user=user,
        role=role,
        jurisdiction=body,
        unit=unit,
        post=post,
        starts_on=starts_on,
        ends_on=ends_on,
        document=document,
    )
    user.groups.add(group_of(role, unit or body))
    audit.record("appointment.start", appointment, by=by, details={"role": role, "starts_on": starts_on.isoformat()})
    roles.forget(user)
    return appointment


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Any, on: date) -> None:
    """End a term on its last day `on`; old records keep the name."""
    appointment.ends_on = on
    appointment.save()
    audit.record("appointment.end", appointment, by=by, details={"ends_on": on.isoformat()})
    roles.forget(appointment.user)


@transaction.atomic
def add_doer(body: Jurisdiction, name: str, *, kind: MemberUnitKind, by: Any) -> MemberUnit:
    """Enter a unit that works with the joint meeting without a seat in it, e.g. a township that files cases."""
    last = MemberUnit.doers.filter(jurisdiction=body).aggregate(last=Max("position"))["last"] or 0
    unit = MemberUnit.doers.create(
        jurisdiction=body,
        position=last + 1,
        name=name,
        printed_name=name,
        short_name=name,
        kind=kind,
        initials=initials_of(name),
        is_member=False,
    )
    audit.record("member_unit.add", unit, by=by)
    return unit


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
