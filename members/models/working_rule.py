"""The second layer: what the office settles where the notice is silent."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from members.models.jurisdiction import Jurisdiction


class WorkingRuleQuerySet(models.QuerySet["WorkingRule"]):
    """Working rules in time."""

    def at(self, moment: datetime | None) -> "WorkingRuleQuerySet":
        """Return the row of each key that counts for a matter begun at `moment`, oldest first: take the first.

        A change never reaches back; a gap that was filled later does, or the matter could never be finished.
        """
        rows = self.filter(Q(ended_at=None) | Q(ended_at__gt=moment)) if moment else self.filter(ended_at=None)
        return rows.order_by("key", models.F("ended_at").asc(nulls_last=True))


class Standing(models.Manager["WorkingRule"]):
    """The working rules that stand now."""

    def get_queryset(self) -> Any:
        """Leave out what was changed since."""
        return WorkingRuleQuerySet(self.model, using=self._db).filter(ended_at=None)


class WorkingRule(models.Model):
    """One value of the office's working rules (办公室工作规则): what the notice leaves silent.

    A changed value is a new row; the old one ends and stays, for the matters begun under it.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="working_rules", verbose_name="行政区")
    key = models.CharField("规则", max_length=60)
    value = models.JSONField("取值")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name="确认人")
    confirmed_on = models.DateField("确认日期", null=True)
    ended_at = models.DateTimeField("停止适用时间", null=True)

    objects = Standing()
    history = WorkingRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "办公室工作规则"
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "key"], condition=Q(ended_at=None), name="working_rule_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="working_rule_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.key
