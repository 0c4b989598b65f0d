"""Reasons why an act in this app is not possible now."""

from typing import Any

from duties.lights import light_of
from duties.models import Assignment, Evidence, Extension, ExtensionState, Part, PartState
from duties.models.assignment import ENDED, WORKING
from jointmeeting.kernel import access, clock
from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import Meeting
from members.models import Role
from members.permissions import LEADERS, OFFICE
from members.queries import units_by_name
from members.rules import ruling

BY_DEFAULT = "系统默认（通知和办公室工作规则未规定）"  # nobody confirmed these: they are not cited as anybody's rule
IN_TIME = f"{BY_DEFAULT}：延期须在办理时限届满前提出"
WITH_EVIDENCE = f"{BY_DEFAULT}：办结须有佐证材料"
BY_OTHERS = f"{BY_DEFAULT}：办结由牵头单位以外的同志核验"


def not_of_the_reporting_unit(obj: Any, user: Any) -> Refused | None:
    """The unit that reports does not decide on its own report."""
    if obj.lead_unit_id not in {grant.unit_id for grant in access.roles_of(user)}:
        return None
    return Refused("牵头单位不能核定本单位报告的事项，请由联席会议办公室其他同志办理。", clause=BY_OTHERS)


def verified_from_outside(assignment: Assignment, user: Any) -> Refused | None:
    """What the unit that hosts the office leads is verified by the director or a convener, not by the unit's own staff.

    Conveners verify nothing else. A director who holds a post in the unit is stopped by `not_of_the_reporting_unit`.
    """
    roles = {grant.role for grant in access.roles_of(user) if grant.jurisdiction_id == assignment.jurisdiction_id}
    host = assignment.jurisdiction.charter.record.office_host_unit
    if host is None or units_by_name(assignment.jurisdiction).get(host.value) != assignment.lead_unit:
        if roles & OFFICE:
            return None
        return NotApplicable("核验由联席会议办公室办理。召集人只核验办公室所在单位牵头的事项。", clause=BY_OTHERS)
    if roles & {Role.DIRECTOR, *LEADERS}:
        return None
    said = (
        f"联席会议办公室设在{host.value}，{host.value}牵头的事项由办公室主任或者召集人核验，"
        "办公室工作人员不能自行核验。请提请办公室主任办理。"
    )
    return Refused(said, clause=assignment.jurisdiction.charter.cite(host.clause))


def whole_is_open(assignment: Assignment, _: Any) -> Refused | None:
    """A piece is not taken up again under a whole that is closed."""
    whole = assignment.parent
    if whole is None or whole.state not in ENDED:
        return None
    return Refused(f"分解自的“{whole}”当前为“{whole.get_state_display()}”。请先重新办理该事项，再重新办理本事项。")


def has_where_to_go(assignment: Assignment, _: Any) -> Refused | None:
    """Work is merged into what its lead unit leads or supports, and is due no later."""
    if assignment.may_merge_into().exists():
        return None
    return Refused(
        "没有可以并入的事项：只能并入牵头单位牵头或者配合的、时限不晚于本事项的未结事项。"
        "需要并入其他单位牵头的事项的，请先在该事项“安排配合分工”中列入牵头单位。"
    )


def has_meeting_ahead(assignment: Assignment, _: Any) -> Refused | None:
    """It is put before a meeting that is being prepared."""
    if Meeting.objects.filter(jurisdiction=assignment.jurisdiction_id, state=Meeting.State.PLANNED).exists():
        return None
    return Refused("没有筹备中的会议，不能提交会议研究。请先在“会议”中筹备会议。")


def within_refusal_limit(assignment: Assignment, _: Any) -> Refused | None:
    """A unit refuses within so many working days of the assigning."""
    rule = ruling(assignment.jurisdiction, "refuse_days")
    if rule is None:
        return None
    last = clock.add_workdays(assignment.handed_on, rule.value)
    if clock.today() <= last:
        return None
    sentence = f"不予签收应在交办后{rule.value}个工作日内（{_day(last)}前）提出，现已超过。请先签收，再与办公室商议。"
    return Refused(sentence, clause=rule.citation)


def has_evidence(assignment: Assignment, _: Any) -> Refused | None:
    """Nothing is reported done without something that shows it."""
    shown = Evidence.objects.filter(progress__assignment=assignment, progress__part=None)
    if assignment.reopened_at is None:
        if shown.exists():
            return None
        return Refused("还没有佐证材料，不能办结。请牵头单位先报告进展，并上传文件、照片或台账。", clause=WITH_EVIDENCE)
    if shown.filter(progress__reported_at__gte=assignment.reopened_at).exists():
        return None
    again = "重新办理后还没有新的佐证材料，不能办结。请牵头单位先报告进展，并上传重新办理的文件、照片或台账。"
    return Refused(again, clause=WITH_EVIDENCE)


def pieces_are_done(assignment: Assignment, _: Any) -> Refused | None:
    """What it was split into and what supporting units took on is finished first."""
    if child := assignment.children.open().first():
        return Refused(f"分解出的事项“{child}”尚未销号，请先办结该事项。")
    part = assignment.parts.filter(state=PartState.OPEN, unit__isnull=False).exclude(text="").first()
    if part is None:
        return None
    return Refused(
        f"{part.label}的配合分工尚未完成。请{part.label}在本页登记完成；不再需要的，由办公室或者牵头单位在“安排配合分工”中取消。"
    )


def still_asked_for(part: Part, _: Any) -> Refused | None:
    """Nothing is reported on a part once the whole has ended."""
    if part.assignment.state not in ENDED:
        return None
    return Refused(f"工作事项当前为“{part.assignment.get_state_display()}”，配合分工不再变动。")


def has_begun(assignment: Assignment, _: Any) -> Refused | None:
    """Nothing is reported done before the day it begins."""
    if assignment.not_before is None or assignment.not_before <= clock.today():
        return None
    return Refused(f"本事项自{_day(assignment.not_before)}起办理，起办前不能报告办结。")


def extension_in_time(assignment: Assignment, _: Any) -> Refused | None:
    """More time is asked for before the date, never afterwards."""
    if assignment.due_on is None:
        return Refused("本事项没有规定时限，不需要申请延期。")
    if clock.today() <= assignment.due_on:
        return None
    sentence = f"办理时限{_day(assignment.due_on)}已过，不能再申请延期。请尽快办结，并在进展中说明逾期原因。"
    return Refused(sentence, clause=IN_TIME)


def no_extension_open(assignment: Assignment, _: Any) -> Refused | None:
    """One request at a time."""
    if not assignment.extensions.filter(state=ExtensionState.REQUESTED).exists():
        return None
    return Refused("已有一件延期申请待审批，请等办公室答复后再申请。")


def still_under_way(extension: Extension, _: Any) -> Refused | None:
    """More time is granted only for work under way."""
    return not_under_way(extension.assignment)


def not_under_way(assignment: Assignment) -> Refused | None:
    """Say in which state no more time is granted."""
    if assignment.state in WORKING:
        return None
    return Refused(f"工作事项当前为“{assignment.get_state_display()}”，不能延期。请恢复办理后再审批。")


def without_date(assignment: Assignment, _: Any) -> Refused | None:
    """A date that stands moves by extension only."""
    if assignment.due_on is None:
        return None
    return Refused("办理时限已经确定，只能由牵头单位申请延期。", clause=IN_TIME)


def near_or_late(assignment: Assignment, _: Any) -> Refused | None:
    """A slip is sent for what comes near or is late; before that a word does."""
    if light_of(assignment).tone in {"soon", "late"}:
        return None
    return Refused("本事项还没有临近时限，不发督办单。如需提醒，请用“催办”。")


def _day(day: Any) -> str:
    return f"{day.month}月{day.day}日"
