"""What bringing a notice into force does."""

from typing import Any

from jointmeeting.kernel.workflow import Act
from members.bringing_in import record_of
from members.founding import adopt, create_body
from members.models import CharterDraft, Jurisdiction


def bring_into_force(draft: CharterDraft, act: Act) -> dict[str, Any]:
    """Make the next version of the charter; found the body when there is none. One body, one notice at a time."""
    if draft.jurisdiction_id:
        draft.jurisdiction = Jurisdiction.objects.select_for_update(no_key=True).get(pk=draft.jurisdiction_id)
    record = record_of(draft)
    day: Any = act.data.get("in_force_from") or draft.in_force_from
    body = draft.jurisdiction or create_body(record)
    draft.charter = adopt(body, record, by=act.by, in_force_from=day, is_whole=not draft.changes_only)
    edited = [row.item.key for row in draft.answers if row.is_edited or not row.keep]
    confirmed = [row.item.key for row in draft.answers if row.item.is_flagged and row.keep]
    return {
        "body": body.slug, "version": draft.charter.version, "edited": edited, "confirmed": confirmed,
        "in_force_from": day.isoformat(),
    }  # fmt: skip


def set_day(draft: CharterDraft, act: Act) -> dict[str, Any]:
    """Keep the day the notice waits for; what was confirmed is composed anew against the charter of that day."""
    draft.in_force_from = act.data["in_force_from"]
    return {"in_force_from": act.data["in_force_from"].isoformat()}


def forget_day(draft: CharterDraft, _: Act) -> None:
    """Go on checking."""
    draft.in_force_from = None
