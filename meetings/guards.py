"""Reasons why an act of this app is not possible now. Each returns a Refused with what to do next, or None."""

from typing import Any

from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import AgendaItem, Meeting, Minutes, Receipt
from members.models import Role
from members.rules import holds, ruling

POST_NAMES = {**dict(Role.choices), "office": "联席会议办公室", "who_presided": "主持会议的同志"}


def discussed_by_liaisons_first(item: AgendaItem, _: Any) -> Refused | None:
    """The notice may ask for a liaison meeting before the joint meeting (乐政办函〔2019〕16号 三（二）)."""
    rule = ruling(item.jurisdiction, "liaison_meeting_before")
    if item.state == AgendaItem.State.ACCEPTED and rule and rule.value:
        return Refused("联席会议召开之前，议题须先经联络员会议讨论。请先把本议题列入联络员会议。", clause=rule.citation)
    return None


def _approval(item: AgendaItem) -> tuple[tuple[str, ...], str]:
    """Return the steps an item goes through before it is put on an agenda, and the clause; none by custom."""
    rule = ruling(item.jurisdiction, "agenda_approval")
    return (tuple(rule.value), rule.citation) if rule else ((), "")


def director_reviews(item: AgendaItem, _: Any) -> Refused | None:
    """The step exists only where the notice asks for it (张北县通知 二（三）2)."""
    if "director_review" in _approval(item)[0]:
        return None
    return NotApplicable("本联席会议制度没有规定议题须经办公室主任审核，请直接列入议程。")


def chief_approves(item: AgendaItem, _: Any) -> Refused | None:
    """Likewise for the chief convener's approval."""
    if "chief_approval" in _approval(item)[0]:
        return None
    return NotApplicable("本联席会议制度没有规定议题须经总召集人批准，请直接列入议程。")


def reviewed_by_director_first(item: AgendaItem, _: Any) -> Refused | None:
    """The chief convener is asked after the director, never before."""
    steps, clause = _approval(item)
    if "director_review" in steps and item.state != AgendaItem.State.ADMITTED:
        return Refused("议题须先经办公室主任审核，再报总召集人批准。请办公室主任先办理审核。", clause=clause)
    return None


def approved_as_the_notice_says(item: AgendaItem, _: Any) -> Refused | None:
    """An item goes on the agenda after the last step the notice asks for; a deferred item went through them before."""
    steps, clause = _approval(item)
    last = {"director_review": AgendaItem.State.ADMITTED, "chief_approval": AgendaItem.State.APPROVED}
    if not steps or item.state in {last[steps[-1]], AgendaItem.State.DEFERRED}:
        return None
    who = "总召集人批准" if steps[-1] == "chief_approval" else "办公室主任审核"
    return Refused(f"议题须经{who}后才能列入议程。请先报批。", clause=clause)


def liaison_meeting_held(item: AgendaItem, _: Any) -> Refused | None:
    """An item counts as discussed only when a liaison meeting had it on its agenda."""
    held = item.entries.filter(
        meeting__kind=Meeting.Kind.LIAISON, meeting__state__in=[Meeting.State.IN_SESSION, Meeting.State.HELD]
    )
    if held.exists():
        return None
    return Refused("本议题尚未列入已开始的联络员会议。请先在联络员会议页面列入议程并开始会议。")


def regular_meeting_held(item: AgendaItem, _: Any) -> Refused | None:
    """An item is decided or deferred at the meeting whose agenda it stands on, not before."""
    held = item.entries.filter(
        meeting__kind=Meeting.Kind.REGULAR, meeting__state__in=[Meeting.State.IN_SESSION, Meeting.State.HELD]
    )
    if held.exists():
        return None
    return Refused("列入本议题的例会尚未开始，不能议定。请在会议开始后办理。")


def called_by_whom_the_charter_says(meeting: Meeting, user: Any) -> Refused | None:
    """Regular meetings are called by the post the notice names; liaison meetings by the office."""
    key = "convened_by" if meeting.kind == Meeting.Kind.REGULAR else "liaison_called_by"
    rule = ruling(meeting.jurisdiction, key)
    post = rule.value if rule else "office"
    if holds(user, meeting.jurisdiction, post):
        return None
    name = POST_NAMES[post]
    return Refused(
        f"{meeting.get_kind_display()}由{name}召集，请{name}登录办理。", clause=rule.citation if rule else ""
    )


def has_agenda(meeting: Meeting, _: Any) -> Refused | None:
    """A notice without an agenda tells nobody what to prepare."""
    if meeting.entries.exists():
        return None
    return Refused("议程为空，不能发通知。请先列入至少一项议题。")


def meeting_takes_receipts(receipt: Receipt, _: Any) -> Refused | None:
    """Receipts can be given and corrected until the meeting begins."""
    if receipt.meeting.state == Meeting.State.NOTICED:
        return None
    state = receipt.meeting.get_state_display()
    return Refused(f"会议状态为“{state}”，回执不能再改。如需变更，请联系联席会议办公室。")


def everything_decided(minutes: Minutes, _: Any) -> Refused | None:
    """Each item of the agenda is decided explicitly before the minutes go on; nothing is decided silently."""
    open_items = minutes.meeting.entries.filter(agenda_item__state=AgendaItem.State.SCHEDULED)
    titles = "、".join(f"“{entry.agenda_item.title}”" for entry in open_items.select_related("agenda_item"))
    if not titles:
        return None
    return Refused(f"议题{titles}尚未登记议定或暂缓。请先在议题页面登记结果。")


def has_matters(minutes: Minutes, _: Any) -> Refused | None:
    """Minutes without a resolved matter decide nothing."""
    if minutes.matters.exists():
        return None
    return Refused("纪要没有议定事项。请先填写至少一条议定事项，写明牵头单位和时限。")


def signed_by_whom_the_rules_say(minutes: Minutes, user: Any) -> Refused | None:
    """The signer is the post of the notice, else of the working rules; by custom, who presided."""
    rule = ruling(minutes.jurisdiction, "minutes_signed_by")
    post = rule.value if rule else "who_presided"
    citation = rule.citation if rule else ""
    meeting = minutes.meeting
    if post == "who_presided":
        if meeting.chaired_by_id == user.pk:
            return None
        return Refused(f"本纪要由主持会议的{meeting.chair_post}签发，请其本人登录办理。", clause=citation)
    if holds(user, minutes.jurisdiction, post):
        return None
    return Refused(f"本纪要由{POST_NAMES[post]}签发，请其本人登录办理。", clause=citation)


def reviewed_by_another(minutes: Minutes, user: Any) -> Refused | None:
    """Who drafted does not review or sign: two pairs of eyes."""
    if minutes.drafted_by_id != user.pk:
        return None
    return Refused("起草人不能审核、签发自己起草的纪要，请由其他同志办理。")
