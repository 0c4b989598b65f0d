"""Reasons why an act on agenda items is not possible now. Each returns a Refused with what to do next, or None."""

from typing import Any

from django.db.models import QuerySet

from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import AgendaItem, MajorMatter, Meeting
from meetings.models.meeting import AHEAD, DECIDING
from meetings.way import approval, liaisons_first
from members.models import Jurisdiction
from members.rules import ruling


def discussed_by_liaisons_first(item: AgendaItem, _: Any) -> Refused | None:
    """The notice may ask for a liaison meeting before the joint meeting (乐政办函〔2019〕16号 三（二）)."""
    if rule := liaisons_first(item):
        return Refused("联席会议召开之前，议题须先经联络员会议讨论。请先把本议题列入联络员会议。", clause=rule.citation)
    return None


def director_reviews(item: AgendaItem, _: Any) -> Refused | None:
    """The step exists only where the notice asks for it (张北县通知 二（三）2)."""
    if "director_review" in approval(item)[0]:
        return None
    return NotApplicable("本联席会议制度没有规定议题须经办公室主任审核，请直接列入议程。")


def chief_approves(item: AgendaItem, _: Any) -> Refused | None:
    """Likewise for the chief convener's approval."""
    if "chief_approval" in approval(item)[0]:
        return None
    return NotApplicable("本联席会议制度没有规定议题须经总召集人批准，请直接列入议程。")


def reviewed_by_director_first(item: AgendaItem, _: Any) -> Refused | None:
    """The chief convener is asked after the director, never before."""
    steps, clause = approval(item)
    if "director_review" in steps and item.state != AgendaItem.State.ADMITTED:
        return Refused("议题须先经办公室主任审核，再报总召集人批准。请办公室主任先办理审核。", clause=clause)
    return None


def approved_as_the_notice_says(item: AgendaItem, _: Any) -> Refused | None:
    """An item goes on the agenda after the last step the notice asks for; a deferred item went through them before."""
    steps, clause = approval(item)
    last = {"director_review": AgendaItem.State.ADMITTED, "chief_approval": AgendaItem.State.APPROVED}
    if not steps or item.state in {last[steps[-1]], AgendaItem.State.DEFERRED}:
        return None
    who = "总召集人批准" if steps[-1] == "chief_approval" else "办公室主任审核"
    return Refused(f"议题须经{who}后才能列入议程。请先报批。", clause=clause)


def liaison_meeting_held(item: AgendaItem, _: Any) -> Refused | None:
    """An item counts as discussed only when a liaison meeting had it on its agenda; not every notice asks for one."""
    entries = item.entries.filter(meeting__kind=Meeting.Kind.LIAISON, withdrawn_reason="")
    if entries.filter(meeting__state__in=[Meeting.State.IN_SESSION, Meeting.State.HELD]).exists():
        return None
    rule = ruling(item, "liaison_meeting_before")
    if not (rule and rule.value) and not entries.exists():
        return NotApplicable("本联席会议制度没有规定议题须先经联络员会议讨论，本议题也没有列入联络员会议。")
    return Refused("本议题尚未列入已开始的联络员会议。请先在联络员会议页面列入议程并开始会议。")


def regular_meeting_held(item: AgendaItem, _: Any) -> Refused | None:
    """An item is decided or deferred at the meeting whose agenda it stands on now, not by an earlier one."""
    meeting = _awaited(item)
    if meeting and meeting.state in {Meeting.State.IN_SESSION, Meeting.State.HELD}:
        return None
    return Refused("列入本议题的会议尚未开始，不能议定。请在会议开始后办理。")


def not_yet_deliberated(item: AgendaItem, user: Any) -> Refused | None:
    """Until the meeting has been held a unit may take its item back; then the meeting's own decision is recorded."""
    meeting = _awaited(item)
    if item.state == AgendaItem.State.SCHEDULED and meeting and meeting.state == Meeting.State.HELD:
        return Refused("列入本议题的会议已经结束，不能撤回。请由办公室登记审议结果。")
    return None


def not_called_up(item: AgendaItem, _: Any) -> Refused | None:
    """What people sit over is not sent back behind their backs."""
    meeting = _awaited(item)
    if item.state != AgendaItem.State.SCHEDULED or (meeting and meeting.state in AHEAD):
        return None
    return Refused("列入本议题的会议已经开始，不能退回。请办理“会上撤回”，或者登记审议结果。")


def the_government_is_not_asked(item: AgendaItem, _: Any) -> Refused | None:
    """An item left to the government comes back to the meeting only when nobody waits for that decision any more."""
    if item.major_matters.exclude(state=MajorMatter.State.WITHDRAWN).exists():
        return NotApplicable(
            "本议题已报请政府决定，决定在重大问题中登记。不再报告的，请先在重大问题页面办理“不再报告”。"
        )
    return None


def late_item_allowed(item: AgendaItem, _: Any) -> Refused | None:
    """What came after the cut-off of its call is accepted only with the director's consent."""
    if not item.is_late or item.is_late_allowed:
        return None
    return Refused("本议题逾期提报，须经办公室主任同意后才能受理。请办公室主任先办理“同意逾期提报”。")


def waits_for_late_consent(item: AgendaItem, _: Any) -> Refused | None:
    """Consent is asked for late items only, once."""
    if item.is_late and not item.is_late_allowed:
        return None
    return NotApplicable("本议题没有逾期，或已同意逾期提报，请直接受理。")


def a_meeting_sits(item: AgendaItem, _: Any) -> Refused | None:
    """An urgent motion is raised in the room, and nowhere else."""
    if sitting(item.jurisdiction).exists():
        return None
    return NotApplicable("没有正在进行的会议，不能提出临时动议。请办理“列入会议议程”。")


def sitting(body: Jurisdiction) -> QuerySet[Meeting]:
    """Return the deciding meetings of `body` that are in session."""
    kinds = DECIDING - {Meeting.Kind.WRITTEN}
    return Meeting.objects.filter(jurisdiction=body, kind__in=kinds, state=Meeting.State.IN_SESSION)


def _awaited(item: AgendaItem) -> Meeting | None:
    entry = item.current_entry()
    return entry.meeting if entry else None


def meeting_not_begun(item: AgendaItem, _: Any) -> Refused | None:
    """Until the meeting begins an item can be taken off its agenda."""
    meeting = _awaited(item)
    if meeting and meeting.state in AHEAD:
        return None
    return NotApplicable("会议已经开始，请办理“会上撤回”，或者登记审议结果。")


def meeting_in_session(item: AgendaItem, _: Any) -> Refused | None:
    """From then on, until it ends, an item can be withdrawn before everybody's eyes."""
    meeting = _awaited(item)
    if meeting and meeting.state == Meeting.State.IN_SESSION:
        return None
    return NotApplicable("会议不在进行中，不能办理会上撤回。会前请办理“撤出议程”。")
