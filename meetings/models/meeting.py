"""Meetings (会议), the receipts units send, and who attended."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from members.models import Jurisdiction, MemberUnit
from members.permissions import LEADERS, OFFICE, UNIT


class MeetingKind(models.TextChoices):
    """The kinds of meeting used so far."""

    REGULAR = "regular", "例会"
    LIAISON = "liaison", "联络员会议"


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", "筹备中"
    NOTICED = "noticed", "已通知"
    IN_SESSION = "in_session", "会议中"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "已取消"


class ReceiptState(models.TextChoices):
    """What a unit answered to the notice."""

    SILENT = "silent", "未回执"
    ATTENDING = "attending", "参会"
    SUBSTITUTE = "substitute", "代会"
    ON_LEAVE = "on_leave", "请假"


class AttendanceState(models.TextChoices):
    """Who was there. Without sign-in a unit is absent."""

    PRESENT = "present", "出席"
    SUBSTITUTE = "substitute", "代会"
    ON_LEAVE = "on_leave", "请假"
    ABSENT = "absent", "缺席"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings a person may see."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Return all of the body for office and conveners; for units, those they were given notice of."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in UNIT}
        invited = self.filter(receipts__unit__in=units, was_noticed=True).values("pk")
        return self.filter(Q(jurisdiction__in=central) | Q(pk__in=invited))


class Meeting(models.Model):
    """One sitting of the joint meeting, or of its liaison officers."""

    Kind = MeetingKind
    State = MeetingState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="meetings", verbose_name="行政区")
    kind = models.CharField("会议类别", max_length=10, choices=Kind.choices)
    title = models.CharField("会议名称", max_length=80)
    starts_at = models.DateTimeField("开始时间")
    place = models.CharField("地点", max_length=80)
    chaired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="主持人")
    chair_post = models.CharField("主持人职务", max_length=60)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.PLANNED)
    was_noticed = models.BooleanField("已发通知", default=False)
    begun_at = models.DateTimeField("开始筹备时间", default=timezone.now, editable=False)  # its rules are those of then
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        ordering = ["-starts_at"]
        constraints = [
            choices_constraint("kind", MeetingKind, name="meeting_kind_known"),
            choices_constraint("state", MeetingState, name="meeting_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the meeting's page."""
        return reverse("meetings:meeting_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """A meeting belongs to the body; units act on their receipts."""
        return frozenset()


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts a person may see."""

    def visible_to(self, user: Any) -> "ReceiptQuerySet":
        """Return all of the body for office and conveners, and the own unit's."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in UNIT}
        return self.filter(Q(meeting__jurisdiction__in=central) | Q(unit__in=units, meeting__was_noticed=True))


class Receipt(models.Model):
    """A unit's answer to the notice of a meeting (回执)."""

    State = ReceiptState

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="receipts", verbose_name="会议")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="receipts", verbose_name="成员单位")
    state = models.CharField("回执", max_length=12, choices=State.choices, default=State.SILENT)
    attendee_name = models.CharField("参会人员", max_length=60, blank=True)
    attendee_post = models.CharField("职务", max_length=60, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "回执"
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="receipt_once"),
            choices_constraint("state", ReceiptState, name="receipt_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}（{self.unit}）"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the meeting."""
        return self.meeting.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the meeting."""
        return self.meeting.jurisdiction_id

    def get_absolute_url(self) -> str:
        """A receipt is answered on the meeting's page."""
        return self.meeting.get_absolute_url()

    def unit_scope(self) -> frozenset[int]:
        """The answering unit."""
        return frozenset({self.unit_id})


class Attendance(models.Model):
    """Who came for a unit: a snapshot made when the meeting opens, completed by sign-in."""

    State = AttendanceState

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="会议")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="成员单位")
    unit_name = models.CharField("单位名称", max_length=60)
    person_name = models.CharField("姓名", max_length=60, blank=True)
    state = models.CharField("到会情况", max_length=12, choices=State.choices, default=State.ABSENT)

    class Meta:
        verbose_name = "签到"
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="attendance_once"),
            choices_constraint("state", AttendanceState, name="attendance_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.person_name}".strip()
