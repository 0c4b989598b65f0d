"""Hardship cases (急难个案) of the one-door intake, and the relief given before its papers. No household is named."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from meetings.models import Meeting
from members.models import Jurisdiction, MemberUnit
from members.permissions import DOORS, LEADERS, OFFICE


class HardshipState(models.TextChoices):
    """Where it stands: 受理、登记、交办、承办、结案, with the way through a case meeting."""

    RECEIVED = "received", "已受理"
    REGISTERED = "registered", "已登记"
    REFERRED = "referred", "已交办"
    HANDLING = "handling", "承办中"
    RESOLVED = "resolved", "已办理，待结案"
    AT_MEETING = "at_meeting", "提请会议研究"
    DECIDED = "decided", "会议已决定"
    CLOSED = "closed", "已结案"
    DECLINED = "declined", "不予受理"


class Channel(models.TextChoices):
    """By which door it came in."""

    WINDOW = "window", "窗口申请"
    HOTLINE = "hotline", "热线电话"
    VISIT = "visit", "走访发现"
    REFERRAL = "referral", "部门转介"


class HardshipQuerySet(models.QuerySet["HardshipCase"]):
    """Cases a person may see."""

    def visible_to(self, user: Any) -> "HardshipQuerySet":
        """Return all of the body for office and conveners; for a unit, what it received, handles or supports."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOORS}
        supported = HardshipSupport.objects.filter(unit__in=units).values("case")
        concerned = Q(lead_unit__in=units) | Q(received_by__in=units) | Q(pk__in=supported)
        return self.filter(Q(jurisdiction__in=central) | concerned)

    def open(self) -> "HardshipQuerySet":
        """Return what is neither closed nor declined."""
        return self.exclude(state__in=[HardshipState.CLOSED, HardshipState.DECLINED])


class HardshipCase(models.Model):
    """One household in need, spoken of without its name. `step_due_on` is the limit of the step it stands at.

    `received_by` is the unit whose door it came through; the office's own is empty.
    """

    State = HardshipState
    Channel = Channel

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="hardship_cases", verbose_name="行政区")
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveIntegerField("编号", null=True)
    channel = models.CharField("来源", max_length=10, choices=Channel.choices)
    household = models.CharField("家庭（隐名）", max_length=60)
    place = models.CharField("所在地", max_length=60)
    need = models.TextField("困难情况和诉求", max_length=1000)
    received_by = models.ForeignKey(
        MemberUnit, models.PROTECT, null=True, related_name="received_cases", verbose_name="受理单位"
    )
    received_on = models.DateField("受理日期")
    lead_unit = models.ForeignKey(
        MemberUnit, models.PROTECT, null=True, related_name="hardship_cases", verbose_name="承办单位"
    )
    handle_by = models.DateField("承办时限", null=True)
    step_due_on = models.DateField("本环节时限", null=True)
    result = models.TextField("办理结果", blank=True, max_length=1000)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="hardship_cases", verbose_name="研究会议"
    )
    decision = models.TextField("会议决定", blank=True, max_length=1000)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="duplicates", verbose_name="重复的个案"
    )
    state = models.CharField("状态", max_length=12, choices=HardshipState.choices, default=HardshipState.RECEIVED)

    objects = HardshipQuerySet.as_manager()

    class Meta:
        verbose_name = "急难个案"
        ordering = [models.F("step_due_on").asc(nulls_last=True), "-pk"]
        constraints = [
            choices_constraint("state", HardshipState, name="hardship_state_known"),
            choices_constraint("channel", Channel, name="hardship_channel_known"),
            models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="hardship_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["received", "declined"]) | Q(number__isnull=False, year__isnull=False),
                name="hardship_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["referred", "handling", "resolved"]) | Q(lead_unit__isnull=False),
                name="hardship_has_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["resolved", "declined"]) | ~Q(result=""), name="hardship_resolved_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | (~Q(decision="") & Q(meeting__isnull=False)),
                name="hardship_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_label} {self.household}" if self.number else self.household

    def get_absolute_url(self) -> str:
        """Return the case's page."""
        return reverse("duties:hardship_case_page", args=[self.pk])

    @property
    def number_label(self) -> str:
        """Return 个案〔2026〕3号, nothing before it is registered."""
        return f"个案〔{self.year}〕{self.number}号" if self.number else ""

    def unit_scope(self) -> frozenset[int]:
        """The unit that handles it and the one that received it act; supporting units read."""
        return frozenset(pk for pk in (self.lead_unit_id, self.received_by_id) if pk)


class HardshipSupport(models.Model):
    """A unit that supports (配合) the one a case was referred to: it reads and is told."""

    case = models.ForeignKey(HardshipCase, models.PROTECT, related_name="supports", verbose_name="急难个案")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="配合单位")

    class Meta:
        verbose_name = "个案配合单位"
        ordering = ["unit__position"]
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="hardship_support_once")]

    def __str__(self) -> str:
        return str(self.case)


class ReliefState(models.TextChoices):
    """Whether its papers are made."""

    OPEN = "open", "待补手续"
    SETTLED = "settled", "手续已补"


class ReliefKind(models.TextChoices):
    """What was given."""

    CASH = "cash", "现金"
    GOODS = "goods", "实物"
    LODGING = "lodging", "食宿"
    CARE = "care", "医疗、护送等服务"


class UrgentReliefQuerySet(models.QuerySet["UrgentRelief"]):
    """Relief a person may see."""

    def visible_to(self, user: Any) -> "UrgentReliefQuerySet":
        """Return that of the cases the person may see."""
        return self.filter(case__in=HardshipCase.objects.visible_to(user))


class UrgentRelief(models.Model):
    """Relief given first (先行救助), its papers made up by `settle_by`."""

    State = ReliefState
    Kind = ReliefKind

    case = models.ForeignKey(HardshipCase, models.PROTECT, related_name="reliefs", verbose_name="急难个案")
    kind = models.CharField("方式", max_length=10, choices=ReliefKind.choices)
    amount = models.DecimalField("金额或者折价（元）", max_digits=9, decimal_places=2)
    given_on = models.DateField("救助日期")
    reason = models.CharField("先行救助理由", max_length=200)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    settle_by = models.DateField("补办手续时限")
    settled_on = models.DateField("补办日期", null=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="审批手续")
    paper_name = models.CharField("手续文件名", max_length=160, blank=True)
    state = models.CharField("状态", max_length=10, choices=ReliefState.choices, default=ReliefState.OPEN)

    objects = UrgentReliefQuerySet.as_manager()

    class Meta:
        verbose_name = "先行救助"
        ordering = ["given_on", "pk"]
        constraints = [
            choices_constraint("state", ReliefState, name="relief_state_known"),
            choices_constraint("kind", ReliefKind, name="relief_kind_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="relief_is_something"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(paper__isnull=False, settled_on__isnull=False),
                name="relief_settled_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}先行救助{self.amount}元"

    def get_absolute_url(self) -> str:
        """Relief is read on its case's page."""
        return self.case.get_absolute_url()

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the case."""
        return self.case.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the case."""
        return self.case.jurisdiction_id

    def unit_scope(self) -> frozenset[int]:
        """The units of the case."""
        return self.case.unit_scope()

    def is_late(self, day: date) -> bool:
        """Tell whether its papers are owed beyond the limit on `day`."""
        return self.state == ReliefState.OPEN and self.settle_by < day
