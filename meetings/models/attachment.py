"""Attachments of minutes (附件): files the text refers to, named below it and issued with it."""

from django.conf import settings
from django.db import models

from jointmeeting.kernel.models import StoredFile
from meetings.models.minutes import Minutes


class MinutesAttachment(models.Model):
    """One attachment of a draft; once the text is frozen, its title and hash are part of what is signed."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="attachments", verbose_name="会议纪要")
    title = models.CharField("附件名称", max_length=100)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    pages = models.PositiveSmallIntegerField("页数", null=True)  # unknown of those added before pages were counted
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "纪要附件"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "title"], name="minutes_attachment_titled_once"),
            models.UniqueConstraint(fields=["minutes", "file"], name="minutes_attachment_once"),
        ]

    def __str__(self) -> str:
        return self.title
