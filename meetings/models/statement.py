"""What minutes say of an item before the decision: how it was deliberated, and what each unit said (单位发言)."""

from django.db import models
from django.db.models import Q

from jointmeeting.kernel.constraints import choices_constraint
from meetings.models.agenda import AgendaItem
from meetings.models.minutes import Minutes
from members.models import MemberUnit


class Stance(models.TextChoices):
    """What a unit said at the meeting; the words of a written opinion (`AgendaOpinionState`)."""

    AGREED = "agreed", "同意"
    WITH_CHANGES = "with_changes", "修改后同意"
    DISAGREED = "disagreed", "不同意"
    NO_COMMENT = "no_comment", "无意见"
    NOT_OURS = "not_ours", "不属本单位职责"


class ItemSummary(models.Model):
    """How one item was deliberated (审议情况). A row without text prints nothing: the office wanted it so."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="summaries", verbose_name="会议纪要")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+", verbose_name="议题")
    text = models.TextField("审议情况", max_length=2000, blank=True)
    table = models.TextField("附表", max_length=4000, blank=True)  # as pasted: kernel/documents/pasted.py

    class Meta:
        verbose_name = "议题审议情况"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["minutes", "agenda_item"], name="summary_once_an_item")]

    def __str__(self) -> str:
        return f"{self.agenda_item}审议情况"


class UnitStatement(models.Model):
    """What one unit said to one item. Where it departs from the unit's written opinion, `reason` says why."""

    Stance = Stance

    summary = models.ForeignKey(ItemSummary, models.PROTECT, related_name="statements", verbose_name="议题审议情况")
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="+", verbose_name="发言单位")
    stance = models.CharField("意见", max_length=12, choices=Stance.choices)
    text = models.TextField("发言内容", max_length=1000, blank=True)
    reason = models.CharField("与书面意见不一致的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "单位发言"
        ordering = ["unit__position"]
        constraints = [
            models.UniqueConstraint(fields=["summary", "unit"], name="statement_once_a_unit"),
            choices_constraint("stance", Stance, name="statement_stance_known"),
            models.CheckConstraint(
                condition=~Q(stance__in=["with_changes", "disagreed"]) | ~Q(text=""), name="statement_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}：{self.get_stance_display()}"
