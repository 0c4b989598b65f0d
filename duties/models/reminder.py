"""Reminders (催办): one digest a person and day, and the round of a day that made them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from members.models import Jurisdiction


class DigestQuerySet(models.QuerySet["Digest"]):
    """Digests a person may see."""

    def visible_to(self, user: Any) -> "DigestQuerySet":
        """Only one's own."""
        return self.filter(recipient=user)


class Digest(models.Model):
    """What one person is reminded of on one day. `lines` is a list of {kind, text, url, tone}, frozen."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="收件人")
    day = models.DateField("日期")
    lines = models.JSONField("内容")

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = "每日提醒"
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day.month}月{self.day.day}日提醒"

    def get_absolute_url(self) -> str:
        """Return the digest's page."""
        return reverse("duties:digest_page", args=[self.pk])


class ReminderRound(models.Model):
    """A day whose digests are all made: the sweeper need not look again."""

    day = models.DateField("日期", unique=True)
    people = models.PositiveIntegerField("人数")

    class Meta:
        verbose_name = "提醒批次"

    def __str__(self) -> str:
        return self.day.isoformat()
