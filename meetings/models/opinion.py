"""Opinions (征求意见): what a unit says about an item before the meeting."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.models import StoredFile
from meetings.models.agenda import AgendaItem
from members.models import Jurisdiction, MemberUnit
from members.permissions import LEADERS, OFFICE, UNIT


class AgendaOpinionState(models.TextChoices):
    """Not answered yet, or one of the five answers."""

    PENDING = "pending", "待答复"
    AGREED = "agreed", "同意"
    WITH_CHANGES = "with_changes", "修改后同意"
    DISAGREED = "disagreed", "不同意"
    NO_COMMENT = "no_comment", "无意见"
    NOT_OURS = "not_ours", "不属本单位职责"


class AgendaOpinionQuerySet(models.QuerySet["AgendaOpinion"]):
    """Opinions a person may see."""

    def visible_to(self, user: Any) -> "AgendaOpinionQuerySet":
        """Office and conveners see all; the proposing unit sees what it got, the asked unit what it gave."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in UNIT}
        own = Q(unit__in=units) | Q(agenda_item__unit__in=units)
        return self.filter(own | Q(agenda_item__jurisdiction__in=central))

    def waiting(self) -> "AgendaOpinionQuerySet":
        """Return what the asked unit has to answer: not answered, or answered on an older text under review."""
        s = AgendaItem.State
        asked = Q(agenda_item__state__in=[s.SUBMITTED, s.ACCEPTED, s.DISCUSSED, s.ADMITTED, s.APPROVED])
        unanswered = Q(state=AgendaOpinionState.PENDING) | Q(answered_version__lt=F("agenda_item__version"))
        return self.filter(asked & unanswered)


class AgendaOpinion(models.Model):
    """One unit is asked about one item; it answers, and may correct its answer until the item is on an agenda."""

    State = AgendaOpinionState

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="opinions", verbose_name="议题")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="opinions", verbose_name="被征求单位")
    is_mandatory = models.BooleanField("必须答复", default=False)
    due_on = models.DateField("答复期限")
    state = models.CharField("意见", max_length=12, choices=State.choices, default=State.PENDING)
    text = models.TextField("意见内容", max_length=1000, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="意见函")
    file_name = models.CharField("文件名", max_length=200, blank=True)
    answered_version = models.PositiveIntegerField("所答稿次", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )

    objects = AgendaOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "征求意见"
        ordering = ["-is_mandatory", "unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["agenda_item", "unit"], name="opinion_once_a_unit"),
            choices_constraint("state", AgendaOpinionState, name="opinion_state_known"),
            models.CheckConstraint(
                condition=Q(state="pending", answered_version=None) | (~Q(state="pending") & ~Q(answered_version=None)),
                name="opinion_answer_names_its_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item}（{self.unit}）"

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the item."""
        return self.agenda_item.jurisdiction

    @property
    def jurisdiction_id(self) -> int:
        """The body of the item."""
        return self.agenda_item.jurisdiction_id

    @property
    def begun_at(self) -> datetime:
        """The rules the item began under bind the round."""
        return self.agenda_item.begun_at

    @property
    def is_stale(self) -> bool:
        """The answer was given on an older text than the one under review."""
        return self.answered_version is not None and self.answered_version < self.agenda_item.version

    @property
    def is_overdue(self) -> bool:
        """Nothing was said within the limit."""
        return self.state == AgendaOpinionState.PENDING and self.due_on < clock.today()

    def get_absolute_url(self) -> str:
        """An opinion stands on the item's page."""
        return f"{self.agenda_item.get_absolute_url()}#opinions"

    def unit_scope(self) -> frozenset[int]:
        """The asked unit answers."""
        return frozenset({self.unit_id})
