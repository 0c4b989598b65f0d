"""Agenda items (议题), their attachments, and their places on agendas."""

from datetime import datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from jointmeeting.kernel.search import bigram_index
from meetings.models.call import AgendaCall
from meetings.models.meeting import DECIDING, Meeting, MeetingState
from members.models import Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE


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
    REJECTED = "rejected", "未通过"
    REFERRED = "referred", "已报请政府决定"
    WITHDRAWN = "withdrawn", "已撤回"


# What is over for the joint meeting: nobody works on the text, or on putting it on an agenda, any more
ENDED = frozenset(
    {
        AgendaItemState.DECIDED,
        AgendaItemState.REJECTED,
        AgendaItemState.REFERRED,
        AgendaItemState.WITHDRAWN,
    }
)


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Items a person may see."""

    def visible_to(self, user: Any) -> "AgendaItemQuerySet":
        """Return the own unit's items, those it is asked about or was sent on an agenda; the centre, all submitted."""
        grants, draft = access.roles_of(user), AgendaItemState.DRAFT
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        submitted = ~Q(state=draft) | Q(was_submitted=True)
        on_agenda = Q(entries__meeting__receipts__unit__in=units, entries__is_published=True) & ~Q(state=draft)
        asked = Q(opinions__unit__in=units) & submitted
        ids = self.filter(Q(unit__in=units) | on_agenda | asked).values("pk")
        return self.filter(Q(pk__in=ids) | (Q(jurisdiction__in=central) & submitted))


class AgendaItem(models.Model):
    """A matter a unit asks the joint meeting to deliberate."""

    State = AgendaItemState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agenda_items", verbose_name="行政区")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="agenda_items", verbose_name="提报单位")
    title = models.CharField("议题名称", max_length=100)
    background = models.TextField("背景情况", max_length=4000)
    proposal = models.TextField("提请审议事项", max_length=4000)
    basis = models.TextField("依据", max_length=2000, blank=True)
    options = models.TextField("备选方案", max_length=4000, blank=True)
    cost = models.TextField("经费需求和来源", max_length=1000, blank=True)
    is_normative = models.BooleanField("涉及制发规范性文件", default=False)
    needs_money = models.BooleanField("涉及经费", default=False)
    units_concerned = models.ManyToManyField(MemberUnit, related_name="+", verbose_name="涉及单位")
    call = models.ForeignKey(
        AgendaCall, models.PROTECT, null=True, related_name="agenda_items", verbose_name="响应的征集"
    )
    is_late = models.BooleanField("逾期提报", default=False)
    late_reason = models.CharField("逾期理由", max_length=1000, blank=True)
    is_late_allowed = models.BooleanField("同意逾期提报", default=False)
    rework_due_on = models.DateField("修改期限", null=True)
    override_reason = models.CharField("裁定理由", max_length=1000, blank=True)
    override_version = models.PositiveIntegerField("裁定所据稿次", null=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="裁定人"
    )
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    was_submitted = models.BooleanField("曾经提报", default=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    version = models.PositiveIntegerField("稿次", default=1)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", AgendaItemState, name="agenda_item_state_known"),
            models.CheckConstraint(condition=Q(is_late=False) | ~Q(late_reason=""), name="late_item_says_why"),
        ]
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

    def current_entry(self) -> "AgendaEntry | None":
        """Return its place on the agenda of the deciding meeting it waits for; none once it was dealt with there."""
        waits = self.entries.filter(meeting__kind__in=DECIDING, withdrawn_reason="", outcome="")
        standing = waits.exclude(meeting__state=MeetingState.CANCELLED)
        return standing.select_related("meeting").order_by("-pk").first()


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Papers a person may see; the item itself was reached through its own `visible_to`."""

    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        """A confidential paper is for office, conveners, the proposing unit, and the units asked or concerned."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        of_item = Q(agenda_item__unit__in=units) | Q(agenda_item__jurisdiction__in=central)
        named = Q(agenda_item__opinions__unit__in=units) | Q(agenda_item__units_concerned__in=units)
        ids = self.filter(of_item | named).values("pk")
        own = self.filter(of_item).values("pk")
        return self.filter(Q(is_confidential=False) | Q(pk__in=ids)).filter(Q(is_removed=False) | Q(pk__in=own))

    def newest(self) -> "AttachmentQuerySet":
        """Return the newest version of each name; what was taken out is no paper of the item any more."""
        newer = Attachment.objects.filter(
            agenda_item=models.OuterRef("agenda_item"),
            name__iexact=models.OuterRef("name"),
            version__gt=models.OuterRef("version"),
        )
        return self.filter(~models.Exists(newer), is_removed=False)


class Attachment(models.Model):
    """A paper attached to an item. The same name again is its next version; nothing is overwritten."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="attachments", verbose_name="议题")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("文件名", max_length=200)
    version = models.PositiveSmallIntegerField("版本", default=1)
    is_confidential = models.BooleanField("内部材料", default=False)
    is_removed = models.BooleanField("已删除", default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("agenda_item", Lower("name"), "version", name="attachment_version_once")]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """The text as it was submitted (送审稿), frozen: what reviewers read and what later drafts are compared with.

    `content` maps field → text or tick, "units_concerned" → names, "attachments" → [[name, version, SHA-256], …].
    """

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="submissions", verbose_name="议题")
    version = models.PositiveIntegerField("稿次")
    content = models.JSONField("内容")
    submitted_at = models.DateTimeField("提报时间", auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提报人")

    class Meta:
        verbose_name = "送审稿"
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["agenda_item", "version"], name="submission_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"第{self.version}稿"


class CarriedMatter(models.Model):
    """Earlier work a meeting hears besides the items of units (结转事项): to be ratified, reported on, settled.

    `key` names it once, as kernel.carry_over does; the rest is what the agenda prints.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="carried", verbose_name="会议")
    key = models.CharField("事项标识", max_length=80)
    title = models.CharField("事项", max_length=200)
    unit = models.CharField("单位", max_length=60)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=5)

    class Meta:
        verbose_name = "结转事项"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="carried_matter_once")]

    def __str__(self) -> str:
        return self.title


class EntryOutcome(models.TextChoices):
    """What a meeting did with an item of its agenda."""

    DECIDED = "decided", "已议定"
    AMENDED = "amended", "修改后议定"
    REJECTED = "rejected", "未通过"
    REFERRED = "referred", "报请政府决定"
    DEFERRED = "deferred", "暂缓"


RESOLVING = frozenset({"", EntryOutcome.DECIDED, EntryOutcome.AMENDED})  # nothing recorded yet is not ruled out


class AgendaEntry(models.Model):
    """An item's place on the agenda of one meeting (列入议程).

    `heading` is printed above it and goes where it goes; a sub-item (`is_sub`) takes its number from the one above.
    `outcome` stays when the item goes on to another meeting; `outcome_note` is what was changed, or why.
    """

    Outcome = EntryOutcome

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="entries", verbose_name="会议")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="entries", verbose_name="议题")
    position = models.PositiveSmallIntegerField("次序")
    heading = models.CharField("标题", max_length=40, blank=True)
    is_sub = models.BooleanField("作为上一项的子项", default=False)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=15)
    reporter = models.CharField("汇报人", max_length=60, blank=True)
    attending_units = models.ManyToManyField(MemberUnit, blank=True, related_name="+", verbose_name="参加单位")
    private_note = models.TextField("主持参考", max_length=500, blank=True)
    is_published = models.BooleanField("已发布", default=False)  # with the notice, or a supplementary one
    urgent_reason = models.CharField("临时动议理由", max_length=200, blank=True)  # raised in the room
    withdrawn_reason = models.CharField("会上撤回理由", max_length=200, blank=True)
    outcome = models.CharField("审议结果", max_length=12, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField("修改内容或理由", max_length=1000, blank=True)

    class Meta:
        verbose_name = "议程"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agenda_item"], name="agenda_item_once_a_meeting"),
            models.UniqueConstraint(
                fields=["meeting", "position"], name="agenda_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(minutes__lte=480), name="agenda_minutes_sensible"),
            models.CheckConstraint(condition=Q(outcome__in=["", *EntryOutcome.values]), name="entry_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "decided", "deferred"]) | ~Q(outcome_note=""),
                name="entry_outcome_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.agenda_item}"

    @property
    def is_urgent(self) -> bool:
        """Whether the item was raised in the room (临时动议): no notice had announced it."""
        return bool(self.urgent_reason)

    @property
    def was_heard(self) -> bool:
        """Whether this meeting dealt with the item: it was neither struck out nor put off here."""
        return not self.withdrawn_reason and self.outcome != EntryOutcome.DEFERRED

    @property
    def is_resolved(self) -> bool:
        """Whether the minutes resolve something on it: it was heard, neither rejected nor left to the government."""
        return not self.withdrawn_reason and self.outcome in RESOLVING
