"""Entrusting another with signing. Revoking is an act of the workflow."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock, files, notify
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.delegations import candidates, ensure_delegable
from meetings.models import SigningDelegation
from members.models import Jurisdiction, User
from members.rules import require


@transaction.atomic
def delegate_signing(
    body: Jurisdiction, *, delegate: User, from_on: date, until_on: date, letter: Upload, by: Any, request_key: UUID
) -> SigningDelegation:
    """Entrust `delegate` with signing minutes in `by`'s place; he is told. The same `request_key` does it once.

    Raises Refused where no rule allows it, for a person whose post is not the one the rule names, or past dates.
    """
    require(by, "signing_delegation.create", body)
    if done := audit.find_request(request_key):
        return SigningDelegation.objects.get(pk=done.subject_id)
    rule = ensure_delegable(body)
    if not candidates(body, rule, principal=by).filter(pk=delegate.pk).exists():
        raise Refused(f"{delegate}不担任可受委托的职务，请另选受委托人。", clause=rule.citation)
    if until_on < max(from_on, clock.today()):
        raise Refused("委托截止日期不能早于开始日期或者今天，请重新填写。")
    row = SigningDelegation.objects.create(
        jurisdiction=body,
        principal=by,
        delegate=delegate,
        from_on=from_on,
        until_on=until_on,
        letter=files.store(letter.content, media_type=letter.media_type),
        letter_name=letter.name,
        authority=rule.citation,
    )
    details = {"delegate": str(delegate), "from": str(from_on), "until": str(until_on), "authority": rule.citation}
    notify.announce(audit.record("signing_delegation.create", row, by=by, details=details, request_key=request_key))
    return row
