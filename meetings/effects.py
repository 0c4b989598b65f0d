"""What a transition does beyond the state. Each effect returns what the log keeps about it."""

from collections.abc import Mapping
from typing import Any

from guardian.shortcuts import assign_perm

from jointmeeting.kernel import clock, jobs
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.numbering import next_number
from jointmeeting.kernel.workflow import Act
from meetings.composition import freeze
from meetings.models import AgendaEntry, AgendaItem, Attendance, Meeting, Minutes, Receipt
from members.models import Role
from members.rules import ruling
from members.services import group_of

RENDER_JOB = "meetings.render_minutes"
SIGN_WORDING = "本人已阅看定稿全文，同意签发。"
ATTENDANCE_FROM_RECEIPT = {Receipt.State.ON_LEAVE: Attendance.State.ON_LEAVE}


def remember_submitted(item: AgendaItem, _: Act) -> None:
    """From now on the office sees the item, even when it is returned."""
    item.was_submitted = True


def count_draft(obj: AgendaItem | Minutes, _: Act) -> None:
    """A returned text comes back as the next draft."""
    obj.version += 1


def place_on_agenda(meeting: Meeting, item: AgendaItem) -> AgendaEntry:
    """Put `item` last on the agenda of a meeting that has not been noticed."""
    if meeting.state != Meeting.State.PLANNED:
        raise Refused(f"“{meeting}”已{meeting.get_state_display().removeprefix('已')}，议程不能再改。")
    if meeting.entries.filter(agenda_item=item).exists():
        raise Refused(f"“{item}”已在“{meeting}”的议程上。")
    last = meeting.entries.order_by("-position").first()
    return AgendaEntry.objects.create(meeting=meeting, agenda_item=item, position=last.position + 1 if last else 1)


def schedule(item: AgendaItem, act: Act) -> Mapping[str, Any]:
    """Put the item on the agenda of the regular meeting chosen."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=act.data["meeting"].pk)
    if meeting.jurisdiction_id != item.jurisdiction_id or meeting.kind != Meeting.Kind.REGULAR:
        raise Refused("请选择本联席会议筹备中的例会。")
    entry = place_on_agenda(meeting, item)
    return {"meeting": meeting.pk, "position": entry.position}


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


def freeze_content(minutes: Minutes, _: Act) -> Mapping[str, Any]:
    """Freeze the text that will be signed; unprintable characters are refused by name and place."""
    minutes.content, minutes.content_hash = freeze(minutes)
    return {"content_hash": minutes.content_hash}


def thaw_content(minutes: Minutes, _: Act) -> None:
    """A returned text is open again; what was frozen stands in the log by its hash."""
    minutes.content, minutes.content_hash = None, ""
    minutes.version += 1


def sign(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Record the intent, take the number, and leave the file to the worker.

    The number is taken here, under the series' row lock, so that number and signature stand or fall together.
    """
    minutes.signed_by, minutes.signed_at = act.by, clock.now()
    minutes.year = clock.today().year
    minutes.number = next_number("minutes", body=minutes.jurisdiction_id, year=minutes.year)
    before = Minutes.objects.filter(jurisdiction=minutes.jurisdiction, number__isnull=False).order_by(
        "-year", "-number"
    )
    minutes.previous_hash = before.values_list("content_hash", flat=True).first() or ""
    jobs.enqueue(RENDER_JOB, minutes.pk)
    rule = ruling(minutes.jurisdiction, "minutes_signed_by")
    return {
        "number": minutes.number_label,
        "content_hash": minutes.content_hash,
        "wording": SIGN_WORDING,
        "role": minutes.meeting.chair_post,
        "authority": rule.citation if rule else "",
        "address": act.data.get("address", ""),
    }


def publish(minutes: Minutes, act: Act) -> Mapping[str, Any]:
    """Attach the certified file and let the recipients read: the distribution list is the grant."""
    minutes.file = act.data["file"]
    groups = [group_of(Role.GOVERNMENT_LEADER, minutes.jurisdiction)]
    for recipient in minutes.recipients.filter(unit__isnull=False).select_related("unit"):
        groups += [group_of(role, recipient.unit) for role in (Role.LIAISON, Role.UNIT_LEADER) if recipient.unit]
    for group in groups:
        assign_perm("meetings.read_minutes", group, minutes)
    return {"sha256": minutes.file.sha256, "groups": len(groups)}
