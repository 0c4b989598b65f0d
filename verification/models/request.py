"""The request (核对请求) a township commissions, its findings, and the report that answers it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.crypto import EncryptedField, EncryptedJSONField, SealedRow
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction, MemberUnit, Role
from members.permissions import CENTRE
from verification.models.household import AidCase, HouseholdPerson


class CommissionLetter(models.Model):
    """The township's letter to the verification centre (核对委托书): no commission, no check."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    township = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="委托单位")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("编号")
    signatory = models.CharField("委托单位负责人", max_length=60)
    signed_on = models.DateField("委托日期")

    class Meta:
        verbose_name = "核对委托书"
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="commission_number_once")
        ]

    def __str__(self) -> str:
        return f"核对委托书〔{self.year}〕{self.number}号"


class VerificationRequestState(models.TextChoices):
    """Where a request stands."""

    SUBMITTED = "submitted", "待受理"
    COLLECTING = "collecting", "协查中"
    COMPARING = "comparing", "比对中"
    REVIEWING = "reviewing", "复核中"
    SIGNING = "signing", "待签发"
    SIGNED = "signed", "已签发"
    ISSUED = "issued", "已出具"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "授权撤回，已终止"


class VerificationRequestQuerySet(models.QuerySet["VerificationRequest"]):
    """Requests a person may see."""

    def visible_to(self, user: Any) -> "VerificationRequestQuerySet":
        """Return all of the body for the verification centre, and the own township's."""
        grants = access.roles_of(user)
        centres = {g.jurisdiction_id for g in grants if g.role in CENTRE}
        townships = {g.unit_id for g in grants if g.role == Role.TOWNSHIP_HANDLER}
        return self.filter(Q(jurisdiction__in=centres) | Q(case__township__in=townships))


class VerificationRequest(models.Model):
    """One check of one household, from the commission to the report."""

    State = VerificationRequestState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    case = models.ForeignKey(AidCase, models.PROTECT, related_name="verification_requests", verbose_name="救助事项")
    commission = models.ForeignKey(
        CommissionLetter, models.PROTECT, related_name="verification_requests", verbose_name="核对委托书"
    )
    state = models.CharField(
        "状态", max_length=12, choices=VerificationRequestState.choices, default=VerificationRequestState.SUBMITTED
    )
    submitted_on = models.DateField("委托日期")
    as_of = models.DateField("核对时点", null=True)
    due_on = models.DateField("出具时限", null=True)
    compared_at = models.DateTimeField("比对时间", null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )

    objects = VerificationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "核对请求"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", VerificationRequestState, name="request_state_known"),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(state__in=["returned", "withdrawn", "issued"]),
                name="one_open_request_a_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "returned", "withdrawn"])
                | Q(as_of__isnull=False, due_on__isnull=False),
                name="request_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}核对请求"

    def get_absolute_url(self) -> str:
        """Return the request's page."""
        return reverse("verification:verification_request_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """The township that commissioned it."""
        return self.case.unit_scope()


class FindingSeverity(models.TextChoices):
    """How much a finding asks of the handler."""

    INFO = "info", "未超过申报"
    SUSPECT = "suspect", "疑点"
    INCOMPLETE = "incomplete", "未核全"


class FindingDisposition(models.TextChoices):
    """What the handler made of a suspicion."""

    CONFIRMED = "confirmed", "属实"
    EXPLAINED = "explained", "已说明"
    EXEMPTED = "exempted", "依规豁免"
    DATA_ERROR = "data_error", "数据有误"


class Finding(SealedRow):
    """One line of the comparison of what was declared with what was answered (比对结果)."""

    Severity = FindingSeverity
    Disposition = FindingDisposition

    request = models.ForeignKey(VerificationRequest, models.PROTECT, related_name="findings", verbose_name="核对请求")
    position = models.PositiveSmallIntegerField("次序")
    person = models.ForeignKey(HouseholdPerson, models.PROTECT, null=True, related_name="+", verbose_name="家庭成员")
    severity = models.CharField("程度", max_length=10, choices=FindingSeverity.choices)
    text = EncryptedField("比对结果")
    disposition = models.CharField("处理", max_length=12, choices=FindingDisposition.choices, blank=True)
    note = EncryptedField("处理说明", default="")

    class Meta:
        verbose_name = "比对结果"
        ordering = ["request", "position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="finding_position_once"),
            choices_constraint("severity", FindingSeverity, name="finding_severity_known"),
        ]

    def __str__(self) -> str:
        return f"比对结果{self.position}"


class VerificationReport(SealedRow):
    """The report (核对报告): its content as signed, sealed, and the certified file. Exactly one a request."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    request = models.OneToOneField(VerificationRequest, models.PROTECT, related_name="report", verbose_name="核对请求")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("编号")
    content = EncryptedJSONField("报告内容")
    content_hash = models.CharField("内容摘要", max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签发人")
    signed_at = models.DateTimeField("签发时间")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = "核对报告"
        constraints = [models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="report_number_once")]

    def __str__(self) -> str:
        return f"核对报告〔{self.year}〕{self.number}号"
