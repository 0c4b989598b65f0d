"""Tables every app relies on: the log, notifications, stored files, jobs, number series and holidays."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jointmeeting.kernel import acts
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.holidays import HolidayYear


class LogEntry(models.Model):
    """One act, for ever. Each entry carries the hash of the one before it in its chain (one chain a body)."""

    chain = models.BigIntegerField("所属联席会议")
    position = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间")
    act = models.CharField("动作", max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    actor_name = models.CharField("经办人姓名", max_length=120)
    subject = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    subject_label = models.CharField("对象", max_length=200)
    from_state = models.CharField("原状态", max_length=30, blank=True)
    to_state = models.CharField("新状态", max_length=30, blank=True)
    comment = models.TextField("意见", blank=True)
    details = models.JSONField("详情", default=dict)
    request_key = models.UUIDField("提交标识", null=True, unique=True)
    previous_hash = models.CharField("前一条摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "留痕"
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="log_position_once")]
        indexes = [
            models.Index(fields=["subject", "subject_id", "-id"], name="log_by_subject"),
            models.Index(fields=["actor", "-id"], name="log_by_actor"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_label}"

    @property
    def act_label(self) -> str:
        """The act's Chinese name."""
        return acts.label_of(self.act)


class Notification(models.Model):
    """One person's copy of one log entry."""

    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="notifications", verbose_name="留痕")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notifications", verbose_name="收件人"
    )
    sentence = models.CharField("内容", max_length=300)
    url = models.CharField("链接", max_length=200)
    created_at = models.DateTimeField("发送时间", auto_now_add=True)
    read_at = models.DateTimeField("阅读时间", null=True)

    class Meta:
        verbose_name = "待阅"
        constraints = [models.UniqueConstraint(fields=["entry", "recipient"], name="notified_once")]
        indexes = [models.Index(fields=["recipient", "-id"], name="notification_by_recipient")]

    def __str__(self) -> str:
        return self.sentence


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256; the name lives with whoever refers to them."""

    sha256 = models.CharField("摘要", max_length=64)
    is_sealed = models.BooleanField("加密保存", default=False)
    size = models.PositiveBigIntegerField("字节数")
    media_type = models.CharField("类型", max_length=100)
    created_at = models.DateTimeField("存入时间", auto_now_add=True)

    class Meta:
        verbose_name = "文件"
        constraints = [models.UniqueConstraint(fields=["sha256", "is_sealed"], name="file_once")]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return self.sha256[:16]

    @property
    def path(self) -> str:
        """Return the storage name, fanned out by the first two bytes of the hash."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}{'.sealed' if self.is_sealed else ''}"


class JobState(models.TextChoices):
    """Where it stands."""

    DUE = "due", "待处理"
    LEASED = "leased", "处理中"
    DONE = "done", "已完成"
    DEAD = "dead", "需人工处理"


class Job(models.Model):
    """One piece of background work. The row is the truth; a message to a worker is only a hint."""

    State = JobState

    kind = models.CharField("种类", max_length=60)
    target = models.BigIntegerField("对象编号")
    queue = models.CharField("队列", max_length=20, default="normal")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    next_attempt_at = models.DateTimeField("下次处理时间")
    lease_until = models.DateTimeField("占用至", null=True)
    lease_token = models.UUIDField("占用标识", null=True)
    last_error = models.CharField("最近错误", max_length=200, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "后台任务"
        constraints = [
            models.UniqueConstraint(fields=["kind", "target"], name="job_once"),
            choices_constraint("state", JobState, name="job_state_known"),
            models.CheckConstraint(
                condition=~Q(state="leased") | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="job_lease_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="job_open", condition=Q(state__in=["due", "leased"])),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target}"


class Series(models.Model):
    """The last number given in a gap-free series, e.g. the minutes of one body in one year."""

    name = models.CharField("序列", max_length=40)
    body = models.BigIntegerField("所属联席会议")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("已用号", default=0)

    class Meta:
        verbose_name = "编号序列"
        constraints = [models.UniqueConstraint(fields=["name", "body", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class HolidayNotice(models.Model):
    """The State Council's notice on the holidays of one year, as entered; it stands before the shipped file."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    days_off = ArrayField(models.DateField(), verbose_name="放假的工作日")
    make_up_workdays = ArrayField(models.DateField(), verbose_name="调休上班日")
    text = models.TextField("通知原文", max_length=6000)
    entered_at = models.DateTimeField("载入时间", auto_now=True)

    is_of_system = True
    jurisdiction_id = None

    class Meta:
        verbose_name = "节假日安排"

    def __str__(self) -> str:
        return f"{self.year}年节假日安排"

    def unit_scope(self) -> frozenset[int]:
        """Belong to no unit."""
        return frozenset()

    def as_year(self) -> HolidayYear:
        """Return its days as the clock reads them."""
        return HolidayYear(frozenset(self.days_off), frozenset(self.make_up_workdays))
