"""Delegation of signing (委托签发): who entrusts whom with signing minutes, from when to when, on which paper."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.templatetags.ui import cn_date
from members.models import Jurisdiction
from members.permissions import LEADERS, OFFICE


class SigningDelegationState(models.TextChoices):
    """Whether a delegation may be used within its dates."""

    STANDING = "standing", "有效"
    REVOKED = "revoked", "已撤销"


class SigningDelegationQuerySet(models.QuerySet["SigningDelegation"]):
    """Delegations a person may see."""

    def visible_to(self, user: Any) -> "SigningDelegationQuerySet":
        """Office and conveners see who may sign for whom."""
        bodies = {g.jurisdiction_id for g in access.roles_of(user) if g.role in OFFICE | LEADERS}
        return self.filter(jurisdiction__in=bodies)

    def in_force(self) -> "SigningDelegationQuerySet":
        """Standing, and today within the dates, both included."""
        today = clock.today()
        return self.filter(state=SigningDelegationState.STANDING, from_on__lte=today, until_on__gte=today)


class SigningDelegation(models.Model):
    """One delegation. `authority` cites the rule that allowed it when it was given."""

    State = SigningDelegationState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    principal = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="委托人")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="受委托人")
    from_on = models.DateField("委托开始日期")
    until_on = models.DateField("委托截止日期")
    letter = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="委托书")
    letter_name = models.CharField("文件名", max_length=200)
    authority = models.CharField("依据", max_length=200)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.STANDING)
    given_at = models.DateTimeField("委托时间", auto_now_add=True)

    objects = SigningDelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "委托签发"
        ordering = ["-from_on", "-pk"]
        constraints = [
            choices_constraint("state", SigningDelegationState, name="signing_delegation_state_known"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="signing_delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="signing_delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.principal}委托{self.delegate}签发纪要（{cn_date(self.from_on)}至{cn_date(self.until_on)}）"

    def get_absolute_url(self) -> str:
        """Delegations stand in one list."""
        return reverse("meetings:signing_delegation_list")

    def unit_scope(self) -> frozenset[int]:
        """It belongs to the body."""
        return frozenset()
