"""Member units and the duties the notice gives them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase
from pypinyin import Style, lazy_pinyin

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from members.models.jurisdiction import Jurisdiction

LONGEST_INITIALS = 60


class MemberUnitQuerySet(models.QuerySet["MemberUnit"]):
    """Units a person may see."""

    def visible_to(self, user: Any) -> "MemberUnitQuerySet":
        """Return the units of every body where `user` holds a role: the roster is published."""
        return self.filter(jurisdiction__in={grant.jurisdiction_id for grant in access.roles_of(user)})


class MemberUnitKind(models.TextChoices):
    """What kind it is."""

    PARTY = "party", "党委部门"
    GOVERNMENT = "government", "政府部门"
    MASS = "mass", "群团组织"
    FINANCE = "finance", "金融机构"
    INSTITUTION = "institution", "事业单位"
    GROUP = "group", "组合"
    TOWNSHIP = "township", "乡镇（街道）"
    OTHER = "other", "其他"


class Doers(models.Manager.from_queryset(MemberUnitQuerySet)):  # type: ignore[misc]
    """The units there are today, with a seat or without."""

    def get_queryset(self) -> MemberUnitQuerySet:
        """Leave out units that were dissolved."""
        rows: MemberUnitQuerySet = super().get_queryset().filter(Q(ended_on=None) | Q(ended_on__gte=clock.today()))
        return rows


class Members(Doers):
    """Only the units that sit in the joint meeting."""

    def get_queryset(self) -> MemberUnitQuerySet:
        """Leave out units that work with it without a seat."""
        return super().get_queryset().filter(is_member=True)


class MemberUnit(models.Model):
    """A member unit, or a group entry (各乡镇人民政府) that stands for several.

    A unit without a seat (`is_member=False`), such as a township that files cases, is found through `doers` only:
    notices, the roster and the charter page keep to the members. A dissolved unit is found through `ever`.
    """

    Kind = MemberUnitKind

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="units", verbose_name="行政区")
    position = models.PositiveSmallIntegerField("通知所列次序")
    name = models.CharField("单位名称", max_length=60)
    printed_name = models.CharField("通知原文", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    aliases = models.CharField("别称", max_length=200, blank=True)  # parted by 、
    initials = models.CharField("拼音首字母", max_length=LONGEST_INITIALS)
    is_member = models.BooleanField("成员单位", default=True)
    group = models.ForeignKey("self", models.PROTECT, null=True, related_name="group_members", verbose_name="所属组合")
    ended_on = models.DateField("撤销前最后一日", null=True)

    objects = Members()
    doers = Doers()
    ever = MemberUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "成员单位"
        ordering = ["jurisdiction", "position"]
        permissions = [
            ("hold_unit_leader", "单位负责同志"),
            ("hold_liaison", "联络员"),
            ("hold_unit_handler", "核对经办人"),
            ("hold_township_handler", "乡镇（街道）经办人"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="unit_name_once"),
            models.UniqueConstraint(
                fields=["jurisdiction", "position"], name="unit_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            choices_constraint("kind", MemberUnitKind, name="unit_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="unit_named"),
            models.CheckConstraint(
                condition=Q(group=None) | ~Q(kind=MemberUnitKind.GROUP), name="unit_group_in_no_group"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the unit's page."""
        return reverse("members:unit_page", args=[self.pk])

    @property
    def other_names(self) -> list[str]:
        """Return its aliases, each as people write it."""
        return [name for name in self.aliases.split("、") if name]

    def index(self) -> None:
        """Make the initials those of every name it goes by today."""
        self.initials = initials_of(self.name, self.short_name, *self.other_names)

    @property
    def has_ended(self) -> bool:
        """Tell whether the unit was dissolved."""
        return self.ended_on is not None and self.ended_on < clock.today()

    @property
    def has_seat(self) -> bool:
        """Tell whether the unit is a member today."""
        return self.is_member and not self.has_ended

    @property
    def is_seated(self) -> bool:
        """Tell whether it sits at the table, for itself or for its group."""
        return self.is_member or bool(self.group and self.group.has_seat)

    @property
    def has_liaison(self) -> bool:
        """Tell whether it names a liaison officer: every member, but no group (组合), which is several units."""
        return self.is_member and self.kind != MemberUnitKind.GROUP

    def unit_scope(self) -> frozenset[int]:
        """Its own roles reach a unit."""
        return frozenset({self.pk})


def initials_of(*names: str) -> str:
    """Return the pinyin initials of a thing's names, for finding it by two keys; what the first ones hold is left out.

    市民政局, 民政局 → smzj; 市发展和改革委员会, 发改委 → sfzhggwyh fgw.
    """
    found: list[str] = []
    for name in names:
        letters = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
        if not any(letters in other for other in found):
            found.append(letters)
    return " ".join(found)[:LONGEST_INITIALS]


class Standing(models.Manager["Duty"]):
    """The duties of the notice in force."""

    def get_queryset(self) -> models.QuerySet["Duty"]:
        """Leave out what a later notice changed."""
        return super().get_queryset().filter(ended_on=None)


class Duty(models.Model):
    """What the notice charges a unit with, word for word. A later notice ends it; what cites it keeps it."""

    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="duties", verbose_name="成员单位")
    number = models.CharField("序号", max_length=10)
    text = models.TextField("职责")
    ended_on = models.DateField("停止适用日期", null=True)

    objects = Standing()
    history = models.Manager()

    class Meta:
        verbose_name = "职责"
        ordering = ["pk"]
        base_manager_name = "history"
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], condition=Q(ended_on=None), name="duty_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}职责"


class MemberUnitGroupObjectPermission(GroupObjectPermissionBase):
    """Guardian's direct-foreign-key grants on a unit."""

    content_object = models.ForeignKey(MemberUnit, models.CASCADE)
