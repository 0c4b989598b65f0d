"""Units change (机构改革): new names, mergers, duties that go elsewhere; what a unit was called before."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from members.models.jurisdiction import Jurisdiction
from members.models.unit import Duty, MemberUnit


class FormerNameQuerySet(models.QuerySet["FormerName"]):
    """Names a person may see."""

    def visible_to(self, user: Any) -> "FormerNameQuerySet":
        """Return those of the bodies where `user` holds a role: the roster is published."""
        return self.filter(unit__jurisdiction__in={grant.jurisdiction_id for grant in access.roles_of(user)})


class FormerName(models.Model):
    """A name under which old papers know the unit or what it took over (曾用名)."""

    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="former_names", verbose_name="现单位")
    name = models.CharField("曾用名", max_length=60)
    initials = models.CharField("拼音首字母", max_length=60)
    until = models.DateField("沿用至")
    document = models.CharField("依据文件", max_length=120)

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        verbose_name = "曾用名"
        ordering = ["-until", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="former_name_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """A former name leads to the unit of today."""
        return self.unit.get_absolute_url()


class SuccessionKind(models.TextChoices):
    """What happens to the unit."""

    RENAME = "rename", "更名"
    MERGE = "merge", "并入其他单位"
    SPLIT = "split", "划出部分职责"


class SuccessionState(models.TextChoices):
    """Where a change stands."""

    PLANNED = "planned", "待确认"
    CONFIRMED = "confirmed", "已确认，待生效"
    EFFECTIVE = "effective", "已生效"
    CANCELLED = "cancelled", "已取消"


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Changes a person may see."""

    def visible_to(self, user: Any) -> "SuccessionQuerySet":
        """Return those of the bodies where `user` holds a role."""
        return self.filter(jurisdiction__in={grant.jurisdiction_id for grant in access.roles_of(user)})


class Succession(models.Model):
    """One change of one unit from a day on, by a document.

    A rename has `new_name` and no successor. Who takes over is `successor`, or a unit that comes into being under
    `new_name` on that day. `duties` are the duties that go elsewhere in a split. `obstruction` is why it
    could not take effect on its day, as the director was told.
    """

    State = SuccessionState
    Kind = SuccessionKind

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="successions", verbose_name="行政区")
    kind = models.CharField("变动类别", max_length=8, choices=SuccessionKind.choices)
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="successions", verbose_name="原单位")
    unit_name = models.CharField("变动前名称", max_length=60)
    successor = models.ForeignKey(
        MemberUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承接单位"
    )
    new_name = models.CharField("新名称", max_length=60, blank=True)
    new_short_name = models.CharField("新简称", max_length=30, blank=True)
    duties = models.ManyToManyField(Duty, blank=True, related_name="+", verbose_name="划出的职责")
    effective_on = models.DateField("生效日期")
    document = models.CharField("依据文件", max_length=120)
    state = models.CharField("状态", max_length=12, choices=SuccessionState.choices, default=SuccessionState.PLANNED)
    obstruction = models.CharField("未能生效的原因", max_length=300, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = "机构变动"
        ordering = ["-effective_on", "-pk"]
        constraints = [
            choices_constraint("kind", SuccessionKind, name="succession_kind_known"),
            choices_constraint("state", SuccessionState, name="succession_state_known"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state__in=["planned", "confirmed"]), name="succession_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=(Q(kind="rename", successor=None) & ~Q(new_name=""))
                | (~Q(kind="rename") & (Q(successor__isnull=False) | ~Q(new_name=""))),
                name="succession_names_who_follows",
            ),
            models.CheckConstraint(condition=~Q(successor=models.F("unit")), name="succession_by_another"),
        ]

    def __str__(self) -> str:
        if self.kind == SuccessionKind.RENAME:
            return f"{self.unit_name}更名为{self.new_name}"
        if self.kind == SuccessionKind.MERGE:
            return f"{self.unit_name}并入{self.successor or self.new_name}"
        return f"{self.unit_name}部分职责划入{self.successor or self.new_name}"

    @property
    def moved_duties(self) -> list[Duty] | None:
        """Return the duties that go elsewhere, or None where everything goes."""
        return list(self.duties.all()) if self.kind == SuccessionKind.SPLIT else None

    def get_absolute_url(self) -> str:
        """Return the change's page."""
        return reverse("members:succession_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """The office decides; no unit's role reaches it."""
        return frozenset()
