"""A unit's proposal to change who represents it (成员调整), and what is handed over (交接)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from members.models.appointment import Appointment, Role
from members.models.jurisdiction import Jurisdiction
from members.models.unit import MemberUnit

CENTRAL = {Role.STAFF, Role.DIRECTOR, Role.CHIEF_CONVENER, Role.CONVENER}
PROPOSERS = {Role.LIAISON, Role.UNIT_LEADER}


class MemberChangeState(models.TextChoices):
    """Where a change stands."""

    PROPOSED = "proposed", "已提出"
    EFFECTIVE = "effective", "已生效"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class ChangedPost(models.TextChoices):
    """The posts a unit fills itself."""

    UNIT_LEADER = "unit_leader", "成员（单位负责同志）"
    LIAISON = "liaison", "联络员"


class MemberChangeQuerySet(models.QuerySet["MemberChange"]):
    """Changes a person may see."""

    def visible_to(self, user: Any) -> "MemberChangeQuerySet":
        """Return the own unit's changes, and all of the body for office and conveners."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in CENTRAL}
        units = {g.unit_id for g in grants if g.role in PROPOSERS}
        return self.filter(Q(jurisdiction__in=central) | Q(unit__in=units))


class MemberChange(models.Model):
    """One change: who follows at which post, from which day, and why. The body's rule says who lets it pass."""

    State = MemberChangeState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="member_changes", verbose_name="行政区")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="member_changes", verbose_name="成员单位")
    role = models.CharField("岗位", max_length=20, choices=ChangedPost.choices)
    successor_name = models.CharField("接任人姓名", max_length=60)
    successor_login = models.CharField("接任人登录名", max_length=150, blank=True)  # of several of that name
    successor_post = models.CharField("接任人职务", max_length=60)
    successor_phone = models.CharField("接任人电话", max_length=40, blank=True)
    starts_on = models.DateField("接任日期")
    reason = models.CharField("调整原因", max_length=300)
    created_at = models.DateTimeField("提出时间", auto_now_add=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PROPOSED)
    document = models.CharField("办理依据", max_length=120, blank=True)
    list_completes_on = models.DateField("补充交接清单日期", null=True)  # None: the list is whole
    outgoing = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="+", verbose_name="原任")
    incoming = models.OneToOneField(
        Appointment, models.PROTECT, null=True, related_name="member_change", verbose_name="接任"
    )

    objects = MemberChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "成员调整"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", MemberChangeState, name="member_change_state_known"),
            choices_constraint("role", ChangedPost, name="member_change_role_known"),
            models.UniqueConstraint(
                fields=["unit", "role"], condition=Q(state="proposed"), name="member_change_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="effective", incoming__isnull=False)
                | (~Q(state="effective") & Q(incoming__isnull=True)),
                name="member_change_effective_appoints",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}{Role(self.role).label}调整"

    def get_absolute_url(self) -> str:
        """Return the change's page."""
        return reverse("members:member_change_page", args=[self.pk])

    @property
    def begun_at(self) -> datetime:
        """The moment whose rules count."""
        return self.created_at

    def unit_scope(self) -> frozenset[int]:
        """The unit's own roles reach it."""
        return frozenset({self.unit_id})


class HandOverItemState(models.TextChoices):
    """Whether the successor has taken it over."""

    OPEN = "open", "待接收"
    ACKNOWLEDGED = "acknowledged", "已接收"


class HandOverItemQuerySet(models.QuerySet["HandOverItem"]):
    """Items a person may see."""

    def visible_to(self, user: Any) -> "HandOverItemQuerySet":
        """Return the items of every change the person may see."""
        return self.filter(change__in=MemberChange.objects.visible_to(user))


class HandOverItem(models.Model):
    """One thing under way on the day of the hand-over, as it stood then (交接事项)."""

    State = HandOverItemState

    change = models.ForeignKey(MemberChange, models.PROTECT, related_name="hand_over", verbose_name="成员调整")
    label = models.CharField("类别", max_length=20)
    title = models.CharField("事项", max_length=200)
    url = models.CharField("链接", max_length=200)
    due_on = models.DateField("时限", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.OPEN)
    acknowledged_at = models.DateTimeField("接收时间", null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="接收人"
    )

    objects = HandOverItemQuerySet.as_manager()

    class Meta:
        verbose_name = "交接事项"
        ordering = ["pk"]
        constraints = [choices_constraint("state", HandOverItemState, name="hand_over_item_state_known")]

    def __str__(self) -> str:
        return f"{self.label}：{self.title}"

    def get_absolute_url(self) -> str:
        """An item is read on its change's page."""
        return self.change.get_absolute_url()

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the change."""
        return self.change.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the change."""
        return self.change.jurisdiction_id

    def unit_scope(self) -> frozenset[int]:
        """The unit's own roles reach it."""
        return self.change.unit_scope()
