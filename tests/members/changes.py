"""Makes changes of members and items of a hand-over in a given state, for tests."""

from datetime import date
from typing import Any

from jointmeeting.kernel import clock
from members.changing import propose_change
from members.models import HandOverItem, MemberChange, User
from members.models.member_change import HandOverItemState, MemberChangeState
from members.workflows import hand_over_items, member_changes
from tests.factories import Office


def propose(office: Office, *, by: User | None = None, **fields: Any) -> MemberChange:
    """The unit of the tests proposes a new liaison officer from today."""
    change = {
        "role": "liaison",
        "successor_name": "测试继任",
        "successor_post": "科员",
        "successor_phone": "0577-00000000",
        "starts_on": clock.today(),
        "reason": "工作变动",
        **fields,
    }
    return propose_change(office.unit, by=by or office.liaison, **change)


def member_change(office: Office, state: MemberChangeState) -> MemberChange:
    """A change brought to `state`; the liaison who proposed stays in office until a later day."""
    s, change = MemberChange.State, propose(office, starts_on=date(2036, 1, 1))
    if state == s.EFFECTIVE:
        member_changes.perform(change, "file", by=office.staff)
    if state == s.RETURNED:
        member_changes.perform(change, "return_", by=office.staff, comment="请补充")
    if state == s.WITHDRAWN:
        member_changes.perform(change, "withdraw", by=office.liaison)
    return change


def hand_over_item(office: Office, state: HandOverItemState) -> HandOverItem:
    """One thing the own liaison takes over from herself, brought to `state`."""
    office.agenda_item()
    change = member_change(office, MemberChange.State.EFFECTIVE)
    assert change.incoming
    change.incoming.user = office.liaison
    change.incoming.save()
    item = change.hand_over.order_by("pk")[0]
    if state == HandOverItem.State.ACKNOWLEDGED:
        hand_over_items.perform(item, "acknowledge", by=office.liaison)
    return item
