"""The parts of supporting units in an assignment."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from duties.models.assignment import Assignment, OfAssignment
from jointmeeting.kernel.constraints import choices_constraint
from members.models import MemberUnit


class PartState(models.TextChoices):
    """Where a supporting unit's part stands."""

    OPEN = "open", "配合中"
    DONE = "done", "已完成"


class PartQuerySet(models.QuerySet["Part"]):
    """Parts a person may see."""

    def visible_to(self, user: Any) -> "PartQuerySet":
        """Return the parts of every assignment the person may see."""
        return self.filter(assignment__in=Assignment.objects.visible_to(user))


class Part(OfAssignment, models.Model):
    """What one supporting unit does for an assignment (配合分工).

    A name that is no unit here, such as 各镇街 or a body outside, stands as printed in `label` with no unit: it is
    flagged wherever it shows, and nobody is reminded in its place.
    """

    State = PartState

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="parts", verbose_name="工作事项")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, null=True, related_name="parts", verbose_name="配合单位")
    label = models.CharField("名称", max_length=80)
    text = models.CharField("分工", max_length=300, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="责任人"
    )
    state = models.CharField("状态", max_length=8, choices=PartState.choices, default=PartState.OPEN)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "配合分工"
        ordering = ["pk"]
        constraints = [
            choices_constraint("state", PartState, name="part_state_known"),
            models.UniqueConstraint(fields=["assignment", "label"], name="part_once"),
            models.CheckConstraint(condition=~Q(label=""), name="part_named"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lead_is_no_part",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF EXISTS (SELECT 1 FROM duties_assignment
                               WHERE id = NEW.assignment_id AND lead_unit_id = NEW.unit_id) THEN
                        RAISE EXCEPTION 'the lead unit cannot support its own assignment';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}配合“{self.assignment}”"

    @property
    def lead_unit_id(self) -> int:
        """The unit that leads the assignment."""
        return self.assignment.lead_unit_id

    @property
    def lead_unit(self) -> MemberUnit:
        """The unit that leads the assignment."""
        return self.assignment.lead_unit

    @property
    def needs_unit(self) -> bool:
        """Whether it stands for nobody in particular yet: a name that is no unit, or a group."""
        return self.unit is None or self.unit.kind == MemberUnit.Kind.GROUP

    def unit_scope(self) -> frozenset[int]:
        """Only the supporting unit acts."""
        return frozenset({self.unit_id} if self.unit_id else ())
