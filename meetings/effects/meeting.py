"""What a transition of meetings and receipts does beyond the state. Each effect returns what the log keeps."""

from collections.abc import Mapping
from typing import Any

from jointmeeting.kernel import clock, files
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act
from meetings.models import Attendance, AttendeeRank, Meeting, Receipt
from members.rules import Ruling, ruling

ATTENDANCE_FROM_RECEIPT = {Receipt.State.ON_LEAVE: Attendance.State.ON_LEAVE}


def open_attendance(meeting: Meeting, _: Act) -> Mapping[str, Any]:
    """Snapshot the receipts of a sitting as attendance; nobody counts as present before sign-in."""
    receipts = list(meeting.receipts.expected().select_related("unit"))
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            unit=receipt.unit,
            unit_name=receipt.unit.name,
            is_guest=receipt.is_guest,
            person_name=receipt.attendee_name,
            person_post=receipt.attendee_post,
            state=ATTENDANCE_FROM_RECEIPT.get(receipt.state, Attendance.State.ABSENT),  # type: ignore[call-overload]
        )
        for receipt in receipts
    )
    return {"expected": len(receipts)}


def answer(receipt: Receipt, act: Act) -> Mapping[str, Any]:
    """Keep who comes, in which post, and why if nobody does."""
    forget_answer(receipt, act)
    receipt.attendee_name = act.data.get("attendee_name", "")
    receipt.attendee_post = act.data.get("attendee_post", "")
    receipt.reason = act.comment
    receipt.answered_at = clock.now()
    return {"attendee_name": receipt.attendee_name}


def attend(receipt: Receipt, act: Act) -> Mapping[str, Any]:
    """Keep who comes; where heads attend, the rank counts as it does for a substitute."""
    rank = act.data.get("attendee_rank") or AttendeeRank.HEAD
    if refusal := rank_too_low(receipt, rank, "参会"):
        raise refusal
    return answer(receipt, act)


def substitute(receipt: Receipt, act: Act) -> Mapping[str, Any]:
    """Keep who comes instead, in which post, by whose authority; refuse a rank the notice does not allow."""
    rank = act.data.get("attendee_rank", AttendeeRank.DEPUTY)
    if refusal := rank_too_low(receipt, rank):
        raise refusal
    kept = answer(receipt, act)
    receipt.attendee_rank, receipt.authorised_by = rank, act.data.get("authorised_by", "")
    if letter := act.data.get("letter"):
        receipt.letter, receipt.letter_name = files.store(letter.content, media_type=letter.media_type), letter.name
    sha256 = receipt.letter.sha256 if receipt.letter else ""  # the name of a file can hold a person's
    return {**kept, "rank": rank, "authorised_by": receipt.authorised_by, "letter": sha256}


def rank_too_low(receipt: Receipt, rank: str, what: str = "代会") -> Refused | None:
    """Where heads attend, somebody of the unit's leadership may stand in for the head, nobody below.

    乐政办函〔2019〕16号 三（一）: 全体成员单位主要负责人参会.
    """
    rule = heads_attend(receipt)
    if rule is None or rank in {AttendeeRank.HEAD, AttendeeRank.DEPUTY}:
        return None
    return Refused(
        f"例会由{rule.value}，{AttendeeRank(rank).label}不能{what}。请改派单位其他负责同志代会，或办理请假并说明理由。",
        clause=rule.citation,
    )


def heads_attend(receipt: Receipt) -> Ruling | None:
    """Return the rule by which the head of the unit comes himself, if there is one; it binds members, not guests."""
    meeting, is_bound = receipt.meeting, not receipt.is_guest
    rule = ruling(meeting, "regular_attendees") if is_bound and meeting.kind == Meeting.Kind.REGULAR else None
    return rule if rule and "负责" in str(rule.value) else None


def forget_answer(receipt: Receipt, _: Act) -> None:
    """An answer to another date is no answer; the log keeps it."""
    receipt.attendee_name = receipt.attendee_post = receipt.attendee_rank = receipt.authorised_by = ""
    receipt.reason, receipt.answered_at = "", None
    receipt.letter, receipt.letter_name = None, ""
