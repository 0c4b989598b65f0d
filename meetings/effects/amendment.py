"""What signing and issuing a notice of correction or voiding does beyond the state."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.documents.minutes import digest
from jointmeeting.kernel.numbering import next_number
from jointmeeting.kernel.workflow import Act
from meetings import posts
from meetings.amending import statement
from meetings.delegations import SIGN_WORDING, delegation_for, signs
from meetings.effects.minutes import for_another
from meetings.models import Amendment, Recipient
from meetings.models.amendment import AMENDMENT_JOB


def series(kind: str) -> str:
    """Return the name of the number series of a kind."""
    return f"minutes_{kind}"


def seen(amendment: Amendment) -> str:
    """Return the hash of what the signer reads, still without number and date."""
    return digest(statement(amendment))


def sign(amendment: Amendment, act: Act) -> Mapping[str, Any]:
    """Record the intent, take the number under the series' lock, freeze what is said, leave the file to the worker."""
    amendment.signed_by, amendment.signed_at = act.by, clock.now()
    amendment.year = clock.today().year
    amendment.number = next_number(series(amendment.kind), body=amendment.jurisdiction_id, year=amendment.year)
    amendment.content = statement(amendment)
    amendment.content_hash = digest(amendment.content)
    jobs.enqueue(AMENDMENT_JOB, amendment.pk)
    minutes = amendment.minutes
    if not signs(minutes, act.by):
        amendment.delegation = delegation_for(minutes, act.by)
    return {
        "wording": SIGN_WORDING,
        "role": posts.signed_with(minutes, act.by),
        "authority": posts.sign_rule(minutes).citation,
        "number": amendment.number_label,
        "minutes": minutes.number_label,
        "content_hash": amendment.content_hash,
        "address": act.data.get("address", ""),
        **for_another(amendment.delegation),
    }


def publish(amendment: Amendment, act: Act) -> Mapping[str, Any]:
    """Attach the certified file and address it to whom the minutes went; who may read the minutes reads it."""
    amendment.file = act.data["file"]
    Recipient.objects.bulk_create(
        Recipient(amendment=amendment, kind=row.kind, unit=row.unit, label=row.label)
        for row in amendment.minutes.recipients.select_related("unit")
    )
    return {"sha256": amendment.file.sha256}
