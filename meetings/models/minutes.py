"""Minutes (会议纪要) and what they resolve."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.documents.minutes import number_label
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.search import bigram_index
from meetings.models.agenda import AgendaItem
from meetings.models.disclosure import Disclosure
from meetings.models.meeting import Meeting
from members.models import Duty, Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE

RENDER_JOB = "meetings.render_minutes"


class MinutesState(models.TextChoices):
    """Where minutes stand."""

    DRAFTING = "drafting", "起草"
    REVIEWING = "reviewing", "审核中"
    COUNTERSIGNING = "countersigning", "会签中"
    SIGNING = "signing", "待签发"
    SIGNED = "signed", "已签发，正在制作文件"
    ISSUED = "issued", "已印发"


# Where the text stands still, so that a unit asked for its countersignature may read it
SHOWN_TO_UNITS = (MinutesState.COUNTERSIGNING, MinutesState.SIGNING, MinutesState.SIGNED)


class MatterVerb(models.TextChoices):
    """What the meeting did (GB/T 9704-2012 10.3 leaves the words to custom); the subject is always 会议."""

    RESOLVED = "resolved", "议定"
    DECIDED = "decided", "决定"
    SPECIFIED = "specified", "明确"
    APPROVED = "approved", "审议通过"
    APPROVED_IN_PRINCIPLE = "in_principle", "原则同意"
    RETURNED = "returned", "退回修改"
    REQUIRED = "required", "要求"
    STRESSED = "stressed", "强调"


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Minutes a person may see."""

    def visible_to(self, user: Any) -> "MinutesQuerySet":
        """Return all of the body for office and conveners; for others, what issuing granted their group.

        A unit asked for its countersignature reads the text it is asked about, and what becomes of it.
        """
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        bodies = {g.jurisdiction_id for g in grants}
        granted = MinutesGroupObjectPermission.objects.filter(
            group__user=user, permission__codename="read_minutes", group__name__in=group_names(grants)
        ).values("content_object")
        units = {g.unit_id for g in grants if g.role in DOERS}
        asked = self.filter(countersignatures__unit__in=units).values("pk")
        return self.filter(
            Q(jurisdiction__in=central)
            | Q(jurisdiction__in=bodies, state=MinutesState.ISSUED, pk__in=granted)
            | Q(state__in=SHOWN_TO_UNITS, pk__in=asked)
        )


def group_names(grants: frozenset[access.Grant]) -> list[str]:
    """Return the names of the groups behind grants that count today (an ended term reads nothing new)."""
    return [f"unit:{g.unit_id}:{g.role}" if g.unit_id else f"jurisdiction:{g.jurisdiction_id}:{g.role}" for g in grants]


class Minutes(models.Model):
    """The minutes of one meeting. `content` is frozen with its hash when they go to signing."""

    State = MinutesState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="minutes", verbose_name="行政区")
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes", verbose_name="会议")
    title = models.CharField("标题", max_length=100)
    opening = models.TextField("开头部分", max_length=4000)
    state = models.CharField("状态", max_length=16, choices=State.choices, default=State.DRAFTING)
    version = models.PositiveIntegerField("稿次", default=1)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    disclosure = models.CharField("公开属性", max_length=12, choices=Disclosure.choices, blank=True)
    disclosure_reason = models.CharField("不主动公开的理由", max_length=200, blank=True)
    content = models.JSONField("定稿内容", null=True)
    content_hash = models.CharField("定稿摘要", max_length=64, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveIntegerField("期号", null=True)
    is_numbered_by_issue = models.BooleanField("按期编号", default=False)  # （第1期） instead of 〔2026〕1号
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )
    signed_at = models.DateTimeField("签发时间", null=True)
    delegation = models.ForeignKey(
        "meetings.SigningDelegation", models.PROTECT, null=True, related_name="+", verbose_name="受委托签发"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")
    previous_hash = models.CharField("上一期摘要", max_length=64, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "会议纪要"
        ordering = ["-pk"]
        permissions = [("read_minutes", "阅读会议纪要")]
        indexes = [bigram_index("title", "opening", name="minutes_words")]
        constraints = [
            choices_constraint("state", MinutesState, name="minutes_state_known"),
            models.UniqueConstraint(fields=["jurisdiction", "year", "number"], name="minutes_number_once"),
            models.CheckConstraint(
                condition=Q(disclosure__in=["", *Disclosure.values]), name="minutes_disclosure_known"
            ),
            models.CheckConstraint(
                condition=Q(disclosure__in=["", Disclosure.OPEN]) | ~Q(disclosure_reason=""),
                name="minutes_withheld_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "issued"])
                | Q(number__isnull=False, year__isnull=False, signed_by__isnull=False, content__isnull=False),
                name="minutes_signed_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state="issued") & Q(file__isnull=False)) | (~Q(state="issued") & Q(file__isnull=True)),
                name="minutes_file_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def begun_at(self) -> datetime:
        """Minutes follow the rules of their meeting."""
        return self.meeting.begun_at

    def get_absolute_url(self) -> str:
        """Return the minutes' page."""
        return reverse("meetings:minutes_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """Minutes belong to the body."""
        return frozenset()

    @property
    def number_label(self) -> str:
        """Return 〔2026〕1号 or （第1期）, or an empty string before signing."""
        if not self.number or not self.year:
            return ""
        return number_label(self.year, self.number, style="issue" if self.is_numbered_by_issue else "year")


class ResolvedMatter(models.Model):
    """One decision clause of the minutes (议定事项).

    `basis_quote` is the sentence of the lead unit's published duty (`basis`) it relies on; `is_outside` says that none
    covers it. Neither is chosen for the office: until it has, the draft is not submitted.
    """

    Verb = MatterVerb

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="matters", verbose_name="会议纪要")
    key = models.UUIDField("条文标识", default=uuid4, editable=False)  # the same clause from draft to draft
    changed_in = models.PositiveIntegerField("最近改动的稿次", default=1)
    position = models.PositiveSmallIntegerField("条次")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="matters", verbose_name="对应议题"
    )
    verb = models.CharField("表述", max_length=12, choices=MatterVerb.choices, default=MatterVerb.RESOLVED)
    heading = models.CharField("标题", max_length=60)
    text = models.TextField("议定内容", max_length=2000)
    table = models.TextField("附表", max_length=4000, blank=True)  # as pasted: kernel/documents/pasted.py
    lead_unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="牵头单位")
    supporting_units = models.ManyToManyField(MemberUnit, blank=True, related_name="+", verbose_name="配合单位")
    due_on = models.DateField("完成时限")
    basis = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="+", verbose_name="职责依据")
    basis_quote = models.TextField("职责原文", max_length=2000, blank=True)
    is_outside = models.BooleanField("无职责依据", default=False)

    class Meta:
        verbose_name = "议定事项"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "position"], name="matter_position_once"),
            models.UniqueConstraint(fields=["minutes", "key"], name="matter_key_once"),
            choices_constraint("verb", MatterVerb, name="matter_verb_known"),
            models.CheckConstraint(
                condition=Q(is_outside=False) | Q(basis=None, basis_quote=""), name="matter_outside_has_no_basis"
            ),
        ]
        indexes = [bigram_index("heading", "text", name="matter_words")]

    def __str__(self) -> str:
        return self.heading

    def get_absolute_url(self) -> str:
        """A matter is read in its minutes."""
        return self.minutes.get_absolute_url()


class MinutesGroupObjectPermission(GroupObjectPermissionBase):
    """Guardian's direct-foreign-key grants: the distribution list is the grant."""

    content_object = models.ForeignKey(Minutes, models.CASCADE)
