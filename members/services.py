"""Appointments and the guardian grants that follow from them; the only code that writes grants."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max
from guardian.shortcuts import assign_perm

from jointmeeting.kernel import audit
from members import roles
from members.models import Appointment, Jurisdiction, MemberUnit, Role
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
    if user.jurisdiction_id is None:
        user.jurisdiction = body
        user.save(update_fields=["jurisdiction"])
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


def add_doer(body: Jurisdiction, name: str, *, kind: MemberUnitKind, by: Any) -> MemberUnit:
    """Enter a unit that works with the joint meeting without a seat in it, e.g. a township that files cases."""
    return add_unit(body, name, kind=kind, is_member=False, by=by)


@transaction.atomic
def add_unit(body: Jurisdiction, name: str, *, kind: str, is_member: bool, by: Any, short_name: str = "") -> MemberUnit:
    """Enter a unit after those there are."""
    last = MemberUnit.ever.filter(jurisdiction=body).aggregate(last=Max("position"))["last"] or 0
    unit = MemberUnit.ever.create(
        jurisdiction=body,
        position=last + 1,
        name=name,
        printed_name=name,
        short_name=short_name or name,
        kind=kind,
        initials=initials_of(name),
        is_member=is_member,
    )
    audit.record("member_unit.add", unit, by=by)
    return unit
