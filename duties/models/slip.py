"""Supervision slips (督办单): what the office sends a lead unit about one assignment, numbered and kept as a file."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from duties.models.assignment import Assignment
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction


class SlipColour(models.TextChoices):
    """How urgent it is; computed from the date, never chosen."""

    BLUE = "blue", "蓝色督办单"
    YELLOW = "yellow", "黄色督办单"
    RED = "red", "红色督办单"


class SupervisionSlipState(models.TextChoices):
    """Where a slip stands."""

    TYPESETTING = "typesetting", "正在制作"
    ISSUED = "issued", "已发出，待回复"
    ANSWERED = "answered", "已回复"


class SupervisionSlipQuerySet(models.QuerySet["SupervisionSlip"]):
    """Slips a person may see."""

    def visible_to(self, user: Any) -> "SupervisionSlipQuerySet":
        """Return those of the assignments the person may see."""
        return self.filter(assignment__in=Assignment.objects.visible_to(user))


class SupervisionSlip(models.Model):
    """One slip. What it says is frozen with its number; the file follows, then the lead unit's reply."""

    State = SupervisionSlipState
    Colour = SlipColour

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="slips", verbose_name="工作事项")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    colour = models.CharField("等级", max_length=8, choices=SlipColour.choices)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("编号")
    addressee = models.CharField("主送", max_length=60)
    situation = models.CharField("情况", max_length=300)
    demand = models.CharField("要求", max_length=1000)
    answer_by = models.DateField("回复时限")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签发人")
    signed_at = models.DateTimeField("签发时间")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.TYPESETTING)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")
    answer = models.CharField("回复内容", max_length=1000, blank=True, db_default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="回复人"
    )
    answered_on = models.DateField("回复日期", null=True)

    objects = SupervisionSlipQuerySet.as_manager()

    class Meta:
        verbose_name = "督办单"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("colour", SlipColour, name="slip_colour_known"),
            choices_constraint("state", SupervisionSlipState, name="slip_state_known"),
            models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="slip_number_once"),
            models.CheckConstraint(
                condition=(Q(state="typesetting") & Q(file__isnull=True))
                | (~Q(state="typesetting") & Q(file__isnull=False)),
                name="slip_file_when_issued",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="slip_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_colour_display()}{self.number_label}"

    def get_absolute_url(self) -> str:
        """A slip is read on its assignment's page."""
        return self.assignment.get_absolute_url()

    @property
    def number_label(self) -> str:
        """Return 〔2026〕1号."""
        return f"〔{self.year}〕{self.number}号"

    @property
    def is_answered_late(self) -> bool:
        """Whether the reply came after its day."""
        return self.answered_on is not None and self.answered_on > self.answer_by

    @property
    def lead_unit_id(self) -> int:
        """The unit it is about."""
        return self.assignment.lead_unit_id

    def unit_scope(self) -> frozenset[int]:
        """The unit it is about."""
        return frozenset({self.lead_unit_id})
