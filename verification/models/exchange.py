"""Queries (协查任务), one a request and source; their items, one a person and category; and what came back.

The database itself refuses a query without an agreement in force and an item without a valid consent
(社会救助暂行办法第五十八条; rule: authorise first, then check).
"""

from typing import Any
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access
from jointmeeting.kernel.constraints import choices_constraint
from jointmeeting.kernel.crypto import EncryptedJSONField, SealedRow
from members.models import Jurisdiction, Role
from members.permissions import CENTRE
from verification.models.household import HouseholdPerson
from verification.models.request import VerificationRequest
from verification.models.source import Channel, Source, SourceAgreement

NEEDS_AGREEMENT = """
PERFORM 1 FROM verification_sourceagreement agreement
 WHERE agreement.id = NEW.agreement_id AND agreement.source_id = NEW.source_id AND agreement.state = 'active'
   AND agreement.valid_from <= (now() AT TIME ZONE 'Asia/Shanghai')::date
   AND (agreement.valid_to IS NULL OR agreement.valid_to >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
   FOR SHARE;
IF NOT FOUND THEN
  RAISE EXCEPTION 'no active agreement with this source' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

NEEDS_CONSENT = """
PERFORM 1 FROM verification_query query
  JOIN verification_sourceagreement agreement ON agreement.id = query.agreement_id
  JOIN verification_verificationrequest request ON request.id = query.request_id
  JOIN verification_consentletter letter ON letter.case_id = request.case_id
  JOIN verification_consentsignature signature
    ON signature.letter_id = letter.id AND signature.person_id = NEW.person_id
 WHERE query.id = NEW.query_id AND letter.state = 'valid' AND NEW.category = ANY(letter.categories)
   AND NEW.category = ANY(agreement.categories)
   AND (letter.expires_on IS NULL OR letter.expires_on >= (now() AT TIME ZONE 'Asia/Shanghai')::date)
   FOR SHARE OF letter;
IF NOT FOUND THEN
  RAISE EXCEPTION 'no valid consent of this person for this category' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class QueryState(models.TextChoices):
    """Where a query stands. Overdue is not the end: a late answer is still kept, and marked as late."""

    PENDING = "pending", "待发送"
    SENT = "sent", "待反馈"
    ANSWERED = "answered", "已反馈"
    OVERDUE = "overdue", "逾期未反馈"
    LATE_ANSWERED = "late_answered", "逾期反馈"
    CANCELLED = "cancelled", "已撤销"


class Outcome(models.TextChoices):
    """What a source says of one person in one category. Silence is never "no record"."""

    NOT_ANSWERED = "not_answered", "未反馈"
    FOUND = "found", "有记录"
    NO_RECORD = "no_record", "无记录"
    NAME_MISMATCH = "name_mismatch", "姓名与号码不符"
    REFUSED = "refused", "拒绝提供"


class QueryQuerySet(models.QuerySet["Query"]):
    """Queries a person may see."""

    def visible_to(self, user: Any) -> "QueryQuerySet":
        """Return the own unit's for its handler, once sent, and all of the body for the verification centre."""
        grants = access.roles_of(user)
        centres = {g.jurisdiction_id for g in grants if g.role in CENTRE}
        units = {g.unit_id for g in grants if g.role == Role.UNIT_HANDLER}
        own = Q(source__unit__in=units) & ~Q(state=QueryState.PENDING)
        return self.filter(Q(jurisdiction__in=centres) | own)

    def unanswered(self) -> "QueryQuerySet":
        """Return what no department has answered yet."""
        return self.exclude(state__in=[QueryState.ANSWERED, QueryState.LATE_ANSWERED])

    def open(self) -> "QueryQuerySet":
        """Return what may still be answered."""
        return self.filter(state__in=[QueryState.PENDING, QueryState.SENT, QueryState.OVERDUE])


class Query(models.Model):
    """What one source is asked about one household. `message_id` is fixed here and makes asking twice harmless."""

    State = QueryState

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+", verbose_name="行政区")
    request = models.ForeignKey(VerificationRequest, models.PROTECT, related_name="queries", verbose_name="核对请求")
    source = models.ForeignKey(Source, models.PROTECT, related_name="queries", verbose_name="信息提供单位")
    agreement = models.ForeignKey(SourceAgreement, models.PROTECT, related_name="+", verbose_name="信息共享协议")
    channel = models.CharField("反馈方式", max_length=10, choices=Channel.choices)
    message_id = models.UUIDField("请求标识", default=uuid4, unique=True, editable=False)
    state = models.CharField("状态", max_length=14, choices=QueryState.choices, default=QueryState.PENDING)
    sent_at = models.DateTimeField("发送时间", null=True)
    due_on = models.DateField("反馈时限")
    answered_at = models.DateTimeField("反馈时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="反馈人"
    )

    objects = QueryQuerySet.as_manager()

    class Meta:
        verbose_name = "协查任务"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "source"], name="query_once_a_source"),
            choices_constraint("state", QueryState, name="query_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["answered", "late_answered"], answered_at__isnull=False)
                | (~Q(state__in=["answered", "late_answered"]) & Q(answered_at__isnull=True)),
                name="query_answer_dated",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="query_open", condition=Q(state__in=["pending", "sent"]))]
        triggers = [
            pgtrigger.Trigger(
                name="needs_agreement", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NEEDS_AGREEMENT
            )
        ]

    def __str__(self) -> str:
        return f"{self.request.case}协查（{self.source}）"

    def get_absolute_url(self) -> str:
        """Return the query's page."""
        return reverse("verification:query_page", args=[self.pk])

    def unit_scope(self) -> frozenset[int]:
        """The unit that is asked answers."""
        return frozenset({self.source.unit_id})


class QueryItem(models.Model):
    """One person in one category."""

    Outcome = Outcome

    query = models.ForeignKey(Query, models.PROTECT, related_name="items", verbose_name="协查任务")
    person = models.ForeignKey(HouseholdPerson, models.PROTECT, related_name="items", verbose_name="家庭成员")
    category = models.CharField("信息类别", max_length=40)
    outcome = models.CharField("结果", max_length=14, choices=Outcome.choices, default=Outcome.NOT_ANSWERED)

    class Meta:
        verbose_name = "协查人员项"
        ordering = ["query", "person__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["query", "person", "category"], name="item_once"),
            choices_constraint("outcome", Outcome, name="item_outcome_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="needs_consent", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NEEDS_CONSENT
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.category}"


class InformationAnswer(SealedRow):
    """What a source answered about one item (反馈). Kept for ever; a second, different answer is a new version."""

    item = models.ForeignKey(QueryItem, models.PROTECT, related_name="answers", verbose_name="协查人员项")
    version = models.PositiveSmallIntegerField("版次", default=1)
    outcome = models.CharField("结果", max_length=14, choices=Outcome.choices)
    records = EncryptedJSONField("记录")
    data_as_of = models.DateField("数据时点")
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    payload_hash = models.CharField("反馈摘要", max_length=64)

    class Meta:
        verbose_name = "反馈"
        ordering = ["item", "version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="answer_version_once"),
            choices_constraint("outcome", Outcome, name="answer_outcome_known"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.item}反馈"
