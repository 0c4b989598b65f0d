"""Drafts of minutes: every saved version as it read, and what one editor has typed and not saved yet (自动保存)."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from meetings.models.minutes import Minutes


class MinutesVersion(models.Model):
    """One saved draft (稿), never changed and never overwritten.

    `content`: {"title", "opening", "disclosure",
    "matters": [{"key", "heading", "text", "lead_unit", "supporting_units", "due_on", "table"}],
    "items": [{"key", "title", "summary", "table", "statements": [{"unit", "stance", "text", "reason"}]}]},
    units by name, dates as ISO: what a person compares, whatever becomes of the rows.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions", verbose_name="会议纪要")
    version = models.PositiveIntegerField("稿次")
    content = models.JSONField("内容")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="保存人")
    saved_at = models.DateTimeField("保存时间", auto_now_add=True)

    class Meta:
        verbose_name = "纪要稿"
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["minutes", "version"], name="minutes_version_once")]
        triggers = [pgtrigger.Protect(name="kept_as_saved", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"第{self.version}稿"


class Autosave(models.Model):
    """What one editor has typed since draft `version`: the fields of the form as sent, offered when he comes back."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="autosaves", verbose_name="会议纪要")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="编辑人")
    version = models.PositiveIntegerField("所据稿次")
    fields: Any = models.JSONField("已填内容")
    saved_at = models.DateTimeField("自动保存时间", auto_now=True)

    class Meta:
        verbose_name = "自动保存"
        constraints = [models.UniqueConstraint(fields=["minutes", "editor"], name="autosave_once_an_editor")]

    def __str__(self) -> str:
        return f"{self.editor}的自动保存"
