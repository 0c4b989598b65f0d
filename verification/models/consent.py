"""Consent letters (核对授权书): numbered, signed by every member, unchangeable once valid."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction
from verification.models.household import AidCase, AidCaseQuerySet, HouseholdPerson


class ConsentLetterState(models.TextChoices):
    """Whether it carries a query."""

    DRAFT = "draft", "待签字"
    VALID = "valid", "有效"
    REVOKED = "revoked", "已撤回授权"


class ConsentLetterQuerySet(models.QuerySet["ConsentLetter"]):
    """Letters a person may see."""

    def visible_to(self, user: object) -> "ConsentLetterQuerySet":
        """Return the letters of the cases `user` may see."""
        cases: AidCaseQuerySet = AidCase.objects.visible_to(user)
        return self.filter(case__in=cases)


class ConsentLetter(models.Model):
    """One letter: its number is printed on the paper the family signs (社会救助暂行办法第五十八条)."""

    State = ConsentLetterState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    case = models.ForeignKey(AidCase, models.PROTECT, related_name="consent_letters", verbose_name="救助事项")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("编号")
    categories = ArrayField(models.CharField(max_length=40), verbose_name="授权核对项目")
    signed_on = models.DateField("签字日期", null=True)
    expires_on = models.DateField("有效期至", null=True)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="签字原件")
    state = models.CharField(
        "状态", max_length=10, choices=ConsentLetterState.choices, default=ConsentLetterState.DRAFT
    )

    objects = ConsentLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "核对授权书"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="consent_number_once"),
            choices_constraint("state", ConsentLetterState, name="consent_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(signed_on__isnull=False, scan__isnull=False), name="consent_valid_signed"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="unchangeable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["valid", "revoked"])
                & (
                    pgtrigger.Q(old__categories__df=pgtrigger.F("new__categories"))
                    | pgtrigger.Q(old__signed_on__df=pgtrigger.F("new__signed_on"))
                    | pgtrigger.Q(old__expires_on__df=pgtrigger.F("new__expires_on"))
                    | pgtrigger.Q(old__scan__df=pgtrigger.F("new__scan"))
                    | pgtrigger.Q(old__case__df=pgtrigger.F("new__case"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"核对授权书〔{self.year}〕{self.number:04}号"

    def get_absolute_url(self) -> str:
        """Return the page of its case."""
        return self.case.get_absolute_url()

    def unit_scope(self) -> frozenset[int]:
        """The township that filed the case acts."""
        return self.case.unit_scope()


class ConsentSignature(models.Model):
    """One member's signature on a letter, or his guardian's."""

    letter = models.ForeignKey(ConsentLetter, models.PROTECT, related_name="signatures", verbose_name="核对授权书")
    person = models.ForeignKey(HouseholdPerson, models.PROTECT, related_name="signatures", verbose_name="家庭成员")
    guardian = models.ForeignKey(
        HouseholdPerson, models.PROTECT, null=True, related_name="+", verbose_name="代签监护人"
    )

    class Meta:
        verbose_name = "授权签字"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "person"], name="consent_signed_once"),
            models.CheckConstraint(condition=~Q(guardian=models.F("person")), name="guardian_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person}签字"
