"""Recurring duties (定期职责) from the notice, and the report each period asks for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE


class Cadence(models.TextChoices):
    """How often; the value says how many periods a year has."""

    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"


class DutyKind(models.TextChoices):
    """What a unit gives each period."""

    REPORT = "report", "情况报送"
    PLAN = "plan", "工作计划"
    COMPLETION = "completion", "完成情况报告"
    HEARING = "hearing", "听取汇报"
    INSPECTION = "inspection", "专项检查"


KINDS = {"听取": DutyKind.HEARING, "专项检查": DutyKind.INSPECTION}  # how notices speak of what is no plain report
LONGEST_AFTER = 3  # months after its period that something may still be due: later the next one would never open
PERIODS = {Cadence.QUARTERLY: 4, Cadence.HALF_YEARLY: 2, Cadence.YEARLY: 1}


def kind_of(content: str) -> DutyKind:
    """Return what a notice asks for by its words."""
    return next((kind for word, kind in KINDS.items() if word in content), DutyKind.REPORT)


def last_month(cadence: str) -> int:
    """Return the last month, counted from the first of the period, in which something may be due."""
    return 12 // PERIODS[Cadence(cadence)] + LONGEST_AFTER


class RecurringDutyQuerySet(models.QuerySet["RecurringDuty"]):
    """Recurring duties a person may see."""

    def visible_to(self, user: Any) -> "RecurringDutyQuerySet":
        """Return those of the bodies in whose office the person works or that he leads."""
        central = {g.jurisdiction_id for g in access.roles_of(user) if g.role in OFFICE | LEADERS}
        return self.filter(jurisdiction__in=central)


class RecurringDuty(models.Model):
    """What a unit does every period, with the clause that says so and the day rule: `due_day` of the `due_month`-th
    month counted from the first of the period (2 and 10: the 10th of the quarter's second month; 4 and 10: the 10th
    of the month after the quarter)."""

    Cadence = Cadence
    Kind = DutyKind

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, related_name="recurring_duties", verbose_name="行政区"
    )
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="recurring_duties", verbose_name="责任单位")
    kind = models.CharField("种类", max_length=12, choices=DutyKind.choices, default=DutyKind.REPORT)
    content = models.TextField("内容")
    outline = models.TextField("报送提纲", blank=True, max_length=1000)
    cadence = models.CharField("频次", max_length=12, choices=Cadence.choices)
    clause = models.CharField("依据条款", max_length=120)
    due_month = models.PositiveSmallIntegerField("期内第几个月")
    due_day = models.PositiveSmallIntegerField("日")
    starts_on = models.DateField("起算日期")
    is_active = models.BooleanField("有效", default=True)
    is_from_notice = models.BooleanField("通知规定", default=True)  # or asked by the office itself
    ended_reason = models.CharField("停止理由", max_length=300, blank=True, db_default="")

    objects = RecurringDutyQuerySet.as_manager()

    class Meta:
        verbose_name = "定期职责"
        ordering = ["-is_active", "content", "unit__position", "pk"]
        constraints = [
            choices_constraint("cadence", Cadence, name="recurring_cadence_known"),
            choices_constraint("kind", DutyKind, name="recurring_kind_known"),
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(is_from_notice=False) | ~Q(ended_reason=""),
                name="recurring_notice_holds",
            ),
            models.UniqueConstraint("unit", MD5("content"), name="recurring_once"),  # a clause is too long to index
            models.CheckConstraint(
                condition=Q(due_day__gte=1, due_day__lte=28, due_month__gte=1, due_month__lte=15),
                name="recurring_day_exists",
            ),
        ]

    def __str__(self) -> str:
        return self.content

    @property
    def day_rule(self) -> str:
        """Say when it is due, as people say it."""
        months = 12 // PERIODS[Cadence(self.cadence)]
        if self.due_month > months:
            after = self.due_month - months
            return f"期满后{'次' if after == 1 else f'第{after}个'}月{self.due_day}日前"
        return f"期内第{self.due_month}个月{self.due_day}日前"


class PeriodicReportState(models.TextChoices):
    """Where a periodic report stands."""

    DUE = "due", "待报送"
    SUBMITTED = "submitted", "已报送"
    ACCEPTED = "accepted", "已采用"


class PeriodicReportQuerySet(models.QuerySet["PeriodicReport"]):
    """Reports a person may see."""

    def visible_to(self, user: Any) -> "PeriodicReportQuerySet":
        """Return all of the body for office and conveners; for a unit, its own."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        return self.filter(Q(duty__jurisdiction__in=central) | Q(duty__unit__in=units))


class PeriodicReport(models.Model):
    """One unit's report for one period (季度报送)."""

    State = PeriodicReportState

    duty = models.ForeignKey(RecurringDuty, models.PROTECT, related_name="reports", verbose_name="定期职责")
    year = models.PositiveSmallIntegerField("年份")
    period = models.PositiveSmallIntegerField("期次")
    due_on = models.DateField("报送时限")
    state = models.CharField(
        "状态", max_length=10, choices=PeriodicReportState.choices, default=PeriodicReportState.DUE
    )
    text = models.TextField("工作开展情况", blank=True)
    problems = models.TextField("存在问题", blank=True)
    next_steps = models.TextField("下步打算", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="附件")
    file_name = models.CharField("附件名", max_length=160, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="报送人"
    )
    submitted_on = models.DateField("报送日期", null=True)

    objects = PeriodicReportQuerySet.as_manager()

    class Meta:
        verbose_name = "定期报送"
        ordering = ["-year", "-period", "duty__cadence", "duty__kind", "duty__unit__position"]
        constraints = [
            choices_constraint("state", PeriodicReportState, name="report_state_known"),
            models.UniqueConstraint(fields=["duty", "year", "period"], name="report_once_a_period"),
            models.CheckConstraint(
                condition=Q(state="due") | (~Q(text="") & Q(submitted_on__isnull=False)), name="report_submitted_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty.unit}{self.title}"

    def get_absolute_url(self) -> str:
        """Return the report's page."""
        return reverse("duties:periodic_report_page", args=[self.pk])

    @property
    def title(self) -> str:
        """Return 2026年第1季度报送, 2026年度工作计划."""
        kind = self.duty.get_kind_display()
        return f"{self.period_label}{'报送' if self.duty.kind == DutyKind.REPORT else kind}"

    @property
    def period_label(self) -> str:
        """Return 2026年第1季度."""
        names = {
            Cadence.QUARTERLY: f"第{self.period}季度",
            Cadence.HALF_YEARLY: "上半年" if self.period == 1 else "下半年",
        }
        return f"{self.year}年{names.get(Cadence(self.duty.cadence), '度')}"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the duty."""
        return self.duty.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the duty."""
        return self.duty.jurisdiction_id

    @property
    def lead_unit_id(self) -> int:
        """The unit that reports, for the separation of duties."""
        return self.duty.unit_id

    def unit_scope(self) -> frozenset[int]:
        """The unit that reports."""
        return frozenset({self.duty.unit_id})
