"""What is reported on an assignment: progress with evidence, and requests for more time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from duties.models.assignment import Assignment, OfAssignment
from duties.models.part import Part
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile


class ProgressState(models.TextChoices):
    """What the office says to a report."""

    SUBMITTED = "submitted", "待审阅"
    ACCEPTED = "accepted", "已审阅"
    RETURNED = "returned", "退回重报"


class ProgressQuerySet(models.QuerySet["Progress"]):
    """Reports a person may see."""

    def visible_to(self, user: Any) -> "ProgressQuerySet":
        """Return those on the assignments the person may see."""
        return self.filter(assignment__in=Assignment.objects.visible_to(user))


class Progress(OfAssignment, models.Model):
    """One report on an assignment (办理进展): by the lead unit, or by a supporting unit on its `part`.

    `report_due_on` is the day a regular report was due that this one answers: late for ever where it came after it.
    """

    State = ProgressState

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="progress", verbose_name="工作事项")
    part = models.ForeignKey(Part, models.PROTECT, null=True, related_name="progress", verbose_name="配合分工")
    text = models.TextField("进展情况", max_length=2000)
    percent = models.PositiveSmallIntegerField("完成比例")
    obstacle = models.CharField("存在困难", max_length=500, blank=True, db_default="")
    help_wanted = models.CharField("需要协调事项", max_length=500, blank=True, db_default="")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报告人")
    reported_at = models.DateTimeField("报告时间", auto_now_add=True)
    report_due_on = models.DateField("应报日期", null=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.SUBMITTED)
    answer = models.CharField("办公室意见", max_length=1000, blank=True, db_default="")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "办理进展"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", ProgressState, name="progress_state_known"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="progress_percent_within_100"),
        ]

    def __str__(self) -> str:
        return f"“{self.assignment}”的进展报告（{self.percent}%）"

    @property
    def lead_unit_id(self) -> int | None:
        """The unit that reported, for the separation of duties."""
        return self.part.unit_id if self.part else self.assignment.lead_unit_id

    @property
    def is_late(self) -> bool:
        """Whether it came after its day."""
        return self.report_due_on is not None and timezone.localdate(self.reported_at) > self.report_due_on

    def unit_scope(self) -> frozenset[int]:
        """The unit that reported."""
        return frozenset({self.lead_unit_id} if self.lead_unit_id else ())


class Evidence(models.Model):
    """A file that shows what was done (佐证材料)."""

    progress = models.ForeignKey(Progress, models.PROTECT, related_name="evidence", verbose_name="办理进展")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=160)

    class Meta:
        verbose_name = "佐证材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return where it is taken."""
        return reverse("duties:evidence_download", args=[self.progress.assignment_id, self.pk])


class ExtensionState(models.TextChoices):
    """Where a request for more time stands."""

    REQUESTED = "requested", "待审批"
    GRANTED = "granted", "已同意"
    DENIED = "denied", "未同意"


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Requests a person may see."""

    def visible_to(self, user: Any) -> "ExtensionQuerySet":
        """Return those of the assignments the person may see."""
        return self.filter(assignment__in=Assignment.objects.visible_to(user))


class Extension(OfAssignment, models.Model):
    """A request for more time (延期申请), kept with the date it would replace."""

    State = ExtensionState

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions", verbose_name="工作事项")
    previous_due_on = models.DateField("现时限")
    until = models.DateField("申请延至")
    reason = models.CharField("理由", max_length=1000)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    requested_on = models.DateField("申请日期")
    state = models.CharField("状态", max_length=10, choices=ExtensionState.choices, default=ExtensionState.REQUESTED)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "延期申请"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", ExtensionState, name="extension_state_known"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="requested"), name="extension_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("previous_due_on")), name="extension_gives_time"),
            models.CheckConstraint(condition=Q(requested_on__lte=F("previous_due_on")), name="extension_asked_in_time"),
        ]

    def __str__(self) -> str:
        return f"“{self.assignment}”延期至{self.until.month}月{self.until.day}日"

    @property
    def lead_unit_id(self) -> int:
        """The unit that asks, for the separation of duties."""
        return self.assignment.lead_unit_id

    def unit_scope(self) -> frozenset[int]:
        """The lead unit asks."""
        return self.assignment.unit_scope()
