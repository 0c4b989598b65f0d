"""Creating and editing meetings, receipts and attendance. State changes are in workflows, never here."""

from collections.abc import Mapping
from datetime import datetime
from secrets import compare_digest
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from jointmeeting.kernel import audit, clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_time
from meetings.effects.agenda import place_on_agenda
from meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    PlannedMeeting,
    Receipt,
)
from meetings.services.plan import arrange
from members.models import Jurisdiction, MemberUnit
from members.rules import require

ATTENDED = ("state", "person_name", "person_post", "arrived_at", "left_at")


@transaction.atomic
def plan_meeting(
    body: Jurisdiction, *, by: Any, request_key: UUID, planned: PlannedMeeting | None = None, **fields: Any
) -> Meeting:
    """Plan a meeting of `body`: kind, title, starts_at, place, chaired_by, chair_post; units where not all come.

    `planned` is the line of the year's plan it comes from.
    """
    require(by, "meeting.plan", body)
    if done := audit.find_request(request_key):
        return Meeting.objects.get(pk=done.subject_id)
    units = fields.pop("invited_units", ())
    meeting = Meeting.objects.create(jurisdiction=body, planned_by=by, **fields)
    meeting.invited_units.set(units)
    if planned:
        arrange(planned, meeting)
    audit.record("meeting.plan", meeting, by=by, request_key=request_key)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, *, by: Any, request_key: UUID, **fields: Any) -> None:
    """Change a meeting nobody has been told of; after the notice, time and place change with a notice of their own."""
    require(by, "meeting.plan", meeting)
    if audit.find_request(request_key):
        return
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state != Meeting.State.PLANNED or locked.was_noticed:
        raise Refused("通知已发出，时间地点请办理“通知新的时间”，议程请编排后“发布补充通知”。")
    if fields["kind"] != locked.kind and locked.entries.exists():
        raise Refused("议程上已有议题，不能再改会议类别。请先移出议题，或另建会议。")
    locked.invited_units.set(fields.pop("invited_units", ()))
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    audit.record("meeting.edit", locked, by=by, request_key=request_key)


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


class Mark(NamedTuple):
    """How one unit stands on the sign-in list."""

    state: str
    person_name: str
    person_post: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@transaction.atomic
def record_attendance(
    meeting: Meeting, rows: Mapping[int, Mark], *, by: Any, reason: str = "", observers: str | None = None
) -> None:
    """Write the sign-in list: attendance pk → Mark; after the meeting a correction, with its reason in the log.

    `observers` (列席): one a line, None leaves them as they are.
    """
    require(by, "attendance.record", meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _ensure_open(locked, reason)
    changes = []
    for attendance in locked.attendances.select_for_update(of=("self",)):
        before = _said(attendance)
        if attendance.pk in rows and _mark(attendance, rows[attendance.pk], by=by):
            changes.append(f"{attendance.unit_name}：{before} → {_said(attendance)}")
    if observers is not None and observers != locked.observers:
        changes.append(f"列席：{locked.observers or '无'} → {observers or '无'}".replace("\n", "、"))
        locked.observers = observers
        locked.save(update_fields=["observers"])
    present = locked.attendances.filter(state__in=[Attendance.State.PRESENT, Attendance.State.SUBSTITUTE]).count()
    details = {"present": present, "changes": changes}
    audit.record("attendance.record", locked, by=by, comment=reason, details=details)


def _ensure_open(meeting: Meeting, reason: str) -> None:
    """The list is open while the meeting sits; afterwards it is corrected with a reason until minutes rest on it."""
    if meeting.state == Meeting.State.IN_SESSION:
        return
    if meeting.state != Meeting.State.HELD:
        raise Refused(f"会议状态为“{meeting.get_state_display()}”，只能在会议中登记签到。")
    minutes = Minutes.objects.filter(meeting=meeting).exclude(state=Minutes.State.DRAFTING).first()
    if minutes:
        raise Refused(f"《{minutes}》{minutes.get_state_display()}，签到不能再改。确需更正的，请先退回纪要。")
    if not reason:
        raise Refused("会议已结束，更正签到须填写理由。")


@transaction.atomic
def sign_in(meeting: Meeting, unit: MemberUnit, *, code: str, name: str, post: str, by: Any) -> Attendance:
    """Sign `unit` in by its own person with the code shown in the room."""
    require(by, "attendance.sign_in", unit)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if locked.state != Meeting.State.IN_SESSION:
        raise Refused(f"会议状态为“{locked.get_state_display()}”，会议开始后方可签到。请稍后再试，或由工作人员登记。")
    if not compare_digest(code.strip().encode(), locked.sign_in_code.encode()):
        raise Refused("签到码不正确。请扫描会场二维码，或输入会场显示的8位签到码。")
    attendance = locked.attendances.select_for_update(of=("self",)).filter(unit=unit).first()
    if attendance is None:
        raise Refused(f"{unit}不在本次会议的应到名单中，请联系会务人员。")
    if attendance.arrived_at:
        raise Refused(f"{unit}已于{cn_time(attendance.arrived_at)}签到，无须重复签到。需要更正的，请联系会务人员。")
    stands_in = locked.receipts.filter(unit=unit, state=Receipt.State.SUBSTITUTE).exists()
    state = Attendance.State.SUBSTITUTE if stands_in else Attendance.State.PRESENT
    _mark(attendance, Mark(state, name, post, clock.now()), by=by)
    audit.record("attendance.sign_in", locked, by=by, details={"unit": unit.name, "person": name})
    return attendance


def _mark(attendance: Attendance, mark: Mark, *, by: Any) -> bool:
    """Write one line of the list; tell whether it changed. Who left without an arrival came at the beginning."""
    here = mark.state in {Attendance.State.PRESENT, Attendance.State.SUBSTITUTE}
    arrived = mark.arrived_at or (attendance.meeting.starts_at if mark.left_at else None)
    times = (arrived, mark.left_at) if here else (None, None)
    wanted = (mark.state, mark.person_name, mark.person_post, *times)
    stands = tuple(getattr(attendance, name) for name in ATTENDED)
    if wanted == stands:
        return False
    attendance.state = mark.state
    attendance.person_name, attendance.person_post = mark.person_name, mark.person_post
    attendance.arrived_at, attendance.left_at = times
    attendance.signed_by = by
    attendance.save()
    return True


def _said(attendance: Attendance) -> str:
    times = [f"{cn_time(attendance.arrived_at)}到" if attendance.arrived_at else "",
             f"{cn_time(attendance.left_at)}离" if attendance.left_at else ""]  # fmt: skip
    return " ".join([Attendance.State(attendance.state).label, attendance.person_name, *times]).strip()
