"""Reasons why an act on a meeting or a receipt is not possible now. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.models import Meeting, Minutes, Receipt
from members.models import Role
from members.rules import holds, ruling

POST_NAMES = {**dict(Role.choices), "office": "联席会议办公室", "who_presided": "主持会议的同志"}


def callers_of(meeting: Meeting) -> tuple[tuple[str, ...], str]:
    """Return the posts that may call this kind of meeting, and the rule; the office where nobody has settled it."""
    if meeting.kind == Meeting.Kind.AD_HOC:
        rule = ruling(meeting, "ad_hoc")
        posts = tuple(rule.value.called_by) if rule else ()
        # 乐政办函〔2019〕16号 三（一）: 由召集人或委托牵头单位适时召开; the office sits with the lead unit.
        posts = tuple("office" if post == "lead_unit" else post for post in posts)
        return posts or ("office",), rule.citation if rule and posts else ""
    keys = {Meeting.Kind.REGULAR: "convened_by", Meeting.Kind.LIAISON: "liaison_called_by"}
    key = keys.get(meeting.kind)  # type: ignore[call-overload]
    rule = ruling(meeting, key) if key else None
    return ((rule.value,), rule.citation) if rule else (("office",), "")


def called_by_whom_the_charter_says(meeting: Meeting, user: Any) -> Refused | None:
    """Each kind of meeting is called by the post the notice names, else by the office."""
    posts, clause = callers_of(meeting)
    if any(holds(user, meeting.jurisdiction, post) for post in posts):
        return None
    name = "或".join(POST_NAMES[post] for post in posts)
    return Refused(f"{meeting.get_kind_display()}由{name}召集，请{name}登录办理。", clause=clause)


def has_agenda(meeting: Meeting, _: Any) -> Refused | None:
    """A notice without an agenda tells nobody what to prepare."""
    if meeting.entries.exists() or meeting.carried.exists():
        return None
    return Refused("议程为空，不能发通知。请先列入至少一项议题。")


def people_sat(meeting: Meeting, _: Any) -> Refused | None:
    """What went round on paper has no sitting to go on with."""
    if meeting.is_sitting:
        return None
    return NotApplicable("本次为书面征求意见，没有会议可以恢复。需要再次征求意见的，请另行安排。")


def minutes_are_open(meeting: Meeting, _: Any) -> Refused | None:
    """A meeting goes on only while nothing final was said about it: a text out for review is called back first."""
    state, minutes = Minutes.State, Minutes.objects.filter(meeting=meeting).first()
    if minutes is None or minutes.state == state.DRAFTING:
        return None
    if minutes.state in {state.SIGNED, state.ISSUED}:
        return Refused(
            f"{minutes.number_label}《{minutes}》已签发，会议不能恢复。纪要有误的，请在纪要页面办理“更正”；"
            "需要继续研究的，请列入下次会议。"
        )
    return Refused(f"《{minutes}》{minutes.get_state_display()}。请先将纪要退回或者收回修改，再恢复会议。")


def meeting_takes_receipts(receipt: Receipt, _: Any) -> Refused | None:
    """Receipts can be given and corrected until the meeting begins."""
    if receipt.meeting.state == Meeting.State.NOTICED:
        return None
    state = receipt.meeting.get_state_display()
    return Refused(f"会议状态为“{state}”，回执不能再改。如需变更，请联系联席会议办公室。")
