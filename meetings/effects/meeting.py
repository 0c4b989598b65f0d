"""What a transition of meetings and receipts does beyond the state. Each effect returns what the log keeps."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel.workflow import Act
from meetings.models import Attendance, Meeting, Receipt

ATTENDANCE_FROM_RECEIPT = {Receipt.State.ON_LEAVE: Attendance.State.ON_LEAVE}


def give_notice(meeting: Meeting, _: Act) -> Mapping[str, Any]:
    """Give notice to every member unit: one silent receipt each, a snapshot of today's members."""
    units = list(meeting.jurisdiction.units.all())
    Receipt.objects.bulk_create(Receipt(meeting=meeting, unit=unit) for unit in units)
    meeting.was_noticed = True
    return {"units": len(units)}


def open_attendance(meeting: Meeting, _: Act) -> Mapping[str, Any]:
    """Snapshot the receipts as attendance; nobody counts as present before sign-in."""
    receipts = list(meeting.receipts.select_related("unit"))
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            unit=receipt.unit,
            unit_name=receipt.unit.name,
            person_name=receipt.attendee_name,
            state=ATTENDANCE_FROM_RECEIPT.get(receipt.state, Attendance.State.ABSENT),  # type: ignore[call-overload]
        )
        for receipt in receipts
    )
    return {"expected": len(receipts)}


def answer(receipt: Receipt, act: Act) -> Mapping[str, Any]:
    """Keep who comes, in which post, and why if somebody else or nobody."""
    receipt.attendee_name = act.data.get("attendee_name", "")
    receipt.attendee_post = act.data.get("attendee_post", "")
    receipt.reason = act.comment
    return {"attendee_name": receipt.attendee_name}
