"""Countersignatures (会签): what each unit says to each clause of the minutes, in the words it was asked about."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from meetings.models.minutes import Minutes
from members.models import Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE


class CountersignatureState(models.TextChoices):
    """What a unit said, and what became of an objection."""

    PENDING = "pending", "待会签"
    AGREED = "agreed", "同意"
    AGREED_WITH_TEXT = "agreed_with_text", "同意，附修改意见"
    OBJECTED = "objected", "有异议"
    DEEMED = "deemed", "视为同意"
    UPHELD = "upheld", "异议采纳，待修改"
    OVERRULED = "overruled", "裁定维持原文"


class CountersignatureQuerySet(models.QuerySet["Countersignature"]):
    """Countersignatures a person may see."""

    def visible_to(self, user: Any) -> "CountersignatureQuerySet":
        """Return all of the body for office and conveners, and the own unit's."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        return self.filter(Q(minutes__jurisdiction__in=central) | Q(unit__in=units))


class Countersignature(models.Model):
    """One unit's answer to one clause of one draft. A changed clause is asked anew; the former answer stays."""

    State = CountersignatureState

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="countersignatures", verbose_name="会议纪要")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="会签单位")
    clause = models.UUIDField("条文标识")
    version = models.PositiveIntegerField("稿次")
    position = models.PositiveSmallIntegerField("条次")
    heading = models.CharField("标题", max_length=60)
    wording = models.TextField("送会签的条文")
    statement = models.TextField("本单位发言", blank=True)  # what the minutes quote of the unit on the clause's item
    was_charged = models.BooleanField("承担本条")  # as lead or supporting unit, when asked
    state = models.CharField("会签意见", max_length=20, choices=State.choices, default=State.PENDING)
    note = models.TextField("修改意见或者异议", max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="会签人"
    )
    answered_at = models.DateTimeField("会签时间", null=True)
    due_on = models.DateField("会签期限", null=True)
    authority = models.CharField("依据", max_length=200, blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="裁定人"
    )
    ruled_at = models.DateTimeField("裁定时间", null=True)
    ruling = models.TextField("裁定理由", max_length=1000, blank=True)

    objects = CountersignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "会签意见"
        ordering = ["position", "unit__position", "version"]
        constraints = [
            choices_constraint("state", CountersignatureState, name="countersignature_state_known"),
            models.UniqueConstraint(
                fields=["minutes", "unit", "clause", "version"], name="countersignature_once_a_draft"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "deemed"]) | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="countersignature_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed_with_text", "objected", "upheld", "overruled"]) | ~Q(note=""),
                name="countersignature_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "overruled"])
                | (Q(ruled_by__isnull=False, ruled_at__isnull=False) & ~Q(ruling="")),
                name="countersignature_ruled_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="deemed") | ~Q(authority=""), name="countersignature_deemed_by_a_clause"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.position}条 {self.heading}"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the minutes."""
        return self.minutes.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the minutes."""
        return self.minutes.jurisdiction_id

    @property
    def begun_at(self) -> datetime:
        """Countersignatures follow the rules of their minutes."""
        return self.minutes.begun_at

    @property
    def is_open(self) -> bool:
        """Whether the minutes cannot go on for it."""
        return self.state in OPEN

    def get_absolute_url(self) -> str:
        """A clause is answered on the page of the minutes' countersignatures."""
        return reverse("meetings:countersign_page", args=[self.minutes_id])

    def unit_scope(self) -> frozenset[int]:
        """The unit that is asked."""
        return frozenset({self.unit_id})


OPEN = frozenset({CountersignatureState.PENDING, CountersignatureState.OBJECTED, CountersignatureState.UPHELD})
