"""The body: a jurisdiction, its charter as published, and the office's working rules beneath it."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from members.charters import CharterRecord


class JurisdictionQuerySet(models.QuerySet["Jurisdiction"]):
    """Bodies a person may see."""

    def visible_to(self, user: Any) -> "JurisdictionQuerySet":
        """Return the bodies where `user` holds a role today."""
        return self.filter(pk__in={grant.jurisdiction_id for grant in access.roles_of(user)})


class Jurisdiction(models.Model):
    """A county, district or city, and its joint meeting."""

    slug = models.SlugField("代码", unique=True)
    name = models.CharField("行政区", max_length=40)
    body_name = models.CharField("联席会议名称", max_length=80)
    office_name = models.CharField("办公室名称", max_length=80)

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区"
        permissions = [
            ("hold_staff", "办公室工作人员"),
            ("hold_director", "办公室主任"),
            ("hold_chief_convener", "总召集人"),
            ("hold_convener", "召集人"),
            ("hold_government_leader", "政府领导"),
            ("hold_centre_handler", "核对机构经办人"),
            ("hold_centre_reviewer", "核对机构复核人"),
            ("hold_centre_head", "核对机构负责人"),
        ]

    def __str__(self) -> str:
        return self.body_name

    @property
    def jurisdiction_id(self) -> int:
        """A body belongs to itself, so that permission questions read alike everywhere."""
        return self.pk

    def unit_scope(self) -> frozenset[int]:
        """No unit's role reaches the body as a whole."""
        return frozenset()

    @cached_property
    def charter(self) -> "Charter":
        """Return the charter version in force (the newest)."""
        return self.versions[-1]

    @cached_property
    def versions(self) -> list["Charter"]:
        """Return every version, the first one first; all but the last are read-only history."""
        return list(self.charters.order_by("version"))

    def charter_at(self, moment: datetime | None) -> "Charter":
        """Return the version a matter begun at `moment` goes by: a later notice never reaches back (None: today's)."""
        begun = [one for one in self.versions if moment and one.adopted_at <= moment]
        return begun[-1] if begun else self.versions[0] if moment else self.charter

    @property
    def doc_number(self) -> str:
        """The number of the notice in force."""
        return self.charter.doc_number

    @property
    def validity_label(self) -> str:
        """What the notice's page says of its validity, in Chinese."""
        return self.charter.get_validity_display()

    def get_absolute_url(self) -> str:
        """Return the charter's page."""
        return reverse("members:charter_page", args=[self.slug])

    @property
    def is_read_only(self) -> bool:
        """Tell whether the charter is no longer valid: such a body can be read, not worked with."""
        return self.charter.validity == Charter.Validity.EXPIRED


class CharterValidity(models.TextChoices):
    """What the notice's page says of its validity."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "已失效"
    UNSTATED = "unstated", "通知未载明效力"


class Charter(models.Model):
    """One version of the founding notice (联席会议制度): the record as read, with clause and quotation."""

    Validity = CharterValidity

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="charters", verbose_name="行政区")
    version = models.PositiveSmallIntegerField("版本", default=1)
    title = models.CharField("标题", max_length=200)
    doc_number = models.CharField("文号", max_length=60, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity.choices)
    issued_on = models.DateField("成文日期", null=True)
    in_force_from = models.DateField("生效日期", null=True)
    adopted_at = models.DateTimeField("载入时间", default=timezone.now)
    content = models.JSONField("内容")
    source_hash = models.CharField("来源摘要", max_length=64)

    class Meta:
        verbose_name = "联席会议制度"
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "version"], name="charter_version_once"),
            choices_constraint("validity", CharterValidity, name="charter_validity_known"),
        ]

    def __str__(self) -> str:
        return self.doc_number or self.title

    @cached_property
    def record(self) -> CharterRecord:
        """Return the charter as a frozen record."""
        return CharterRecord.from_json(self.content)

    def cite(self, clause: str) -> str:
        """Return how a clause is cited: 乐政办函〔2019〕16号 三（二）."""
        return f"{self} {clause}".strip()


class JurisdictionGroupObjectPermission(GroupObjectPermissionBase):
    """Guardian's direct-foreign-key grants on a body."""

    content_object = models.ForeignKey(Jurisdiction, models.CASCADE)
