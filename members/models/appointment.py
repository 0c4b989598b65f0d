"""Dated appointments: the only source of roles."""

from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from members.models.administrator import REFUSES_ADMINISTRATORS
from members.models.jurisdiction import Jurisdiction
from members.models.unit import MemberUnit


class Role(models.TextChoices):
    """Every role of the system; the value is also the code of the guardian permission `hold_<role>`."""

    STAFF = "staff", "办公室工作人员"
    DIRECTOR = "director", "办公室主任"
    CHIEF_CONVENER = "chief_convener", "总召集人"
    CONVENER = "convener", "召集人"
    GOVERNMENT_LEADER = "government_leader", "政府领导"
    UNIT_LEADER = "unit_leader", "单位负责同志"
    LIAISON = "liaison", "联络员"
    UNIT_HANDLER = "unit_handler", "核对经办人"
    TOWNSHIP_HANDLER = "township_handler", "乡镇（街道）经办人"
    CENTRE_HANDLER = "centre_handler", "核对机构经办人"
    CENTRE_REVIEWER = "centre_reviewer", "核对机构复核人"
    CENTRE_HEAD = "centre_head", "核对机构负责人"


UNIT_ROLES = (Role.UNIT_LEADER, Role.LIAISON, Role.UNIT_HANDLER, Role.TOWNSHIP_HANDLER)
# Posts one person holds at a time; deputies stand beside (see docs/decisions/0023).
SINGLE_ROLES = (Role.UNIT_LEADER, Role.LIAISON, Role.DIRECTOR, Role.CHIEF_CONVENER, Role.CENTRE_HEAD)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments in time."""

    def visible_to(self, user: Any) -> "AppointmentQuerySet":
        """Return the posts of every body where `user` holds a role: the roster is published inside it."""
        return self.filter(jurisdiction__in={grant.jurisdiction_id for grant in access.roles_of(user)})

    def current(self) -> "AppointmentQuerySet":
        """Return what is in force today: a term that ended yesterday gives nothing."""
        return self.on(clock.today())

    def on(self, day: date) -> "AppointmentQuerySet":
        """Return what was or will be in force on `day`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def overlapping(self, starts_on: date, ends_on: date | None) -> "AppointmentQuerySet":
        """Return what shares a day with the term from `starts_on` to `ends_on` (None: open)."""
        rows = self.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
        return rows.filter(starts_on__lte=ends_on) if ends_on else rows


def _one_at_a_time(role: Role) -> ExclusionConstraint:
    """Return the constraint that no two terms of `role` share a day at one place; deputies are free.

    A range of one number stands for the place: its overlap is equality, and needs no extension of PostgreSQL.
    """
    place = "unit" if role in UNIT_ROLES else "jurisdiction"
    one_place = Func(place, place, Value("[]"), function="int8range", output_field=BigIntegerRangeField())
    term = Func("starts_on", "ends_on", Value("[]"), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=f"appointment_one_{role}",
        expressions=[(one_place, RangeOperators.OVERLAPS), (term, RangeOperators.OVERLAPS)],
        condition=Q(role=str(role), is_deputy=False),
    )


class Appointment(models.Model):
    """A person holds a role at a body or unit from one date to another (任职)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name="人员")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="appointments", verbose_name="行政区")
    unit = models.ForeignKey(
        MemberUnit, models.PROTECT, null=True, related_name="appointments", verbose_name="成员单位"
    )
    post = models.CharField("职务", max_length=60)
    starts_on = models.DateField("起始日期")
    ends_on = models.DateField("终止日期", null=True)
    document = models.CharField("依据文件", max_length=120, blank=True)
    is_deputy = models.BooleanField("副职", default=False)
    phone = models.CharField("联系电话", max_length=40, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ["pk"]
        triggers = [
            pgtrigger.Trigger(
                name="not_by_administrators", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update, func=REFUSES_ADMINISTRATORS,
            )
        ]  # fmt: skip
        constraints = [
            choices_constraint("role", Role, name="appointment_role_known"),
            models.CheckConstraint(
                condition=Q(role__in=[str(r) for r in UNIT_ROLES], unit__isnull=False)
                | (~Q(role__in=[str(r) for r in UNIT_ROLES]) & Q(unit__isnull=True)),
                name="appointment_unit_for_unit_roles",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="appointment_ends_after_start"
            ),
            *(_one_at_a_time(role) for role in SINGLE_ROLES),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.jurisdiction.office_name} {self.post}"

    def get_absolute_url(self) -> str:
        """A post is found on its unit's page, a post of the body on the roster."""
        return self.unit.get_absolute_url() if self.unit else reverse("members:unit_list")

    def unit_scope(self) -> frozenset[int]:
        """The unit where the post is."""
        return frozenset({self.unit_id} if self.unit_id else ())
