"""Papers the office sends out (办公室文书): circulars, urging letters, work bulletins and annual reports."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE, UNIT


class PaperKind(models.TextChoices):
    """What kind of paper; each has a series of numbers of its own."""

    CIRCULAR = "circular", "通报"
    URGING = "urging", "催办函"
    BULLETIN = "bulletin", "工作动态"
    ANNUAL = "annual", "年度报告"


class OfficePaperState(models.TextChoices):
    """Where a paper stands."""

    DRAFT = "draft", "草稿"
    TYPESETTING = "typesetting", "已签发，正在制作文件"
    ISSUED = "issued", "已印发"
    DISCARDED = "discarded", "已作废"


class OfficePaperQuerySet(models.QuerySet["OfficePaper"]):
    """Papers a person may see."""

    def visible_to(self, user: Any) -> "OfficePaperQuerySet":
        """Return all of the body for office and conveners; for a unit, what was issued to it or to everybody."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        bodies = {g.jurisdiction_id for g in grants if g.role in UNIT}
        to_all = Q(unit=None, jurisdiction__in=bodies)
        return self.filter(Q(jurisdiction__in=central) | (Q(state="issued") & (Q(unit__in=units) | to_all)))


class OfficePaper(models.Model):
    """One paper: figures taken from the records at one moment, and the office's own words around them.

    `figures` is {"sentences": [str], "tables": [{caption, columns, rows}], "sheets": {title: [[cell]]}}: sentences and
    tables are counts of the rows in `sheets`, kept together, so that every printed figure can be counted again.
    `unit` is the addressee of an urging letter; every other paper goes to all units.
    """

    State = OfficePaperState
    Kind = PaperKind

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="office_papers", verbose_name="行政区")
    kind = models.CharField("文种", max_length=10, choices=PaperKind.choices)
    unit = models.ForeignKey(
        MemberUnit, models.PROTECT, null=True, related_name="urging_letters", verbose_name="主送单位"
    )
    first_day = models.DateField("统计自")
    last_day = models.DateField("统计至")
    title = models.CharField("标题", max_length=80)
    opening = models.TextField("开头", max_length=2000, blank=True)
    closing = models.TextField("结尾", max_length=4000, blank=True)
    figures = models.JSONField("数据")
    taken_at = models.DateTimeField("取数时间")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="拟稿人")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveIntegerField("编号", null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )
    signed_at = models.DateTimeField("签发时间", null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")

    objects = OfficePaperQuerySet.as_manager()

    class Meta:
        verbose_name = "办公室文书"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("kind", PaperKind, name="paper_kind_known"),
            choices_constraint("state", OfficePaperState, name="paper_state_known"),
            models.UniqueConstraint(fields=["jurisdiction", "kind", "year", "number"], name="paper_number_once"),
            models.CheckConstraint(
                condition=(Q(kind="urging") & Q(unit__isnull=False)) | (~Q(kind="urging") & Q(unit__isnull=True)),
                name="paper_only_urging_has_unit",
            ),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="paper_days_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"], number__isnull=True)
                | Q(
                    state__in=["typesetting", "issued"],
                    number__isnull=False,
                    year__isnull=False,
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                ),
                name="paper_signed_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state="issued") & Q(file__isnull=False)) | (~Q(state="issued") & Q(file__isnull=True)),
                name="paper_file_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}{self.number_label}"

    def get_absolute_url(self) -> str:
        """Return the paper's page."""
        return reverse("duties:office_paper_page", args=[self.pk])

    @property
    def number_label(self) -> str:
        """Return 〔2026〕1号, of a bulletin （第1期）; nothing before it is signed."""
        if self.number is None:
            return ""
        return f"（第{self.number}期）" if self.kind == PaperKind.BULLETIN else f"〔{self.year}〕{self.number}号"

    def unit_scope(self) -> frozenset[int]:
        """A paper belongs to the office; units only read."""
        return frozenset()
