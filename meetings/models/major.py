"""Major matters (重大问题): what the joint meeting cannot settle and the government decides."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from members.models import Jurisdiction, MemberUnit, Role
from members.permissions import LEADERS, OFFICE, UNIT


class MajorMatterState(models.TextChoices):
    """Where a major matter stands."""

    RAISED = "raised", "待报告"
    REPORTED = "reported", "已报告，待决定"
    DECIDED = "decided", "已决定"
    WITHDRAWN = "withdrawn", "不再报告"


class MajorMatterQuerySet(models.QuerySet["MajorMatter"]):
    """Major matters a person may see."""

    def visible_to(self, user: Any) -> "MajorMatterQuerySet":
        """Return all of the body for office, conveners and government leaders; for a unit, those it answers for."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS | {Role.GOVERNMENT_LEADER}}
        units = {g.unit_id for g in grants if g.role in UNIT}
        return self.filter(Q(jurisdiction__in=central) | Q(unit__in=units))


class MajorMatter(models.Model):
    """A matter discussed by a meeting and taken to the government, with what was decided there.

    `agenda_item` is the item of that meeting it comes from, where there is one.
    """

    State = MajorMatterState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="major_matters", verbose_name="行政区")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="major_matters", verbose_name="讨论会议")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, related_name="major_matters", verbose_name="对应议题"
    )
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="major_matters", verbose_name="责任单位")
    title = models.CharField("事项", max_length=60)
    text = models.TextField("情况和建议", max_length=4000)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.RAISED)
    report_document = models.CharField("报告文号或方式", max_length=120, blank=True)
    decision = models.TextField("决定内容", max_length=2000, blank=True)
    decided_on = models.DateField("决定日期", null=True)
    decision_document = models.CharField("决定依据", max_length=120, blank=True)
    lead_unit = models.ForeignKey(MemberUnit, models.PROTECT, null=True, related_name="+", verbose_name="落实牵头单位")
    due_on = models.DateField("完成时限", null=True)

    objects = MajorMatterQuerySet.as_manager()

    class Meta:
        verbose_name = "重大问题"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", MajorMatterState, name="major_matter_state_known"),
            models.CheckConstraint(
                condition=~Q(state="decided") | (Q(decided_on__isnull=False) & ~Q(decision="")),
                name="major_matter_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(lead_unit=None, due_on=None) | Q(lead_unit__isnull=False, due_on__isnull=False),
                name="major_matter_followed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def begun_at(self) -> Any:
        """A major matter follows the rules of its meeting."""
        return self.meeting.begun_at

    def get_absolute_url(self) -> str:
        """Return the matter's page."""
        return reverse("meetings:major_matter_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """The responsible unit's roles reach it."""
        return frozenset({self.unit_id})
