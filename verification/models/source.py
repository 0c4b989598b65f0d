"""Sources (信息提供单位) and the agreements without which nothing may be asked of them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.crypto import EncryptedField, SealedRow
from members.models import Jurisdiction, MemberUnit
from members.permissions import CENTRE


class Channel(models.TextChoices):
    """How a department answers."""

    BROWSER = "browser", "网页填报"
    CONNECTOR = "connector", "接口"


class SourceQuerySet(models.QuerySet["Source"]):
    """Sources a person may see."""

    def visible_to(self, user: Any) -> "SourceQuerySet":
        """Return the sources of the bodies where `user` works in the verification centre."""
        return self.filter(jurisdiction__in={g.jurisdiction_id for g in access.roles_of(user) if g.role in CENTRE})


class Source(SealedRow):
    """A member unit as a supplier of information."""

    Channel = Channel

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="sources", verbose_name="行政区")
    unit = models.OneToOneField(MemberUnit, models.PROTECT, related_name="source", verbose_name="信息提供单位")
    channel = models.CharField("反馈方式", max_length=10, choices=Channel.choices, default=Channel.BROWSER)
    address = models.URLField("接口地址", blank=True)
    key = EncryptedField("接口密钥", null=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "信息提供单位"
        ordering = ["unit__position"]
        constraints = [
            choices_constraint("channel", Channel, name="source_channel_known"),
            models.CheckConstraint(
                condition=Q(channel="browser") | (~Q(address="") & Q(key__isnull=False)), name="connector_has_address"
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name

    def get_absolute_url(self) -> str:
        """Return the list of sources."""
        return reverse("verification:source_list")

    def unit_scope(self) -> frozenset[int]:
        """No unit sets up its own channel here."""
        return frozenset()


class SourceAgreementState(models.TextChoices):
    """Whether it carries a query."""

    DRAFT = "draft", "待签订"
    ACTIVE = "active", "有效"
    ENDED = "ended", "已终止"


class SourceAgreementQuerySet(models.QuerySet["SourceAgreement"]):
    """Agreements a person may see."""

    def visible_to(self, user: Any) -> "SourceAgreementQuerySet":
        """Return the agreements of the sources `user` may see."""
        return self.filter(source__in=Source.objects.visible_to(user))

    def active(self) -> "SourceAgreementQuerySet":
        """Return what is in force today."""
        today = clock.today()
        rows = self.filter(state=SourceAgreementState.ACTIVE, valid_from__lte=today)
        return rows.filter(Q(valid_to=None) | Q(valid_to__gte=today))


class SourceAgreement(models.Model):
    """What a department agreed to answer, by which clause, within how many working days (信息共享协议)."""

    State = SourceAgreementState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    source = models.ForeignKey(Source, models.PROTECT, related_name="agreements", verbose_name="信息提供单位")
    version = models.PositiveSmallIntegerField("版本", default=1)
    basis = models.CharField("依据", max_length=200)
    categories = ArrayField(models.CharField(max_length=40), verbose_name="信息类别")
    limit_workdays = models.PositiveSmallIntegerField("反馈时限（工作日）")
    valid_from = models.DateField("生效日期", null=True)
    valid_to = models.DateField("失效日期", null=True)
    state = models.CharField(
        "状态", max_length=10, choices=SourceAgreementState.choices, default=SourceAgreementState.DRAFT
    )

    objects = SourceAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "信息共享协议"
        ordering = ["source__unit__position", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["source", "version"], name="agreement_version_once"),
            models.UniqueConstraint(fields=["source"], condition=Q(state="active"), name="one_active_agreement"),
            choices_constraint("state", SourceAgreementState, name="agreement_state_known"),
            models.CheckConstraint(condition=Q(state="draft") | Q(valid_from__isnull=False), name="agreement_dated"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="agreement_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(limit_workdays__gte=1), name="agreement_has_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.source}信息共享协议（第{self.version}版）"

    def get_absolute_url(self) -> str:
        """Return the list of sources."""
        return reverse("verification:source_list")

    def unit_scope(self) -> frozenset[int]:
        """No unit acts on its own agreement here; it is signed on paper."""
        return frozenset()
