"""To whom minutes go (发送对象), and whether they have arrived."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel.constraints import choices_constraint
from meetings.models.amendment import Amendment
from meetings.models.minutes import Minutes
from members.models import Jurisdiction, MemberUnit


class RecipientKind(models.TextChoices):
    """How a recipient stands on the document."""

    TO = "to", "主送"
    CC = "cc", "抄送"
    REPORT = "report", "报送"


class RecipientState(models.TextChoices):
    """Whether the minutes have arrived."""

    WAITING = "waiting", "未签收"
    RECEIVED = "received", "已签收"
    DELIVERED = "delivered", "已送达"


class RecipientQuerySet(models.QuerySet["Recipient"]):
    """Recipients a person may see."""

    def visible_to(self, user: Any) -> "RecipientQuerySet":
        """Return the recipients of what the person may read."""
        read = Q(minutes__in=Minutes.objects.visible_to(user))
        return self.filter(read | Q(amendment__in=Amendment.objects.visible_to(user)))

    def awaited(self) -> "RecipientQuerySet":
        """Return the units that have not received issued minutes which still stand, or a notice that amends them."""
        voided = Amendment.objects.issued().filter(kind=Amendment.Kind.VOID).values("minutes")
        standing = Q(minutes__state=Minutes.State.ISSUED) & ~Q(minutes__in=voided)
        waiting = self.filter(state=RecipientState.WAITING, unit__isnull=False)
        return waiting.filter(standing | Q(amendment__state=Amendment.State.ISSUED))


class Recipient(models.Model):
    """Somebody minutes, or a notice that amends them, go to: a unit, which receives them here, or a body outside.

    Exactly one of `minutes` and `amendment` is set: what goes out. `arrived_by` is who received for the unit, or who
    registered the delivery; `way` is how it went outside.
    """

    Kind, State = RecipientKind, RecipientState

    minutes = models.ForeignKey(Minutes, models.PROTECT, null=True, related_name="recipients", verbose_name="会议纪要")
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, related_name="recipients", verbose_name="纪要更正和作废"
    )
    kind = models.CharField("方式", max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(MemberUnit, models.PROTECT, null=True, related_name="+", verbose_name="成员单位")
    label = models.CharField("名称", max_length=80)
    state = models.CharField("签收情况", max_length=10, choices=State.choices, default=State.WAITING)
    arrived_at = models.DateTimeField("签收或者送达时间", null=True)
    arrived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经手人"
    )
    way = models.CharField("送达方式", max_length=100, blank=True)

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "发送对象"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "kind", "label"], name="recipient_once"),
            models.UniqueConstraint(fields=["amendment", "kind", "label"], name="recipient_of_amendment_once"),
            models.CheckConstraint(
                condition=Q(minutes=None, amendment__isnull=False) | Q(minutes__isnull=False, amendment=None),
                name="recipient_of_one_document",
            ),
            choices_constraint("kind", RecipientKind, name="recipient_kind_known"),
            choices_constraint("state", RecipientState, name="recipient_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", arrived_at=None, arrived_by=None)
                | (~Q(state="waiting") & Q(arrived_at__isnull=False, arrived_by__isnull=False)),
                name="recipient_arrived_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="received", unit=None) & ~Q(state="delivered", unit__isnull=False),
                name="recipient_units_receive_others_are_delivered",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def document(self) -> Minutes | Amendment:
        """What goes out."""
        document = self.minutes or self.amendment
        assert document is not None  # noqa: S101 -- the database holds it
        return document

    @property
    def title(self) -> str:
        """What goes out, as people name it."""
        return f"{self.minutes.number_label}《{self.minutes}》" if self.minutes else str(self.amendment)

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body whose document it is."""
        return self.document.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body whose document it is."""
        return self.document.jurisdiction_id

    @property
    def begun_at(self) -> datetime:
        """Recipients follow the rules of the minutes."""
        document = self.document
        return document.begun_at if isinstance(document, Minutes) else document.minutes.begun_at

    def get_absolute_url(self) -> str:
        """A unit reads the paper itself; whom the office delivers to outside stands on its page of distribution."""
        if self.unit_id or self.amendment:
            return self.document.get_absolute_url()
        return reverse("meetings:minutes_recipients", args=[self.minutes_id])

    def unit_scope(self) -> frozenset[int]:
        """The unit it goes to; nobody's unit for a body outside."""
        return frozenset({self.unit_id} if self.unit_id else ())
