"""What goes out before a meeting: agenda revisions, participants as of the notice, reminders, calendar feeds, packs."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from meetings.models.meeting import Meeting
from members.models import Appointment, Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE


class RevisionKind(models.TextChoices):
    """As which paper a revision went out."""

    NOTICE = "notice", "会议通知"
    SUPPLEMENT = "supplement", "补充通知"
    ADDITION = "addition", "增加参会单位通知"
    MOVE = "move", "改期通知"
    POSTPONEMENT = "postponement", "延期通知"
    CANCELLATION = "cancellation", "取消通知"


class AgendaRevision(models.Model):
    """What was published of a meeting (议程第n版), frozen: a notice, or what changed it.

    `lines` is the agenda that was printed, `facts` what stood above it (time, place, chair, recipients), `differences`
    what is new, `reason` why.
    """

    Kind = RevisionKind

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="revisions", verbose_name="会议")
    number = models.PositiveSmallIntegerField("版次")
    kind = models.CharField("文种", max_length=12, choices=Kind.choices, default=Kind.SUPPLEMENT)
    lines = models.JSONField("议程内容")
    facts = models.JSONField("会议要素", default=dict)
    reason = models.CharField("理由", max_length=1000, blank=True)
    differences = models.JSONField("变更", default=list)
    published_at = models.DateTimeField("发布时间")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发布人")

    class Meta:
        verbose_name = "议程版次"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_revision_once"),
            choices_constraint("kind", RevisionKind, name="agenda_revision_kind_known"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"议程第{self.number}版"


class Participant(models.Model):
    """Somebody the notice was sent to, with the post he held that day. Who left since is shown, never dropped."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants", verbose_name="会议")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="成员单位")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+", verbose_name="任职")
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("职务", max_length=60)

    class Meta:
        verbose_name = "通知对象"
        ordering = ["unit__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "appointment"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.post}）"


class ReminderKind(models.TextChoices):
    """What people are reminded of."""

    SILENT = "silent", "催回执"
    TOMORROW = "tomorrow", "会前提醒"
    SILENT_LIST = "silent_list", "未回执单位名单"


class MeetingReminder(models.Model):
    """One reminder sent about a meeting on one day. The row is what makes it once, whoever asks again."""

    Kind = ReminderKind

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reminders", verbose_name="会议")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, null=True, related_name="+", verbose_name="成员单位")
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    day = models.DateField("日期")

    class Meta:
        verbose_name = "会议提醒"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "unit", "kind", "day"], name="meeting_reminder_once", nulls_distinct=False
            ),
            choices_constraint("kind", ReminderKind, name="meeting_reminder_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.meeting}"

    @property
    def jurisdiction_id(self) -> int:
        """The body of the meeting."""
        return self.meeting.jurisdiction_id

    def get_absolute_url(self) -> str:
        """A reminder leads to the meeting."""
        return self.meeting.get_absolute_url()


class CalendarFeed(models.Model):
    """A person's calendar subscription (日程订阅): whoever knows the secret address reads that person's meetings."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_feed", verbose_name="人员"
    )
    token = models.CharField("订阅码", max_length=43, unique=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    class Meta:
        verbose_name = "日程订阅"

    def __str__(self) -> str:
        return f"{self.user}的日程订阅"


class MeetingPackQuerySet(models.QuerySet["MeetingPack"]):
    """Packs a person may take."""

    def visible_to(self, user: Any) -> "MeetingPackQuerySet":
        """Return the body's for office and conveners, and each unit's own once notice was given."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        return self.filter(Q(meeting__jurisdiction__in=central) | Q(unit__in=units, meeting__was_noticed=True))

    def with_age(self) -> "MeetingPackQuerySet":
        """Annotate `is_outdated`: the agenda was published anew since the pack was asked for."""
        newer = AgendaRevision.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("revision__number"))
        return self.annotate(is_outdated=Exists(newer))


class MeetingPack(models.Model):
    """The papers of a meeting for one recipient (会议材料包): a unit, or the chair and office (`unit` empty).

    `manifest` lists name, size in bytes, SHA-256 and the side where each paper begins (None: only in the ZIP).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs", verbose_name="会议")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, null=True, related_name="+", verbose_name="成员单位")
    number = models.PositiveSmallIntegerField("版次")
    revision = models.ForeignKey(AgendaRevision, models.PROTECT, related_name="packs", verbose_name="议程版次")
    requested_at = models.DateTimeField("制作时间")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="合订本")
    bundle = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="压缩包")
    manifest = models.JSONField("文件清单", default=list)
    pages = models.PositiveIntegerField("页数", null=True)
    has_failed = models.BooleanField("制作失败", default=False)

    objects = MeetingPackQuerySet.as_manager()

    class Meta:
        verbose_name = "会议材料包"
        ordering = ["-number", "unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit", "number"], name="pack_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.meeting}材料包（{self.recipient}）"

    @property
    def recipient(self) -> str:
        """Whose it is, as the watermark says."""
        return self.unit.name if self.unit else "主持人和办公室"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the meeting."""
        return self.meeting.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the meeting."""
        return self.meeting.jurisdiction_id

    def get_absolute_url(self) -> str:
        """A pack is taken from the meeting's page."""
        return self.meeting.get_absolute_url()

    def unit_scope(self) -> frozenset[int]:
        """The receiving unit."""
        return frozenset({self.unit_id} if self.unit_id else ())
