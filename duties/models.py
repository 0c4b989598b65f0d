"""Assignments (工作事项) and the progress units report on them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from meetings.models import ResolvedMatter
from members.models import Jurisdiction, MemberUnit
from members.permissions import LEADERS, OFFICE, UNIT


class AssignmentState(models.TextChoices):
    """Where an assignment stands. Overdue is no state: it is computed from the due date."""

    ASSIGNED = "assigned", "待签收"
    ACCEPTED = "accepted", "已签收"
    IN_PROGRESS = "in_progress", "办理中"
    REPORTED = "reported", "已报办结"
    CLOSED = "closed", "已销号"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments a person may see."""

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """Return all of the body for office and conveners; for a unit, those it leads or supports."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in UNIT}
        concerned = self.filter(Q(lead_unit__in=units) | Q(supporting_units__in=units)).values("pk")
        return self.filter(Q(jurisdiction__in=central) | Q(pk__in=concerned))

    def open(self) -> "AssignmentQuerySet":
        """Return what is not closed."""
        return self.exclude(state=AssignmentState.CLOSED)


class Assignment(models.Model):
    """One resolved matter as work of exactly one lead unit."""

    State = AssignmentState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="assignments", verbose_name="行政区")
    matter = models.OneToOneField(ResolvedMatter, models.PROTECT, related_name="assignment", verbose_name="议定事项")
    title = models.CharField("工作事项", max_length=60)
    text = models.TextField("要求")
    source = models.CharField("来源", max_length=120)
    lead_unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="assignments", verbose_name="牵头单位")
    supporting_units = models.ManyToManyField(
        MemberUnit, blank=True, related_name="supported_assignments", verbose_name="配合单位"
    )
    due_on = models.DateField("办理时限")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.ASSIGNED)
    closed_on = models.DateField("销号日期", null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "工作事项"
        ordering = ["due_on", "pk"]
        constraints = [
            choices_constraint("state", AssignmentState, name="assignment_state_known"),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_on__isnull=False))
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="assignment_closed_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the assignment's page."""
        return reverse("duties:assignment_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """Only the lead unit acts; supporting units read."""
        return frozenset({self.lead_unit_id})


class Progress(models.Model):
    """One report on an assignment (办理进展)."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="progress", verbose_name="工作事项")
    text = models.TextField("进展情况", max_length=2000)
    percent = models.PositiveSmallIntegerField("完成比例")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报告人")
    reported_at = models.DateTimeField("报告时间", auto_now_add=True)

    class Meta:
        verbose_name = "办理进展"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent_within_100")]

    def __str__(self) -> str:
        return f"{self.percent}%"
