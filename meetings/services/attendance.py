"""Who came: the staff's list, one's own sign-in by code, and corrections with their reason."""

from collections.abc import Mapping
from datetime import datetime
from secrets import compare_digest
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from jointmeeting.kernel import audit, clock
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.templatetags.ui import cn_time
from meetings.models import Attendance, Meeting, Minutes, Receipt
from members.models import MemberUnit
from members.rules import require

ATTENDED = ("state", "person_name", "person_post", "arrived_at", "left_at")


class Mark(NamedTuple):
    """How one unit stands on the sign-in list."""

    state: str
    person_name: str
    person_post: str = ""
    arrived_at: datetime | None = None
    left_at: datetime | None = None


class Collided(Refused):
    """The list was changed meanwhile by somebody else; nothing was written.

    `rows` is attendance pk → why, `observers` why those were not written, empty where they were not touched.
    """

    def __init__(self, rows: Mapping[int, str], observers: str = "") -> None:
        self.rows, self.observers = dict(rows), observers
        super().__init__("您填写期间，签到情况已有变化，您的修改没有保存。请逐项核对后再保存。")


def as_shown(attendance: Attendance) -> str:
    """Return a line of the list as its form shows it, to tell whether it changed since."""
    moments = (attendance.arrived_at, attendance.left_at)
    times = (f"{timezone.localtime(moment):%-H:%M}" if moment else "" for moment in moments)
    return "|".join([attendance.state, attendance.person_name, *times])


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    rows: Mapping[int, Mark],
    *,
    by: Any,
    reason: str = "",
    seen: Mapping[int, str] | None = None,
    observers: str | None = None,
    seen_observers: str | None = None,
) -> None:
    """Write the lines of the sign-in list that were changed: attendance pk → Mark; `seen` is how they were shown.

    `observers` (列席): one a line, None leaves them as they are; `seen_observers` is how they were shown.
    After the meeting it is a correction, with its reason in the log. Raises Collided where a line reads differently by
    now: who signed in on his phone is not overwritten by a list that did not know of him.
    """
    require(by, "attendance.record", meeting)
    locked = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    _ensure_open(locked, reason)
    there = list(locked.attendances.select_for_update(of=("self",)).filter(pk__in=list(rows)))
    _ensure_unchanged(locked, there, seen or {}, seen_observers if observers is not None else None)
    changes = []
    for attendance in there:
        before = _said(attendance)
        if _mark(attendance, rows[attendance.pk], by=by):
            changes.append(f"{attendance.unit_name}：{before} → {_said(attendance)}")
    if observers is not None and observers != locked.observers:
        changes.append(f"列席：{locked.observers or '无'} → {observers or '无'}".replace("\n", "、"))
        locked.observers = observers
        locked.save(update_fields=["observers"])
    present = locked.attendances.filter(state__in=[Attendance.State.PRESENT, Attendance.State.SUBSTITUTE]).count()
    details = {"present": present, "changes": changes}
    audit.record("attendance.record", locked, by=by, comment=reason, details=details)


def _ensure_unchanged(
    meeting: Meeting, rows: list[Attendance], seen: Mapping[int, str], seen_observers: str | None
) -> None:
    """What is overwritten must have been read before; None and rows that were not shown are asked nothing."""
    changed = {row.pk: _who_was_faster(row) for row in rows if seen.get(row.pk, as_shown(row)) != as_shown(row)}
    said = ""
    if seen_observers is not None and seen_observers != meeting.observers:
        now = meeting.observers.replace("\n", "、") or "无"
        said = f"您填写期间，列席人员已登记为“{now}”，您的修改没有保存。请核对后再保存。"
    if changed or said:
        raise Collided(changed, said)


def _who_was_faster(attendance: Attendance) -> str:
    who = f"由{attendance.signed_by}" if attendance.signed_by else ""
    return f"您填写期间，本行已{who}登记为“{_said(attendance)}”，您的修改没有保存。请核对后再保存。"


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
    if not locked.is_sitting:
        raise Refused("本次为书面征求意见，不需要签到。请在会议页面答复“同意”或“提出不同意见”。")
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
