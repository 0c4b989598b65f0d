"""Reasons why an act in this app is not possible now."""

from typing import Any

from duties.lights import light_of
from duties.models import Assignment, AssignmentState, Evidence, Extension, ExtensionState, PartState
from jointmeeting.kernel import access, clock
from jointmeeting.kernel.errors import Refused
from members.rules import WORKING_RULES, ruling

OPEN = {AssignmentState.ACCEPTED, AssignmentState.IN_PROGRESS}
IN_TIME = f"{WORKING_RULES}：延期须在办理时限届满前提出"
WITH_EVIDENCE = f"{WORKING_RULES}：办结须有佐证材料，由牵头单位以外的同志核验"


def not_of_the_reporting_unit(obj: Any, user: Any) -> Refused | None:
    """The unit that reports does not decide on its own report."""
    if obj.lead_unit_id not in {grant.unit_id for grant in access.roles_of(user)}:
        return None
    return Refused("牵头单位不能核定本单位报告的事项，请由联席会议办公室其他同志办理。", clause=WITH_EVIDENCE)


def within_refusal_limit(assignment: Assignment, _: Any) -> Refused | None:
    """A unit refuses within so many working days of the assigning."""
    rule = ruling(assignment.jurisdiction, "refuse_days")
    if rule is None:
        return None
    last = clock.add_workdays(assignment.assigned_on, rule.value)
    if clock.today() <= last:
        return None
    sentence = f"不予签收应在交办后{rule.value}个工作日内（{_day(last)}前）提出，现已超过。请先签收，再与办公室商议。"
    return Refused(sentence, clause=rule.citation)


def has_evidence(assignment: Assignment, _: Any) -> Refused | None:
    """Nothing is reported done without something that shows it."""
    if Evidence.objects.filter(progress__assignment=assignment).exists():
        return None
    return Refused("还没有佐证材料，不能报告办结。请先报告进展，并上传文件、照片或台账。", clause=WITH_EVIDENCE)


def pieces_are_done(assignment: Assignment, _: Any) -> Refused | None:
    """What it was split into and what supporting units took on is finished first."""
    if child := assignment.children.open().first():
        return Refused(f"分解出的事项“{child}”尚未销号，请先办结该事项。")
    part = assignment.parts.filter(state=PartState.OPEN, unit__isnull=False).exclude(text="").first()
    if part is None:
        return None
    return Refused(f"{part.label}的配合分工尚未完成。请{part.label}在本页登记完成，或由办公室联系该单位。")


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
    if extension.assignment.state in OPEN:
        return None
    return Refused(f"工作事项当前为“{extension.assignment.get_state_display()}”，不能延期。")


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
