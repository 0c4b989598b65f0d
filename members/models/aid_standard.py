"""What aid is worth here, from which day, by which document (救助标准)."""

from typing import Any

from django.db import models
from django.db.models import Q

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from members.models.jurisdiction import Jurisdiction


class AidProgramme(models.TextChoices):
    """The programmes of 《社会救助暂行办法》 that have a published standard."""

    DIBAO = "dibao", "最低生活保障"
    MARGINAL = "marginal", "低保边缘家庭收入"
    TEKUN_LIVING = "tekun_living", "特困人员基本生活"
    TEKUN_CARE = "tekun_care", "特困人员照料护理"
    ORPHAN = "orphan", "孤儿基本生活"
    TEMPORARY = "temporary", "临时救助"


class AidUnit(models.TextChoices):
    """Per whom and how often."""

    PERSON_MONTH = "person_month", "元/人·月"
    PERSON_YEAR = "person_year", "元/人·年"
    PERSON_TIME = "person_time", "元/人·次"
    HOUSEHOLD_TIME = "household_time", "元/户·次"


class AidStandardQuerySet(models.QuerySet["AidStandard"]):
    """Standards a person may see."""

    def visible_to(self, user: Any) -> "AidStandardQuerySet":
        """Return the standards of every body where `user` holds a role: they are published."""
        return self.filter(jurisdiction__in={grant.jurisdiction_id for grant in access.roles_of(user)})


class AidStandard(models.Model):
    """One standard; the next one of the same programme and area ends it the day it begins. Nothing is overwritten."""

    Programme = AidProgramme

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="aid_standards", verbose_name="行政区")
    programme = models.CharField("救助项目", max_length=16, choices=AidProgramme.choices)
    area = models.CharField("适用范围", max_length=40)
    amount = models.DecimalField("标准", max_digits=10, decimal_places=2)
    per = models.CharField("计量单位", max_length=16, choices=AidUnit.choices)
    starts_on = models.DateField("起始日期")
    document = models.CharField("依据文件", max_length=120)

    objects = AidStandardQuerySet.as_manager()

    class Meta:
        verbose_name = "救助标准"
        ordering = ["programme", "area", "-starts_on"]
        constraints = [
            choices_constraint("programme", AidProgramme, name="aid_standard_programme_known"),
            choices_constraint("per", AidUnit, name="aid_standard_unit_known"),
            models.UniqueConstraint(
                fields=["jurisdiction", "programme", "area", "starts_on"], name="aid_standard_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="aid_standard_positive"),
            models.CheckConstraint(condition=~Q(document="") & ~Q(area=""), name="aid_standard_founded"),
        ]

    def __str__(self) -> str:
        return f"{self.get_programme_display()}（{self.area}）"

    def unit_scope(self) -> frozenset[int]:
        """The office enters standards; no unit's role reaches them."""
        return frozenset()
