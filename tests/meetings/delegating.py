"""Bodies whose working rules let signing be delegated, and delegations in each state."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from meetings import workflows
from meetings.models import Minutes, SigningDelegation
from meetings.models.delegation import SigningDelegationState
from meetings.services.delegation import delegate_signing
from members.models import Charter, Role
from members.working_rules import change_working_rule
from tests.factories import PDF, Office
from tests.meetings.countersigning import prescribe
from tests.subjects import visit

PAGES: dict[str, tuple[str, str | None]] = {"meetings:signing_delegation_letter": ("signing_delegation", None)}
CREATE = {"meetings:signing_delegation_create": {Role.CHIEF_CONVENER, Role.CONVENER, Role.DIRECTOR}}
LOGGED_READS = frozenset({"meetings:signing_delegation_letter"})


def allow(office: Office, post: str = "director") -> None:
    """Let the working rules allow delegation to `post`."""
    change_working_rule(office.body, "minutes_sign_delegate", post, by=office.director)


def delegation(
    office: Office, state: SigningDelegationState = SigningDelegation.State.STANDING, **fields: Any
) -> SigningDelegation:
    """The chief convener entrusts another, from today for ten days unless told."""
    today = timezone.localdate()
    dates = {"from_on": today, "until_on": today + timedelta(days=10)}
    allow(office)
    people = {"delegate": office.director, "by": office.chief}
    row = delegate_signing(office.body, **{"letter": PDF, "request_key": uuid4(), **people, **dates, **fields})
    if state == SigningDelegation.State.REVOKED:
        workflows.signing_delegations.perform(row, "revoke", by=office.chief, comment="已返岗")
    return row


def by_notice(office: Office, post: str) -> None:
    """Let the body's notice itself say who may be entrusted."""
    charter = Charter.objects.get(jurisdiction=office.body)
    rules = {key: rule for key, rule in charter.content["working_rules"].items() if key != "minutes_sign_delegate"}
    charter.content = {**charter.content, "working_rules": rules}
    charter.save()
    prescribe(office.body, "minutes_sign_delegate", value=post)


def moved(row: SigningDelegation, from_on: date, until_on: date) -> None:
    """Give a delegation other dates."""
    SigningDelegation.objects.filter(pk=row.pk).update(from_on=from_on, until_on=until_on)


def to_sign(office: Office, **fields: Any) -> Minutes:
    """Minutes that wait for the signature, reviewed by another than who may be entrusted, under rules that allow it."""
    allow(office, **fields)
    reviewer = Role.DIRECTOR if fields.get("post") == Role.CONVENER else Role.CONVENER
    change_working_rule(office.body, "minutes_reviewed_by", reviewer, by=office.director)
    minutes = office.minutes(Minutes.State.REVIEWING)
    workflows.minutes.perform(minutes, "review", by=office.person(reviewer))
    change_working_rule(office.body, "minutes_reviewed_by", Role.DIRECTOR, by=office.director)  # for what begins next
    return minutes


def walk(office: Office) -> None:
    """Open the pages of delegations, and of minutes signed under one."""
    visit(office.chief, reverse("meetings:signing_delegation_list"))
    minutes = to_sign(office)
    delegation(office)
    visit(office.chief, reverse("meetings:signing_delegation_create"))
    visit(office.chief, reverse("meetings:signing_delegation_list"))
    workflows.minutes.perform(minutes, "sign", by=office.director)
    visit(office.staff, minutes.get_absolute_url())
