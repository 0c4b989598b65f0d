"""Reasons why an act on minutes is not possible now. Each returns a Refused with what to do next, or None."""

from typing import Any

from jointmeeting.kernel.errors import Refused
from meetings.delegations import delegation_for, signs
from meetings.guards.meeting import POST_NAMES
from meetings.models import AgendaItem, Minutes
from members.groups import ensure_real, real_units
from members.models import Role
from members.rules import holds, ruling

DISCLOSURE = "国办发〔2016〕80号"


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


def disclosure_is_chosen(minutes: Minutes, _: Any) -> Refused | None:
    """To whom a document is open is said when it is drafted, and passed on with it (国办发〔2016〕80号)."""
    if minutes.disclosure:
        return None
    if minutes.state == Minutes.State.DRAFTING:
        return Refused(
            "纪要没有公开属性。请修改纪要，选择主动公开、依申请公开或者不予公开，再送审。", clause=DISCLOSURE
        )
    return Refused("纪要没有公开属性。请退回修改，由办公室选择后再送审。", clause=DISCLOSURE)


def charges_real_units(minutes: Minutes, _: Any) -> Refused | None:
    """A group leads nothing, and one whose units nobody entered is charged with nothing: nobody would do it."""
    for matter in minutes.matters.select_related("lead_unit").prefetch_related("supporting_units"):
        try:
            ensure_real(matter.lead_unit)
            real_units(matter.supporting_units.all())
        except Refused as refusal:
            return refusal
    return None


def signed_by_whom_the_rules_say(minutes: Minutes, user: Any) -> Refused | None:
    """The signer is the post of the notice, else of the working rules; by custom, who presided; or his delegate."""
    rule = ruling(minutes, "minutes_signed_by")
    post = rule.value if rule else "who_presided"
    citation = rule.citation if rule else ""
    meeting = minutes.meeting
    if signs(minutes, user) or delegation_for(minutes, user):
        return None
    if post == "who_presided":
        return Refused(f"本纪要由主持会议的{meeting.chair_post}签发，请其本人登录办理。", clause=citation)
    return Refused(f"本纪要由{POST_NAMES[post]}签发，请其本人登录办理。", clause=citation)


def reviewed_by_whom_the_rules_say(minutes: Minutes, user: Any) -> Refused | None:
    """The reviewer is the post of the notice, else of the working rules; by custom, the office's director."""
    rule = ruling(minutes, "minutes_reviewed_by")
    post = rule.value if rule else Role.DIRECTOR
    if holds(user, minutes.jurisdiction, post):
        return None
    return Refused(f"本纪要由{POST_NAMES[post]}审核，请其本人登录办理。", clause=rule.citation if rule else "")


def reviewed_by_another(minutes: Minutes, user: Any) -> Refused | None:
    """Who drafted does not review or sign: two pairs of eyes."""
    if minutes.drafted_by_id != user.pk:
        return None
    return Refused("起草人不能审核、签发自己起草的纪要，请由其他同志办理。")
