"""What becomes of issued minutes: a corrigendum (更正), being void (作废), originals signed by hand or outside."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from meetings.models.minutes import Minutes
from members.models import Jurisdiction
from members.permissions import LEADERS, OFFICE

AMENDMENT_JOB = "meetings.render_amendment"


class AmendmentKind(models.TextChoices):
    """What it does to the minutes."""

    CORRIGENDUM = "corrigendum", "更正"
    VOID = "void", "作废"


class AmendmentState(models.TextChoices):
    """Where it stands."""

    DRAFTING = "drafting", "待签发"
    SIGNED = "signed", "已签发，正在制作文件"
    ISSUED = "issued", "已印发"
    DISCARDED = "discarded", "已放弃"


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Amendments a person may see."""

    def visible_to(self, user: Any) -> "AmendmentQuerySet":
        """Return all of the body for office and conveners; for others, the issued ones of minutes they may read."""
        central = {g.jurisdiction_id for g in access.roles_of(user) if g.role in OFFICE | LEADERS}
        read = Q(state=AmendmentState.ISSUED, minutes__in=Minutes.objects.visible_to(user))
        return self.filter(Q(jurisdiction__in=central) | read)

    def issued(self) -> "AmendmentQuerySet":
        """Return those that count."""
        return self.filter(state=AmendmentState.ISSUED)


class Amendment(models.Model):
    """A notice that corrects issued minutes or declares them void. The minutes' own file stays as it is.

    `changes`: [{"place", "before", "after"}] of a corrigendum. `content` is what is signed: it names the file it is
    about by its hash, so that the two hold each other.
    """

    Kind, State = AmendmentKind, AmendmentState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="amendments", verbose_name="会议纪要")
    kind = models.CharField("种类", max_length=12, choices=AmendmentKind.choices)
    reason = models.CharField("理由", max_length=300)
    changes = models.JSONField("更正内容", default=list)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="起草人")
    state = models.CharField("状态", max_length=10, choices=AmendmentState.choices, default=AmendmentState.DRAFTING)
    content = models.JSONField("定稿内容", null=True)
    content_hash = models.CharField("定稿摘要", max_length=64, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True)
    number = models.PositiveIntegerField("编号", null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="签发人"
    )
    signed_at = models.DateTimeField("签发时间", null=True)
    delegation = models.ForeignKey(
        "meetings.SigningDelegation", models.PROTECT, null=True, related_name="+", verbose_name="受委托签发"
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件")

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "纪要更正和作废"
        ordering = ["pk"]
        constraints = [
            choices_constraint("kind", AmendmentKind, name="amendment_kind_known"),
            choices_constraint("state", AmendmentState, name="amendment_state_known"),
            models.UniqueConstraint(fields=["jurisdiction", "kind", "year", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(kind="void") & ~Q(state="discarded"), name="amendment_void_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "issued"])
                | Q(number__isnull=False, year__isnull=False, signed_by__isnull=False, content__isnull=False),
                name="amendment_signed_whole",
            ),
            models.CheckConstraint(
                condition=(Q(state="issued") & Q(file__isnull=False)) | (~Q(state="issued") & Q(file__isnull=True)),
                name="amendment_file_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_label or self.get_kind_display()}：{self.minutes}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("meetings:amendment_page", args=[self.pk])

    @property
    def number_label(self) -> str:
        """Return 更正〔2026〕1号, nothing before it is signed."""
        return f"{self.get_kind_display()}〔{self.year}〕{self.number}号" if self.number else ""

    def unit_scope(self) -> frozenset[int]:
        """It belongs to the body."""
        return frozenset()


class CopyKind(models.TextChoices):
    """How the minutes were signed beside the system."""

    SCAN = "scan", "签字原件扫描件"
    OUTSIDE = "outside", "另加电子签名的文件"


class SignedCopy(models.Model):
    """An original signed by hand, scanned, or the issued file with one more signature; kept beside the issued file."""

    Kind = CopyKind

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="copies", verbose_name="会议纪要")
    kind = models.CharField("种类", max_length=10, choices=CopyKind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    note = models.CharField("核对结果", max_length=200)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "签字件"
        ordering = ["pk"]
        constraints = [
            choices_constraint("kind", CopyKind, name="copy_kind_known"),
            models.UniqueConstraint(fields=["minutes", "file"], name="signed_copy_once"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes.number_label}{self.get_kind_display()}"
