"""Appointments and the guardian grants that follow from them; the only code that writes grants."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max
from guardian.shortcuts import assign_perm

from jointmeeting.kernel import audit, clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_date
from members import roles
from members.models import Appointment, Jurisdiction, MemberUnit, Role
from members.models.appointment import SINGLE_ROLES
from members.models.unit import MemberUnitKind, initials_of

CORRECTED = ("post", "phone", "document", "ends_on")


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
    is_deputy: bool = False,
    phone: str = "",
    by: Any,
) -> Appointment:
    """Appoint `user` and grant the role; the dates decide day by day whether it counts.

    Raises Refused when a post of one holder is held by somebody else in that time, or any post by `user` already.
    """
    if role in SINGLE_ROLES and not is_deputy:
        _ensure_vacant(role, unit or body, starts_on, ends_on)
    place = {"user": user, "role": role, "jurisdiction": body, "unit": unit, "is_deputy": is_deputy}
    _ensure_new(Appointment.objects.filter(**place).overlapping(starts_on, ends_on).first())
    appointment = Appointment.objects.create(
        **place, post=post, starts_on=starts_on, ends_on=ends_on, document=document, phone=phone
    )
    if user.jurisdiction_id is None:
        user.jurisdiction = body
        user.save(update_fields=["jurisdiction"])
    user.groups.add(group_of(role, unit or body))
    audit.record("appointment.start", appointment, by=by, details={"role": role, "starts_on": starts_on.isoformat()})
    roles.forget(user)
    return appointment


def _ensure_new(there: Appointment | None) -> None:
    """Refuse the same post of the same person a second time."""
    if there:
        raise Refused(
            f"{there.user}任{there.post}（{there.get_role_display()}）已自{cn_date(there.starts_on)}起登记，"
            "不必重复登记。如登记有误，请在名册中办理“更正”。"
        )


def _ensure_vacant(
    role: Role,
    place: Jurisdiction | MemberUnit,
    starts_on: date,
    ends_on: date | None,
    *,
    but: Appointment | None = None,
) -> None:
    """Refuse a second holder at a time; the lock makes two who appoint at once wait for each other."""
    type(place)._base_manager.select_for_update(no_key=True).get(pk=place.pk)
    others = place.appointments.exclude(pk=but.pk if but else 0)
    held = others.filter(role=role, is_deputy=False).overlapping(starts_on, ends_on)
    if holder := held.select_related("user").order_by("starts_on").first():
        until = f"至{cn_date(holder.ends_on)}" if holder.ends_on else "起，未定终止日期"
        raise Refused(
            f"{place}的{role.label}由{holder.user}担任（{cn_date(holder.starts_on)}{until}），任期重叠。"
            "请先办理其免职，或调整起止日期；副职请勾选“副职”。"
        )


@transaction.atomic
def correct_appointment(  # noqa: PLR0913 -- what may be wrong, each by its name
    appointment: Appointment, *, post: str, phone: str, document: str, ends_on: date | None, reason: str, by: Any
) -> None:
    """Put right what was entered wrongly about a post; the log keeps what stood there, and why.

    Raises Refused for an end before the beginning, or within another holder's term.
    """
    if ends_on and ends_on < appointment.starts_on:
        raise Refused(f"{appointment.user}自{cn_date(appointment.starts_on)}起任职，终止日期不能早于这一天。")
    _ensure_term_is_free(appointment, ends_on)
    before = {key: str(getattr(appointment, key) or "") for key in CORRECTED}
    appointment.post, appointment.phone, appointment.document = post, phone, document
    appointment.ends_on = ends_on
    appointment.save()
    after = {key: str(getattr(appointment, key) or "") for key in CORRECTED}
    changed = {key: [before[key], after[key]] for key in CORRECTED if key != "phone" and before[key] != after[key]}
    _grant_again(appointment)
    audit.record("appointment.correct", appointment, by=by, comment=reason, details={"changed": changed})
    roles.forget(appointment.user)


def _ensure_term_is_free(appointment: Appointment, ends_on: date | None) -> None:
    """Refuse a new end within the term of whoever follows in a post of one holder."""
    if appointment.role in SINGLE_ROLES and not appointment.is_deputy:
        place = appointment.unit or appointment.jurisdiction
        _ensure_vacant(Role(appointment.role), place, appointment.starts_on, ends_on, but=appointment)


def _grant_again(appointment: Appointment) -> None:
    """The night after a term ended took its grant away; a later end brings it back."""
    if appointment.ends_on is None or appointment.ends_on >= clock.today():
        place = appointment.unit or appointment.jurisdiction
        appointment.user.groups.add(group_of(appointment.role, place))


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Any, on: date) -> None:
    """End a term on its last day `on`; old records keep the name.

    Raises Refused for a day before it began, or within another holder's term.
    """
    if on < appointment.starts_on:
        raise Refused(f"{appointment.user}自{cn_date(appointment.starts_on)}起任职，终止日期不能早于这一天。")
    if appointment.ends_on and on > appointment.ends_on:
        _ensure_term_is_free(appointment, on)
    appointment.ends_on = on
    appointment.save()
    _grant_again(appointment)
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
        initials=initials_of(name, short_name),
        is_member=is_member,
    )
    audit.record("member_unit.add", unit, by=by)
    return unit
