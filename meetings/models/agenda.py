"""Agenda items (议题), their attachments, and their places on agendas."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.search import bigram_index
from meetings.models.meeting import Meeting
from members.models import Jurisdiction, MemberUnit
from members.permissions import LEADERS, OFFICE, UNIT


class AgendaItemState(models.TextChoices):
    """Where an item stands between a unit's draft and the meeting's decision."""

    DRAFT = "draft", "草拟"
    SUBMITTED = "submitted", "已提报"
    ACCEPTED = "accepted", "办公室已受理"
    DISCUSSED = "discussed", "联络员会议已讨论"
    ADMITTED = "admitted", "办公室主任已审核"
    APPROVED = "approved", "总召集人已批准"
    SCHEDULED = "scheduled", "已列入议程"
    DECIDED = "decided", "已议定"
    DEFERRED = "deferred", "暂缓"
    WITHDRAWN = "withdrawn", "已撤回"


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Items a person may see."""

    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        """Return the own unit's items, what is on its agendas, and for the centre all that was submitted."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in UNIT}
        submitted = ~Q(state=AgendaItemState.DRAFT) | Q(was_submitted=True)
        on_agenda = Q(entries__meeting__receipts__unit__in=units, entries__meeting__was_noticed=True)
        ids = self.filter(Q(unit__in=units) | on_agenda).values("pk")
        return self.filter(Q(pk__in=ids) | (Q(jurisdiction__in=central) & submitted))


class AgendaItem(models.Model):
    """A matter a unit asks the joint meeting to deliberate."""

    State = AgendaItemState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agenda_items", verbose_name="行政区")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="agenda_items", verbose_name="提报单位")
    title = models.CharField("议题名称", max_length=100)
    background = models.TextField("背景情况", max_length=4000)
    proposal = models.TextField("提请审议事项", max_length=4000)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    was_submitted = models.BooleanField("曾经提报", default=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    version = models.PositiveIntegerField("稿次", default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        ordering = ["-pk"]
        constraints = [choices_constraint("state", AgendaItemState, name="agenda_item_state_known")]
        indexes = [bigram_index("title", "background", "proposal", name="agenda_item_words")]

    def __str__(self) -> str:
        return self.title

    @property
    def begun_at(self) -> datetime:
        """The rules of that moment bind the item."""
        return self.created_at

    def get_absolute_url(self) -> str:
        """Return the item's page."""
        return reverse("meetings:agenda_item_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """The proposing unit's roles reach its item."""
        return frozenset({self.unit_id})


class Attachment(models.Model):
    """A paper attached to an item."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="attachments", verbose_name="议题")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = "附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class AgendaEntry(models.Model):
    """An item's place on the agenda of one meeting (列入议程).

    `heading` is printed above it and goes where it goes; a sub-item (`is_sub`) takes its number from the one above.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="entries", verbose_name="会议")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="entries", verbose_name="议题")
    position = models.PositiveSmallIntegerField("次序")
    heading = models.CharField("标题", max_length=40, blank=True)
    is_sub = models.BooleanField("作为上一项的子项", default=False)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=15)
    reporter = models.CharField("汇报人", max_length=60, blank=True)
    attending_units = models.ManyToManyField(MemberUnit, blank=True, related_name="+", verbose_name="参加单位")
    private_note = models.TextField("主持参考", max_length=500, blank=True)
    withdrawn_reason = models.CharField("会上撤回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "议程"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agenda_item"], name="agenda_item_once_a_meeting"),
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(minutes__lte=480), name="agenda_minutes_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.agenda_item}"
