"""What lets a successor in: the old term ends, the new one begins, and what is under way is handed over."""

from datetime import timedelta
from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.open_work import open_work_for
from jointmeeting.kernel.workflow import Act
from members.change_rules import outgoing_of, rule_of
from members.models import HandOverItem, MemberChange, Role
from members.roster import person_at
from members.services import appoint, end_appointment


def succeed(change: MemberChange, act: Act) -> dict[str, Any]:
    """End the term of who leaves the day before, appoint the successor, and list what is under way."""
    change.document = act.data.get("document", "") or rule_of(change).citation[:120]
    change.outgoing = outgoing_of(change)
    if change.outgoing:
        end_appointment(change.outgoing, by=act.by, on=change.starts_on - timedelta(days=1))
    change.incoming = appoint(
        person_at(change.jurisdiction, change.unit, change.successor_name, change.successor_login),
        role=Role(change.role),
        body=change.jurisdiction,
        unit=change.unit,
        post=change.successor_post,
        starts_on=change.starts_on,
        document=change.document,
        phone=change.successor_phone,
        by=act.by,
    )
    if change.starts_on > clock.today():
        change.list_completes_on = change.starts_on  # who leaves works on until the day before
    return {"rule": rule_of(change).citation, "handed_over": list_open_work(change)}


def list_open_work(change: MemberChange) -> int:
    """List what the unit has under way and the hand-over does not name yet; return how much."""
    named = set(change.hand_over.values_list("url", "label"))
    items = [
        HandOverItem(change=change, label=work.label, title=work.title[:200], url=work.url, due_on=work.due_on)
        for work in open_work_for(change.unit)
        if (work.url, work.label) not in named
    ]
    return len(HandOverItem.objects.bulk_create(items))


def acknowledge(item: HandOverItem, act: Act) -> None:
    """Keep who took it over, and when."""
    item.acknowledged_at, item.acknowledged_by = clock.now(), act.by
