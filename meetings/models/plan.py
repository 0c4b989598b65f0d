"""The year's plan of meetings (年度会议计划): which kind in which month, on what, prepared by whom."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from meetings.models.meeting import Meeting, MeetingKind, MeetingState
from members.models import Jurisdiction, MemberUnit
from members.permissions import LEADERS, OFFICE, UNIT


class MeetingPlanState(models.TextChoices):
    """Whether the year is settled."""

    DRAFTING = "drafting", "拟订中"
    CONFIRMED = "confirmed", "已确认"


class MeetingPlanQuerySet(models.QuerySet["MeetingPlan"]):
    """Plans a person may see."""

    def visible_to(self, user: Any) -> "MeetingPlanQuerySet":
        """Return the body's for office and conveners; for units, what is confirmed."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        bodies = {g.jurisdiction_id for g in grants if g.role in UNIT}
        confirmed = Q(jurisdiction__in=bodies, state=MeetingPlanState.CONFIRMED)
        return self.filter(Q(jurisdiction__in=central) | confirmed)


class MeetingPlan(models.Model):
    """The meetings a body means to hold in a year."""

    State = MeetingPlanState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="meeting_plans", verbose_name="行政区")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFTING)
    version = models.PositiveIntegerField("修改次数", default=1)
    begun_at = models.DateTimeField("开始拟订时间", default=timezone.now, editable=False)

    objects = MeetingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "年度会议计划"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year"], name="meeting_plan_once_a_year"),
            choices_constraint("state", MeetingPlanState, name="meeting_plan_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年会议计划"

    def get_absolute_url(self) -> str:
        """Return the plan's page."""
        return reverse("meetings:meeting_plan_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """A plan belongs to the body."""
        return frozenset()


class PlannedMeetingQuerySet(models.QuerySet["PlannedMeeting"]):
    """Lines of a plan; the plan itself was reached through its own `visible_to`."""

    def open(self) -> "PlannedMeetingQuerySet":
        """Return the lines nothing has come of yet, or what came was cancelled."""
        return self.filter(Q(meeting=None) | Q(meeting__state=MeetingState.CANCELLED))


class PlannedMeeting(models.Model):
    """One line of the plan. `meeting` is what became of it; without `prepared_by`, the office prepares it."""

    plan = models.ForeignKey(MeetingPlan, models.PROTECT, related_name="lines", verbose_name="年度会议计划")
    month = models.PositiveSmallIntegerField("月份")
    kind = models.CharField("会议类别", max_length=10, choices=MeetingKind.choices)
    theme = models.CharField("主题", max_length=80)
    prepared_by = models.ForeignKey(MemberUnit, models.PROTECT, null=True, related_name="+", verbose_name="承办单位")
    meeting = models.OneToOneField(Meeting, models.PROTECT, null=True, related_name="planned_as", verbose_name="会议")

    objects = PlannedMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "计划会议"
        ordering = ["month", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="planned_meeting_in_a_month"),
            choices_constraint("kind", MeetingKind, name="planned_meeting_kind_known"),
        ]

    def __str__(self) -> str:
        return self.theme
