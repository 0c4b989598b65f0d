"""A notice being brought in: what was read, what a person decided so far. Leaving half way loses nothing."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from members.importing.answers import Answer, answered
from members.importing.items import changes_only, items_of
from members.models.jurisdiction import Charter, Jurisdiction


class CharterDraftState(models.TextChoices):
    """Where the bringing in of a notice stands."""

    CHECKING = "checking", "核对中"
    SCHEDULED = "scheduled", "待生效"
    CONFIRMED = "confirmed", "已生效"
    DISCARDED = "discarded", "已放弃"


class CharterDraftQuerySet(models.QuerySet["CharterDraft"]):
    """Drafts a person may see."""

    def visible_to(self, user: Any) -> "CharterDraftQuerySet":
        """Return the drafts of the bodies whose office `user` works in; foundings to the system administrator."""
        preparers = access.roles_for("charter_draft.edit")
        bodies = {grant.jurisdiction_id for grant in access.roles_of(user) if grant.role in preparers}
        mine = models.Q(jurisdiction__in=bodies)
        return self.filter(mine | models.Q(jurisdiction=None) if access.SYSTEM in bodies else mine)


class CharterDraft(models.Model):
    """A notice under check (制度草稿). `jurisdiction` is None while a body is being founded from it.

    `reading` is `notices.Reading.to_json()`; `decisions` is {key: {"keep": bool, "text": str}}; `version` counts saves,
    so that two people never overwrite each other. `unsaved` is {who: {"version": int, "decisions": …}}: what each has
    typed since the save named.
    """

    State = CharterDraftState

    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, null=True, related_name="charter_drafts", verbose_name="行政区"
    )
    name = models.CharField("文件名称", max_length=200)
    reading = models.JSONField("读取结果")
    decisions = models.JSONField("核对结果", default=dict)
    unsaved = models.JSONField("未保存的核对结果", default=dict, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    state = models.CharField(
        "状态", max_length=12, choices=CharterDraftState.choices, default=CharterDraftState.CHECKING
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="载入人")
    started_at = models.DateTimeField("载入时间", auto_now_add=True)
    in_force_from = models.DateField("生效日期", null=True)  # of one that waits for its day
    charter = models.OneToOneField(
        Charter, models.PROTECT, null=True, related_name="draft", verbose_name="联席会议制度"
    )

    objects = CharterDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "制度草稿"
        ordering = ["-pk"]
        constraints = [
            choices_constraint("state", CharterDraftState, name="charter_draft_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=CharterDraftState.SCHEDULED) | models.Q(in_force_from__isnull=False),
                name="charter_draft_waits_for_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state=CharterDraftState.CONFIRMED) ^ models.Q(charter=None),
                name="charter_draft_confirmed_has_charter",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reading["title"] or self.name)

    @property
    def is_of_system(self) -> bool:
        """A body that does not exist yet can only be founded by the system administrator."""
        return self.jurisdiction_id is None

    @property
    def changes_only(self) -> bool:
        """Tell whether the notice only changes the body in force."""
        return changes_only(self.reading)

    @cached_property
    def answers(self) -> list[Answer]:
        """Every proposal with what was decided about it."""
        return answered(items_of(self.reading), self.decisions)

    @property
    def open_answers(self) -> list[Answer]:
        """What a person must still decide or correct."""
        return [answer for answer in self.answers if answer.is_open]

    def unit_scope(self) -> frozenset[int]:
        """No unit's role reaches it."""
        return frozenset()

    def get_absolute_url(self) -> str:
        """Return the page where it is checked."""
        return reverse("members:charter_draft_page", args=[self.pk])
