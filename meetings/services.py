"""Creating and editing in this app. State changes are in workflows.py, never here."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from jointmeeting.kernel import audit, files
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.uploads import Upload
from meetings.effects import place_on_agenda
from meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attachment,
    Attendance,
    Meeting,
    Minutes,
    Recipient,
    ResolvedMatter,
)
from members.models import Jurisdiction, MemberUnit
from members.rules import require, ruling


@transaction.atomic
def draft_agenda_item(
    unit: MemberUnit, *, title: str, background: str, proposal: str, upload: Upload | None, by: Any, request_key: UUID
) -> AgendaItem:
    """Draft an item for `unit`; the same `request_key` drafts it once."""
    require(by, "agenda_item.create", unit)
    if done := audit.find_request(request_key):
        return AgendaItem.objects.get(pk=done.subject_id)
    item = AgendaItem.objects.create(
        jurisdiction=unit.jurisdiction, unit=unit, title=title, background=background, proposal=proposal, drafted_by=by
    )
    if upload:
        _attach(item, upload, by=by)
    audit.record("agenda_item.create", item, by=by, request_key=request_key)
    return item


@transaction.atomic
def edit_agenda_item(
    item: AgendaItem, *, title: str, background: str, proposal: str, upload: Upload | None, by: Any, request_key: UUID
) -> None:
    """Change a draft; a submitted item is changed only after it was returned."""
    require(by, "agenda_item.edit", item)
    if audit.find_request(request_key):
        return
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if locked.state != AgendaItem.State.DRAFT:
        raise Refused(f"议题状态为“{locked.get_state_display()}”，不能修改。如需修改，请联系办公室退回。")
    locked.title, locked.background, locked.proposal = title, background, proposal
    locked.save()
    if upload:
        _attach(locked, upload, by=by)
    audit.record("agenda_item.edit", locked, by=by, request_key=request_key)


def _attach(item: AgendaItem, upload: Upload, *, by: Any) -> None:
    stored = files.store(upload.content, media_type=upload.media_type)
    Attachment.objects.create(agenda_item=item, file=stored, name=upload.name, added_by=by)


@transaction.atomic
def plan_meeting(body: Jurisdiction, *, by: Any, request_key: UUID, **fields: Any) -> Meeting:
    """Plan a meeting of `body`: kind, title, starts_at, place, chaired_by, chair_post."""
    require(by, "meeting.plan", body)
    if done := audit.find_request(request_key):
        return Meeting.objects.get(pk=done.subject_id)
    meeting = Meeting.objects.create(jurisdiction=body, planned_by=by, **fields)
    audit.record("meeting.plan", meeting, by=by, request_key=request_key)
    return meeting


@transaction.atomic
def add_to_agenda(meeting: Meeting, item: AgendaItem, *, by: Any) -> AgendaEntry:
    """Put an accepted item on the agenda of a liaison meeting."""
    require(by, "meeting.add_item", meeting)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.kind != Meeting.Kind.LIAISON or item.state != AgendaItem.State.ACCEPTED:
        raise Refused("只有办公室已受理的议题可以列入联络员会议。例会议程请在议题页面办理“列入例会议程”。")
    entry = place_on_agenda(locked, item)
    audit.record("meeting.add_item", locked, by=by, details={"agenda_item": item.pk, "title": item.title})
    return entry


@transaction.atomic
def record_attendance(meeting: Meeting, rows: Mapping[int, tuple[str, str]], *, by: Any) -> None:
    """Write the sign-in list: attendance pk → (state, person's name), while the meeting is in session."""
    require(by, "attendance.record", meeting)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != Meeting.State.IN_SESSION:
        raise Refused(f"会议状态为“{locked.get_state_display()}”，只能在会议中登记签到。")
    for attendance in locked.attendances.all():
        if attendance.pk in rows:
            attendance.state, attendance.person_name = rows[attendance.pk]
            attendance.save()
    present = locked.attendances.filter(state__in=[Attendance.State.PRESENT, Attendance.State.SUBSTITUTE]).count()
    audit.record("attendance.record", locked, by=by, details={"present": present})


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: Any) -> Minutes:
    """Open the minutes of a held regular meeting, or return those there are."""
    require(by, "minutes.draft", meeting)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if existing := Minutes.objects.filter(meeting=locked).first():
        return existing
    if locked.kind != Meeting.Kind.REGULAR or locked.state != Meeting.State.HELD:
        raise Refused("会议结束后才能起草纪要。请先结束会议。")
    minutes = Minutes.objects.create(
        jurisdiction=locked.jurisdiction,
        meeting=locked,
        title=f"{locked.title}纪要",
        opening=_opening(locked),
        drafted_by=by,
    )
    _address(minutes)
    audit.record("minutes.draft", minutes, by=by)
    return minutes


def _opening(meeting: Meeting) -> str:
    day = timezone.localtime(meeting.starts_at)
    titles = "、".join(f"“{e.agenda_item.title}”" for e in meeting.entries.select_related("agenda_item"))
    return (
        f"{day.year}年{day.month}月{day.day}日，{meeting.chair_post}{meeting.chaired_by}在{meeting.place}"
        f"主持召开{meeting.title}。会议审议了{titles}。现将会议议定事项纪要如下："
    )


def _address(minutes: Minutes) -> None:
    """Address the minutes: every unit given notice, whom the charter reports to, and its cc."""
    rows = [
        Recipient(minutes=minutes, kind=Recipient.Kind.TO, unit=receipt.unit, label=receipt.unit.name)
        for receipt in minutes.meeting.receipts.select_related("unit")
    ]
    for key, kind in (("minutes_reported_to", Recipient.Kind.REPORT), ("cc", Recipient.Kind.CC)):
        rule = ruling(minutes.jurisdiction, key)
        if rule and rule.value:
            rows.append(Recipient(minutes=minutes, kind=kind, label=rule.value))
    Recipient.objects.bulk_create(rows)


@transaction.atomic
def edit_minutes(
    minutes: Minutes, *, version: int, opening: str, title: str, matters: Iterable[Mapping[str, Any]], by: Any
) -> None:
    """Replace the draft's text and matters; refuse when somebody else saved since `version` was read."""
    require(by, "minutes.edit", minutes)
    locked = Minutes.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    if locked.state != Minutes.State.DRAFTING:
        raise Refused(f"纪要状态为“{locked.get_state_display()}”，不能修改。如需修改，请先退回。")
    if locked.version != version:
        last = audit.history(locked).filter(act="minutes.edit").first()
        who = f"{last.actor_name}于{timezone.localtime(last.at):%H:%M}" if last else "其他同志"
        raise Refused(f"{who}已保存了新的一稿，您的修改没有写入。请返回复制您的文字，刷新后再改。")
    locked.title, locked.opening, locked.version = title, opening, version + 1
    locked.save()
    locked.matters.all().delete()
    for position, row in enumerate(matters, 1):
        supporting = row["supporting_units"]
        fields = {key: row[key] for key in ("agenda_item", "heading", "text", "lead_unit", "due_on")}
        matter = ResolvedMatter.objects.create(minutes=locked, position=position, **fields)
        matter.supporting_units.set(unit for unit in supporting if unit != row["lead_unit"])
    audit.record("minutes.edit", locked, by=by, details={"version": locked.version})
