"""From appointments to grants: guardian stores the role on the body, the appointment's dates say whether it counts."""

from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Replace

from jointmeeting.kernel import clock
from jointmeeting.kernel.access import SYSTEM, Grant
from members.models import (
    Administrator,
    Appointment,
    JurisdictionGroupObjectPermission,
    MemberUnitGroupObjectPermission,
)

PREFIX = "hold_"


def grants_of(user: Any) -> frozenset[Grant]:
    """Return today's grants, remembered for a request: two queries, three for who holds none on a body."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    if not hasattr(user, "_grants"):
        user._grants = frozenset(_on_bodies(user)) | frozenset(_on_units(user)) or _on_the_system(user)
    grants: frozenset[Grant] = user._grants
    return grants


def _on_the_system(user: Any) -> frozenset[Grant]:
    """The separated administrators hold no appointment, so they are asked for only where there is none."""
    posts = Administrator.objects.filter(user=user).values_list("role", flat=True)
    return frozenset(Grant(role, SYSTEM) for role in posts)


def forget(user: Any) -> None:
    """Drop the remembered grants after an appointment changed."""
    user.__dict__.pop("_grants", None)


def current_posts(user: Any) -> QuerySet[Appointment]:
    """Return what `user` is appointed to today, for showing."""
    return Appointment.objects.current().filter(user=user).select_related("unit", "jurisdiction")


def _role(rows: Any) -> Any:
    return rows.annotate(role=Replace(F("permission__codename"), Value(PREFIX), Value(""), output_field=CharField()))


def _on_bodies(user: Any) -> list[Grant]:
    rows = _role(JurisdictionGroupObjectPermission.objects.filter(group__user=user))
    held = Appointment.objects.current().filter(
        user=user, role=OuterRef("role"), jurisdiction=OuterRef("content_object"), unit=None
    )
    return [Grant(role, body) for role, body in rows.filter(Exists(held)).values_list("role", "content_object_id")]


def _on_units(user: Any) -> list[Grant]:
    rows = _role(MemberUnitGroupObjectPermission.objects.filter(group__user=user))
    rows = rows.exclude(content_object__ended_on__lt=clock.today())  # a dissolved unit has nothing to decide
    held = Appointment.objects.current().filter(user=user, role=OuterRef("role"), unit=OuterRef("content_object"))
    columns = ("role", "content_object__jurisdiction_id", "content_object_id")
    return [Grant(role, body, unit) for role, body, unit in rows.filter(Exists(held)).values_list(*columns)]
