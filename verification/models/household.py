"""The aid case (救助事项): the household, its members and what it declares. Names, numbers and amounts are sealed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.crypto import EncryptedField, EncryptedJSONField, SealedRow
from members.models import Jurisdiction, MemberUnit, Role
from members.permissions import CENTRE
from verification.redaction import masked_name, masked_number


class Programme(models.TextChoices):
    """What the household applies for."""

    DIBAO = "dibao", "最低生活保障"
    TEKUN = "tekun", "特困人员救助供养"
    LOW_MARGIN = "low_margin", "最低生活保障边缘家庭"
    RIGID_EXPENSE = "rigid_expense", "刚性支出困难家庭"
    TEMPORARY = "temporary", "临时救助"


class AidCaseState(models.TextChoices):
    """Where a case stands. Whether aid is granted is decided elsewhere, by a person."""

    ACCEPTED = "accepted", "已受理"
    VERIFYING = "verifying", "核对中"
    REPORTED = "reported", "已出报告"
    WITHDRAWN = "withdrawn", "已撤回"


class Relation(models.TextChoices):
    """How a member stands to the applicant."""

    APPLICANT = "applicant", "申请人"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    OTHER = "other", "其他"


class AidCaseQuerySet(models.QuerySet["AidCase"]):
    """Cases a person may see."""

    def visible_to(self, user: Any) -> "AidCaseQuerySet":
        """Return the own township's cases, and for the verification centre those commissioned to it."""
        grants = access.roles_of(user)
        centres = {g.jurisdiction_id for g in grants if g.role in CENTRE}
        townships = {g.unit_id for g in grants if g.role == Role.TOWNSHIP_HANDLER}
        commissioned = Q(jurisdiction__in=centres, verification_requests__isnull=False)
        return self.filter(Q(township__in=townships) | Q(pk__in=self.filter(commissioned).values("pk")))


class AidCase(models.Model):
    """One household's application, filed by a township."""

    State = AidCaseState
    Programme = Programme

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="aid_cases", verbose_name="行政区")
    township = models.ForeignKey(MemberUnit, models.PROTECT, related_name="aid_cases", verbose_name="乡镇（街道）")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("编号")
    programme = models.CharField("救助类别", max_length=20, choices=Programme.choices)
    state = models.CharField("状态", max_length=12, choices=AidCaseState.choices, default=AidCaseState.ACCEPTED)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")
    filed_at = models.DateTimeField("受理时间", auto_now_add=True)

    objects = AidCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "救助事项"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="aid_case_number_once"),
            choices_constraint("state", AidCaseState, name="aid_case_state_known"),
            choices_constraint("programme", Programme, name="aid_case_programme_known"),
        ]

    def __str__(self) -> str:
        return f"救助事项〔{self.year}〕{self.number}号"

    def get_absolute_url(self) -> str:
        """Return the case's page."""
        return reverse("verification:aid_case_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """The township that filed it acts."""
        return frozenset({self.township_id})


class HouseholdPerson(SealedRow):
    """One member of the household. `number_index` finds the same person in another case without reading the number."""

    Relation = Relation

    case = models.ForeignKey(AidCase, models.PROTECT, related_name="persons", verbose_name="救助事项")
    position = models.PositiveSmallIntegerField("次序")
    relation = models.CharField("与申请人关系", max_length=12, choices=Relation.choices)
    name = EncryptedField("姓名")
    number = EncryptedField("公民身份号码")
    number_index = models.CharField("号码索引", max_length=64)

    class Meta:
        verbose_name = "家庭成员"
        ordering = ["case", "position"]
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="person_position_once"),
            models.UniqueConstraint(fields=["case", "number_index"], name="person_once_in_case"),
            choices_constraint("relation", Relation, name="person_relation_known"),
        ]
        indexes = [models.Index(fields=["number_index"], name="person_by_number")]

    def __str__(self) -> str:
        return f"成员{self.position}"

    @property
    def masked_name(self) -> str:
        """The name as shown by default."""
        return masked_name(self.name)

    @property
    def masked_number(self) -> str:
        """The number as shown by default."""
        return masked_number(self.number)


class Declaration(SealedRow):
    """What the household says of its means: figure (see categories.FIGURES) → amount or count."""

    case = models.OneToOneField(AidCase, models.PROTECT, related_name="declaration", verbose_name="救助事项")
    figures = EncryptedJSONField("申报内容")

    class Meta:
        verbose_name = "申报"

    def __str__(self) -> str:
        return f"{self.case}申报"
