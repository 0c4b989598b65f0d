"""Assignments (工作事项): one thing to do and exactly one lead unit; what hangs on one says so by `OfAssignment`."""

from datetime import date
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.search import bigram_index
from meetings.models import Meeting, ResolvedMatter
from members.models import Duty, Jurisdiction, MemberUnit
from members.permissions import DOERS, LEADERS, OFFICE

SOON_WORKDAYS = 3  # customary: yellow within three working days of the due date, red after it


class AssignmentState(models.TextChoices):
    """Where an assignment stands. Overdue is no state: it is computed from the due date."""

    ASSIGNED = "assigned", "待签收"
    REFUSED = "refused", "不予签收"
    ACCEPTED = "accepted", "已签收"
    IN_PROGRESS = "in_progress", "办理中"
    SUSPENDED = "suspended", "已中止"
    REPORTED = "reported", "已报办结"
    CLOSED = "closed", "已销号"
    MERGED = "merged", "已并入"


ENDED = (AssignmentState.CLOSED, AssignmentState.MERGED)
WORKING = frozenset({AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS})
RESTING = (AssignmentState.SUSPENDED, *ENDED)  # no light burns


class SourceKind(models.TextChoices):
    """Where an assignment comes from."""

    MATTER = "matter", "会议议定事项"
    INSTRUCTION = "instruction", "领导批示"
    CIRCULAR = "circular", "通报"
    PLAN = "plan", "年度工作计划"
    HARDSHIP = "hardship", "急难个案"
    MEASURE = "measure", "实施方案措施"
    DECISION = "decision", "政府决定"


class ReportUnit(models.TextChoices):
    """In what the time between two reports on progress is counted."""

    WEEK = "week", "周"
    MONTH = "month", "个月"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments a person may see, and how they stand."""

    def visible_to(self, user: Any) -> "AssignmentQuerySet":
        """Return all of the body for office and conveners; for a unit, those it leads or supports."""
        grants = access.roles_of(user)
        central = {g.jurisdiction_id for g in grants if g.role in OFFICE | LEADERS}
        units = {g.unit_id for g in grants if g.role in DOERS}
        concerned = Assignment.objects.filter(parts__unit__in=units).values("pk")
        return self.filter(Q(jurisdiction__in=central) | Q(lead_unit__in=units) | Q(pk__in=concerned))

    def open(self) -> "AssignmentQuerySet":
        """Return what is neither closed nor merged into another."""
        return self.exclude(state__in=ENDED)

    def report_late(self) -> "AssignmentQuerySet":
        """Return what owes a report on its progress, which is another question than the assignment's own date."""
        return self.filter(report_due_on__lt=clock.today(), state__in=WORKING)

    def with_tone(self) -> "AssignmentQuerySet":
        """Annotate `tone`: the colour `lights.light_of` gives, so that lists can count and filter by it."""
        today, soon = clock.today(), soon_until()
        return self.annotate(
            tone=Case(
                When(Q(state__in=RESTING) | Q(due_on=None) | Q(not_before__gt=today), then=Value("plain")),
                When(due_on__lt=today, then=Value("late")),
                When(due_on__lt=soon, then=Value("soon")),
                default=Value("good"),
                output_field=models.CharField(),
            )
        )


def soon_until() -> date:
    """Return the first day that is more than three working days ahead."""
    return clock.add_workdays(clock.today(), SOON_WORKDAYS + 1)


class Assignment(models.Model):
    """One thing to do by a day. `original_due_on` is kept for ever; `due_on` moves by extension and suspension only.

    `assigned_on` is the day it was first assigned, `handed_on` the day the present lead unit got it; `finished_on` is
    the day the lead unit reported it done: a unit is not late because the office verified late.
    `due_on` is empty where the source sets no date (the 27 measures): nothing is guessed, no light burns.
    """

    State = AssignmentState
    Source = SourceKind

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="assignments", verbose_name="行政区")
    matter = models.OneToOneField(
        ResolvedMatter, models.PROTECT, null=True, related_name="assignment", verbose_name="议定事项"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name="分解自")
    title = models.CharField("工作事项", max_length=60)
    text = models.TextField("要求")
    source_kind = models.CharField(
        "来源类别", max_length=12, choices=SourceKind.choices, default=SourceKind.MATTER, db_default="matter"
    )
    source = models.CharField("来源", max_length=120)
    chapter = models.CharField("所在章节", max_length=120, blank=True, db_default="")
    lead_unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="assignments", verbose_name="牵头单位")
    supporting_units = models.ManyToManyField(
        MemberUnit, through="Part", related_name="supported_assignments", verbose_name="配合单位"
    )
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="assignments", verbose_name="依据职责")
    assigned_on = models.DateField("交办日期", default=clock.today)
    handed_on = models.DateField("交本单位日期", default=clock.today)
    not_before = models.DateField("起办日期", null=True)
    due_on = models.DateField("办理时限", null=True)
    original_due_on = models.DateField("原定时限", null=True)
    report_every = models.PositiveSmallIntegerField("报告间隔", default=0, db_default=0)
    report_unit = models.CharField(
        "间隔单位", max_length=8, choices=ReportUnit.choices, default=ReportUnit.MONTH, db_default="month"
    )
    report_due_on = models.DateField("下次报告日期", null=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="责任人"
    )
    carried_to = models.ForeignKey(
        Meeting, models.PROTECT, null=True, related_name="carried_assignments", verbose_name="提交会议"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", verbose_name="并入事项")
    suspended_on = models.DateField("中止日期", null=True)
    suspended_until = models.DateField("中止至", null=True)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.ASSIGNED)
    finished_on = models.DateField("报告办结日期", null=True)
    closed_on = models.DateField("销号日期", null=True)
    reopened_at = models.DateTimeField("重新办理时间", null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "工作事项"
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["jurisdiction", "state", "due_on"], name="assignment_board"),
            bigram_index("title", "text", name="assignment_words"),
        ]
        constraints = [
            choices_constraint("state", AssignmentState, name="assignment_state_known"),
            choices_constraint("source_kind", SourceKind, name="assignment_source_known"),
            choices_constraint("report_unit", ReportUnit, name="assignment_report_unit_known"),
            models.CheckConstraint(
                condition=(Q(state="closed") & Q(closed_on__isnull=False))
                | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="assignment_closed_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reported", "closed"], finished_on__isnull=False)
                | (~Q(state__in=["reported", "closed"]) & Q(finished_on__isnull=True)),
                name="assignment_finished_dated",
            ),
            models.CheckConstraint(
                condition=(Q(state="suspended") & Q(suspended_on__isnull=False))
                | (~Q(state="suspended") & Q(suspended_on__isnull=True)),
                name="assignment_suspended_dated",
            ),
            models.CheckConstraint(
                condition=(Q(state="merged") & Q(merged_into__isnull=False))
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="assignment_merged_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(matter=None) | Q(source_kind="matter"), name="assignment_matter_is_its_source"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(source_kind="measure"), name="assignment_due_unless_measure"
            ),
            models.CheckConstraint(
                condition=Q(not_before=None) | Q(due_on=None) | Q(not_before__lte=F("due_on")),
                name="assignment_begins_before_due",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, original_due_on__isnull=True)
                | Q(due_on__isnull=False, original_due_on__isnull=False),
                name="assignment_original_due_kept",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="assignment_not_into_itself"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="original_due_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__original_due_on__isnull=False)
                & pgtrigger.Q(old__original_due_on__df=pgtrigger.F("new__original_due_on")),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the assignment's page."""
        return reverse("duties:assignment_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """Only the lead unit acts; supporting units read, and complete their own part."""
        return frozenset({self.lead_unit_id})

    def may_merge_into(self) -> "AssignmentQuerySet":
        """Return what it may become a part of: open, led or supported by its lead unit, due no later."""
        supported = Assignment.objects.filter(parts__unit=self.lead_unit_id).values("pk")
        rows = Assignment.objects.filter(jurisdiction=self.jurisdiction_id).open().exclude(pk=self.pk)
        rows = rows.filter(Q(lead_unit=self.lead_unit_id) | Q(pk__in=supported)).exclude(parent=self.pk)
        return rows.filter(due_on__lte=self.due_on) if self.due_on else rows

    @property
    def reporting_label(self) -> str:
        """Return 每2周报告一次, or that none is asked for."""
        return (
            f"每{self.report_every}{self.get_report_unit_display()}报告一次" if self.report_every else "不要求定期报告"
        )

    @property
    def is_extended(self) -> bool:
        """Whether the date was moved."""
        return self.due_on != self.original_due_on


class OfAssignment:
    """What hangs on an assignment is read on its page and belongs to its body."""

    assignment: Any

    def get_absolute_url(self) -> str:
        """Return the assignment's page."""
        url: str = self.assignment.get_absolute_url()
        return url

    @property
    def jurisdiction(self) -> Jurisdiction:
        """The body of the assignment."""
        body: Jurisdiction = self.assignment.jurisdiction
        return body

    @property
    def jurisdiction_id(self) -> int:
        """The body of the assignment."""
        key: int = self.assignment.jurisdiction_id
        return key
