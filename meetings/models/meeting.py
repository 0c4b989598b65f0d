"""Meetings (会议), the receipts units send, and who attended."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from members.models import Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE

GRACE = timedelta(minutes=10)  # who signs in within it is not late: a queue at the door is nobody's fault


class MeetingKind(models.TextChoices):
    """The kinds of meeting: by the notice's calendar, as needed, of the liaison officers, on one case, or on paper."""

    REGULAR = "regular", "例会"
    AD_HOC = "ad_hoc", "临时会议"
    LIAISON = "liaison", "联络员会议"
    CASE = "case", "一事一议"
    WRITTEN = "written", "书面征求意见"


DECIDING = frozenset({MeetingKind.REGULAR, MeetingKind.AD_HOC, MeetingKind.CASE, MeetingKind.WRITTEN})


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    PLANNED = "planned", "筹备中"
    NOTICED = "noticed", "已通知"
    IN_SESSION = "in_session", "会议中"
    HELD = "held", "已召开"
    POSTPONED = "postponed", "已延期"
    CANCELLED = "cancelled", "已取消"


AHEAD = frozenset({MeetingState.PLANNED, MeetingState.NOTICED, MeetingState.POSTPONED})


class ReceiptState(models.TextChoices):
    """What a unit answered to the notice."""

    SILENT = "silent", "未回执"
    ATTENDING = "attending", "参会"
    SUBSTITUTE = "substitute", "代会"
    ON_LEAVE = "on_leave", "请假"
    AGREED = "agreed", "同意"
    OBJECTED = "objected", "有不同意见"


WROTE = (ReceiptState.AGREED, ReceiptState.OBJECTED)


class AttendeeRank(models.TextChoices):
    """What post somebody who comes instead holds in his unit, highest first."""

    HEAD = "head", "单位主要负责人"
    DEPUTY = "deputy", "单位其他负责同志"
    SECTION = "section", "科（股）室负责人"
    OTHER = "other", "其他工作人员"


class AttendanceState(models.TextChoices):
    """Who was there. Without sign-in a unit is absent."""

    PRESENT = "present", "出席"
    SUBSTITUTE = "substitute", "代会"
    ON_LEAVE = "on_leave", "请假"
    ABSENT = "absent", "缺席"


HERE = (AttendanceState.PRESENT, AttendanceState.SUBSTITUTE)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings a person may see."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Return all of the body for office and conveners; for units, those they were given notice of."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
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
    slot_minutes = models.PositiveSmallIntegerField("会期（分钟）", default=120)
    invited_units = models.ManyToManyField(MemberUnit, blank=True, related_name="+", verbose_name="参会单位")
    guest_units = models.ManyToManyField(MemberUnit, blank=True, related_name="+", verbose_name="邀请的非成员单位")
    household = models.CharField("家庭（隐名）", max_length=60, blank=True)
    observers = models.TextField("列席人员", max_length=1000, blank=True)  # one a line, 单位（姓名）, as printed
    reviews_last = models.BooleanField("首项听取上次议定事项落实情况", default=False)
    agenda_version = models.PositiveIntegerField("议程修改次数", default=1)
    sequence = models.PositiveSmallIntegerField("时间变更次数", default=0)
    sign_in_code = models.CharField("签到码", max_length=12, blank=True)
    begun_at = models.DateTimeField("开始筹备时间", default=timezone.now, editable=False)  # its rules are those of then
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人")

    objects = MeetingQuerySet.as_manager()
    agenda_read: list[Any] | None = None  # the lines of the agenda, on a copy whose page has built them already

    class Meta:
        verbose_name = "会议"
        ordering = ["-starts_at"]
        constraints = [
            choices_constraint("kind", MeetingKind, name="meeting_kind_known"),
            choices_constraint("state", MeetingState, name="meeting_state_known"),
            models.CheckConstraint(condition=Q(slot_minutes__range=(5, 600)), name="meeting_slot_sensible"),
            models.CheckConstraint(condition=~Q(kind="case") | ~Q(household=""), name="meeting_case_names_household"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the meeting's page."""
        return reverse("meetings:meeting_page", args=[self.pk])

    @property
    def ends_at(self) -> datetime:
        """When the slot is over."""
        return self.starts_at + timedelta(minutes=self.slot_minutes)

    @property
    def is_sitting(self) -> bool:
        """Whether people come together; a written procedure goes round on paper."""
        return self.kind != MeetingKind.WRITTEN

    def units_heard(self) -> models.QuerySet[MemberUnit]:
        """Return the units that took part: those that signed in or, where nobody sits, those that answered."""
        if self.is_sitting:
            return MemberUnit.ever.filter(pk__in=self.attendances.filter(state__in=HERE).values("unit"))
        return MemberUnit.ever.filter(pk__in=self.receipts.filter(state__in=WROTE).values("unit"))

    def unit_scope(self) -> frozenset[int]:
        """A meeting belongs to the body; units act on their receipts."""
        return frozenset()


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts a person may see."""

    def visible_to(self, user: Any) -> "ReceiptQuerySet":
        """Return all of the body for office and conveners, and the own unit's."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        return self.filter(Q(meeting__jurisdiction__in=central) | Q(unit__in=units, meeting__was_noticed=True))

    def expected(self) -> "ReceiptQuerySet":
        """Leave out units that have left the body, or were dissolved, since the notice; guests never had a seat."""
        has_seat = Q(unit__is_member=True) | Q(unit__group__in=MemberUnit.objects.all())
        return self.filter(has_seat | Q(is_guest=True), unit__in=MemberUnit.doers.all())


class Receipt(models.Model):
    """A unit's answer to the notice of a meeting (回执)."""

    State = ReceiptState

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="receipts", verbose_name="会议")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="receipts", verbose_name="成员单位")
    is_guest = models.BooleanField("列席单位", default=False)  # invited without a seat of its own or of its group
    state = models.CharField("回执", max_length=12, choices=State.choices, default=State.SILENT)
    attendee_name = models.CharField("参会人员", max_length=60, blank=True)
    attendee_post = models.CharField("职务", max_length=60, blank=True)
    attendee_rank = models.CharField("代会人员职级", max_length=10, choices=AttendeeRank.choices, blank=True)
    authorised_by = models.CharField("委托人", max_length=60, blank=True)
    letter = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="委托书")
    letter_name = models.CharField("委托书文件名", max_length=200, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    answered_at = models.DateTimeField("回执时间", null=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "回执"
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="receipt_once"),
            choices_constraint("state", ReceiptState, name="receipt_state_known"),
            models.CheckConstraint(
                condition=Q(attendee_rank__in=["", *AttendeeRank.values]), name="receipt_rank_known"
            ),
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

    @property
    def is_expected(self) -> bool:
        """Whether the unit still answers and comes, as the queryset's `expected` asks."""
        return not self.unit.has_ended and (self.is_guest or self.unit.is_seated)

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
    is_guest = models.BooleanField("列席单位", default=False)
    person_name = models.CharField("姓名", max_length=60, blank=True)
    person_post = models.CharField("职务", max_length=60, blank=True)
    state = models.CharField("到会情况", max_length=12, choices=State.choices, default=State.ABSENT)
    arrived_at = models.DateTimeField("到会时间", null=True)
    left_at = models.DateTimeField("离会时间", null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签到登记人"
    )

    class Meta:
        verbose_name = "签到"
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "unit"], name="attendance_once"),
            choices_constraint("state", AttendanceState, name="attendance_state_known"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at__isnull=False, left_at__gte=F("arrived_at")),
                name="attendance_leaves_after_arriving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_name} {self.person_name}".strip()

    @property
    def is_late(self) -> bool:
        """Whether the person came after the meeting had begun."""
        return self.arrived_at is not None and self.arrived_at > self.meeting.starts_at + GRACE

    @property
    def left_early(self) -> bool:
        """Whether the person left before the end."""
        return self.left_at is not None
