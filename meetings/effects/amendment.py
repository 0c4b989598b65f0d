"""What signing and issuing a notice of correction or voiding does beyond the state."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.documents.minutes import digest
from jointmeeting.kernel.numbering import next_number
from jointmeeting.kernel.workflow import Act
from meetings.amending import statement
from meetings.delegations import SIGN_WORDING
from meetings.models import Amendment

AMENDMENT_JOB = "meetings.render_amendment"


def series(kind: str) -> str:
    """Return the name of the number series of a kind."""
    return f"minutes_{kind}"


def sign(amendment: Amendment, act: Act) -> Mapping[str, Any]:
    """Record the intent, take the number under the series' lock, freeze what is said, leave the file to the worker."""
    amendment.signed_by, amendment.signed_at = act.by, clock.now()
    amendment.year = clock.today().year
    amendment.number = next_number(series(amendment.kind), body=amendment.jurisdiction_id, year=amendment.year)
    amendment.content = statement(amendment)
    amendment.content_hash = digest(amendment.content)
    jobs.enqueue(AMENDMENT_JOB, amendment.pk)
    return {
        "wording": SIGN_WORDING,
        "number": amendment.number_label,
        "minutes": amendment.minutes.number_label,
        "content_hash": amendment.content_hash,
        "address": act.data.get("address", ""),
    }


def publish(amendment: Amendment, act: Act) -> Mapping[str, Any]:
    """Attach the certified file; who may read the minutes reads it."""
    amendment.file = act.data["file"]
    return {"sha256": amendment.file.sha256}
