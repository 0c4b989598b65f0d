"""Paper that came back (扫描件): what the office scanned, and its pages, each with what it belongs to."""

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access, paper_loop
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction
from members.permissions import OFFICE


def offices_of(user: Any) -> set[int]:
    """Return the bodies whose office the person works in."""
    return {grant.jurisdiction_id for grant in access.roles_of(user) if grant.role in OFFICE}


class ScanQuerySet(models.QuerySet["Scan"]):
    """Scans a person may see."""

    def visible_to(self, user: Any) -> "ScanQuerySet":
        """Return those of the office: nobody knows yet what else is on them."""
        return self.filter(jurisdiction__in=offices_of(user))


class Scan(models.Model):
    """One PDF of scanned sheets; a worker takes it apart. `failure` says why it could not."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="scans", verbose_name="行政区")
    name = models.CharField("文件名", max_length=120)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    read_at = models.DateTimeField("拆分时间", null=True)
    failure = models.CharField("未能拆分的原因", max_length=200, blank=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = "扫描件"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "file"], condition=Q(failure=""), name="scan_once")
        ]

    def __str__(self) -> str:
        return f"扫描件{self.pk}"  # goes into the log; the name of a file can hold a person's

    def get_absolute_url(self) -> str:
        """Return the page of the scan."""
        return reverse("meetings:scan_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """It belongs to the body."""
        return frozenset()


class ScannedPageQuerySet(models.QuerySet["ScannedPage"]):
    """Pages a person may see."""

    def visible_to(self, user: Any) -> "ScannedPageQuerySet":
        """Return all of the office's; to others those filed with what they may read, by the rule of its kind."""
        filed = (Q(kind=kind.key) & kind.readable(user) for kind in paper_loop.kinds())
        return self.filter(reduce(or_, filed, Q(scan__jurisdiction__in=offices_of(user)))).select_related("scan")

    def waiting(self) -> "ScannedPageQuerySet":
        """Return the pages of the hand desk: neither filed nor set aside."""
        return self.filter(kind="", is_set_aside=False)

    def of(self, kind: str, target: int) -> "ScannedPageQuerySet":
        """Return what was filed with one thing, as it was scanned."""
        return (
            self.filter(kind=kind, target=target).select_related("filed_by").order_by("part", "version", "side", "pk")
        )


class ScannedPage(models.Model):
    """One page, and the sheet it belongs to (`kind`, `target`, `part` as in kernel/paper_loop.py; no `kind`: none yet).

    `version` and `side` are from its code, 0 when a person filed it. `remark`: why the machine did not, or why somebody
    moved it or set it aside.
    """

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="pages", verbose_name="扫描件")
    number = models.PositiveSmallIntegerField("页次")
    picture = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="图像")
    kind = models.CharField("种类", max_length=20, blank=True)
    target = models.PositiveBigIntegerField("所属", default=0)
    part = models.PositiveBigIntegerField("单位", default=0)
    version = models.PositiveIntegerField("版次", default=0)
    side = models.PositiveSmallIntegerField("第几面", default=0)
    label = models.CharField("表名", max_length=200, blank=True)
    is_set_aside = models.BooleanField("不归档", default=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="归档人"
    )
    filed_at = models.DateTimeField("归档时间", null=True)
    remark = models.CharField("说明", max_length=200, blank=True)

    objects = ScannedPageQuerySet.as_manager()

    class Meta:
        verbose_name = "扫描页"
        ordering = ["scan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scan", "number"], name="scanned_page_once"),
            models.UniqueConstraint(
                fields=["kind", "target", "part", "version", "side"], condition=Q(side__gt=0), name="sheet_filed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan}第{self.number}页"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the scan."""
        return self.scan.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the scan."""
        return self.scan.jurisdiction_id

    @property
    def is_waiting(self) -> bool:
        """Whether a person has to say what it is."""
        return not self.kind and not self.is_set_aside

    @property
    def edition(self) -> str:
        """Which version of the thing was printed, where that is known."""
        kind = paper_loop.kind_of(self.kind)
        return kind.edition.format(self.version) if kind and self.version else ""

    @property
    def owner_url(self) -> str:
        """The page of the thing it is filed with."""
        kind = paper_loop.kind_of(self.kind)
        return kind.url(self.target) if kind else ""

    def get_absolute_url(self) -> str:
        """Return where a person files it."""
        return reverse("meetings:scanned_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """It belongs to the body."""
        return frozenset()
