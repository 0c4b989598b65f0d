"""When a person cannot be reached (外出): who asks the office or reminds people looks here first."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences a person may see."""

    def visible_to(self, user: Any) -> "AbsenceQuerySet":
        """Return the person's own; what others see of them stands beside their names."""
        return self.filter(user=user.pk)

    def on(self, day: date) -> "AbsenceQuerySet":
        """Return those that hold on `day`."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def until(self, day: date) -> dict[int, date]:
        """Return who is away on `day`: user → the last day of it."""
        return dict(self.on(day).order_by("ends_on").values_list("user", "ends_on"))


class Absence(models.Model):
    """Days on which a person is away, both ends included. No reason is asked for: it is nobody's business here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="absences", verbose_name="人员")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "外出"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_begins")
        ]
        indexes = [models.Index(fields=["ends_on"], name="absence_ends_on")]

    def __str__(self) -> str:
        return f"{self.user}外出"

    @property
    def jurisdiction_id(self) -> int | None:
        """The body the person serves."""
        key: int | None = self.user.jurisdiction_id
        return key
