"""Public versions (公开版) of issued minutes: what was struck, why, by whom, and the file."""

from django.conf import settings
from django.db import models

from jointmeeting.kernel.models import StoredFile
from meetings.models.minutes import Minutes
from members.models import Jurisdiction


class PublicVersion(models.Model):
    """One public version, made by a worker from the signed content less what is struck; the issued file stays.

    `cuts`: {"paragraphs": [place], "lists": [place], "words": [text]}, places counted from 0 in `Minutes.content`.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="public_versions", verbose_name="会议纪要")
    number = models.PositiveSmallIntegerField("版次")
    cuts = models.JSONField("不予公开的内容")
    reason = models.CharField("区分处理的理由", max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="审定人")
    made_at = models.DateTimeField("审定时间")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")
    has_failed = models.BooleanField("制作失败", default=False)

    class Meta:
        verbose_name = "公开版"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="public_version_once")]

    def __str__(self) -> str:
        return f"{self.minutes}（公开版第{self.number}版）"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the minutes."""
        return self.minutes.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the minutes."""
        return self.minutes.jurisdiction_id

    def get_absolute_url(self) -> str:
        """A public version is taken from the page of its minutes."""
        return f"{self.minutes.get_absolute_url()}#disclosure"

    def unit_scope(self) -> frozenset[int]:
        """It belongs to the body."""
        return frozenset()
