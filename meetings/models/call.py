"""Calls for agenda items (议题征集): until when units may propose for the next meeting."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from members.models import Jurisdiction
from members.permissions import LEADERS, OFFICE, UNIT


class AgendaCallState(models.TextChoices):
    """Whether units may still propose in time."""

    OPEN = "open", "征集中"
    CLOSED = "closed", "已截止"


class AgendaCallQuerySet(models.QuerySet["AgendaCall"]):
    """Calls a person may see."""

    def visible_to(self, user: Any) -> "AgendaCallQuerySet":
        """A call goes to every unit of its body."""
        bodies = {g.jurisdiction_id for g in access.roles_of(user) if g.role in OFFICE | LEADERS | UNIT}
        return self.filter(jurisdiction__in=bodies)

    def open(self) -> "AgendaCallQuerySet":
        """Calls that still run by the clock, whether or not the sweeper has come by."""
        return self.filter(state=AgendaCallState.OPEN, closes_at__gt=clock.now())


class AgendaCall(models.Model):
    """The office asks every unit for agenda items until a cut-off."""

    State = AgendaCallState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="calls", verbose_name="行政区")
    title = models.CharField("征集名称", max_length=80)
    note = models.TextField("征集要求", max_length=2000, blank=True)
    closes_at = models.DateTimeField("截止时间")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.OPEN)
    begun_at = models.DateTimeField("发起时间", default=timezone.now, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发起人")

    objects = AgendaCallQuerySet.as_manager()

    class Meta:
        verbose_name = "议题征集"
        ordering = ["-closes_at", "-pk"]
        constraints = [choices_constraint("state", AgendaCallState, name="agenda_call_state_known")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        """The cut-off counts by the clock; the state follows at the next sweep."""
        return self.state == AgendaCallState.CLOSED or self.closes_at <= clock.now()

    def get_absolute_url(self) -> str:
        """Return the call's page."""
        return reverse("meetings:agenda_call_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """A call belongs to the body."""
        return frozenset()
