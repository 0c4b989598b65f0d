"""Why a change of members cannot pass now: the body's rule names who lets it pass."""

from typing import Any

from jointmeeting.kernel.errors import NotApplicable, Refused
from members.change_rules import outgoing_of, rule_of, step_of
from members.models import HandOverItem, MemberChange


def _only(step: str, label: str) -> Any:
    def guard(change: MemberChange, _: Any) -> Refused | None:
        if step_of(change) == step:
            return None
        return NotApplicable(
            f"本联席会议的成员调整不经“{label}”，请按规定的程序办理。", clause=rule_of(change).citation
        )

    return guard


goes_by_filing = _only("file", "备案")
goes_by_meeting = _only("confirm", "会议确定")
goes_by_chief = _only("approve", "总召集人批准")
goes_by_office = _only("adjust", "办公室调整名册")
goes_by_itself = _only("take_effect", "自行接任")


def follows_in_time(change: MemberChange, _: Any) -> Refused | None:
    """Refuse a successor who would begin before the one in office did, or at a unit that is no more."""
    if change.unit.has_ended:
        return Refused(f"{change.unit}已撤销，不再任命新的人员。请退回，由承接其职责的单位另行提出。")
    holder = outgoing_of(change)
    if holder and holder.starts_on >= change.starts_on:
        return Refused(
            f"现任{holder.user}自{holder.starts_on:%Y年%-m月%-d日}起任职，接任日期须晚于这一天。"
            "请退回，由该单位更正接任日期。"
        )
    return None


def by_successor(item: HandOverItem, user: Any) -> Refused | None:
    """Only who takes over says that he has taken over."""
    incoming = item.change.incoming
    if user is None or incoming is None or incoming.user_id != user.pk:
        name = incoming.user if incoming else item.change.successor_name
        return Refused(f"交接事项由接任人{name}本人逐项确认。如尚无账号，请联系联席会议办公室开通。")
    return None
