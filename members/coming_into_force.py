"""Notices that wait for their day (待生效): carried out on it, one that cannot be stops none after it."""

from django.db import transaction

from jointmeeting.kernel import audit, clock, jobs, notify
from jointmeeting.kernel.errors import Refused
from members.models import CharterDraft
from members.workflows import charter_drafts

SCHEDULED, OBSTRUCTED = "charter_draft.schedule", "charter_draft.obstruct"


def bring_in_due() -> int:
    """Bring every notice into force whose day has come, in the order of the days; return how many were."""
    due = CharterDraft.objects.filter(state=CharterDraft.State.SCHEDULED, in_force_from__lte=clock.today())
    done = 0
    for draft in due.order_by("in_force_from", "pk"):
        try:
            charter_drafts.perform(draft, "take_effect", by=None)
        except Refused as refusal:
            _tell_once(draft, refusal)
        else:
            done += 1
    return done


@transaction.atomic
def _tell_once(draft: CharterDraft, refusal: Refused) -> None:
    CharterDraft.objects.select_for_update(no_key=True, of=("self",)).get(pk=draft.pk)
    latest = audit.history(draft).filter(act__in=[SCHEDULED, OBSTRUCTED]).first()
    if latest is None or latest.act == SCHEDULED:  # scheduled anew, it is told anew
        notify.announce(audit.record(OBSTRUCTED, draft, by=None, comment=refusal.sentence))


jobs.register_deadline(bring_in_due)
