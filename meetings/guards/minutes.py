"""Reasons why an act on minutes is not possible now. Each returns a Refused with what to do next, or None."""

from typing import Any

from jointmeeting.kernel import audit
from jointmeeting.kernel.errors import Refused
from meetings import posts
from meetings.countersigning import unfounded
from meetings.delegations import delegation_for, signs
from meetings.models import Meeting, Minutes
from meetings.models.agenda import EntryOutcome as Outcome
from meetings.outcomes import untold
from meetings.posts import REVIEWS
from members.groups import ensure_real, real_units
from members.rules import holds

DISCLOSURE = "国办发〔2016〕80号"
PROCEDURE = "中办发〔2012〕14号第十八条"  # 公文拟制包括公文的起草、审核、签发等程序
RETURNS = ("minutes.return", "minutes.revise")


def everything_decided(minutes: Minutes, _: Any) -> Refused | None:
    """Each item of the agenda is decided explicitly before the minutes go on; nothing is decided silently."""
    open_items = minutes.meeting.entries.filter(withdrawn_reason="", outcome="")
    titles = "、".join(f"“{entry.agenda_item.title}”" for entry in open_items.select_related("agenda_item"))
    if not titles:
        return None
    return Refused(f"议题{titles}尚未登记审议结果。请先在议题页面登记。")


def outcomes_are_told(minutes: Minutes, _: Any) -> Refused | None:
    """What was changed, rejected or left to the government stands in the text, whenever it was recorded."""
    if not (rows := untold(minutes)):
        return None
    which = "；".join(f"“{entry.agenda_item}”{entry.get_outcome_display()}" for entry in rows)
    return Refused(
        f"纪要没有写明下列议题的审议结果：{which}。"
        "请在“审议情况”中写明，或者在修改页点“按会议和议程重新生成开头”，系统会补上。"
    )


def meeting_is_over(minutes: Minutes, _: Any) -> Refused | None:
    """A meeting that was reopened may still decide something else."""
    if minutes.meeting.state == Meeting.State.HELD:
        return None
    return Refused("会议已经恢复，尚未结束，纪要不能送审。请先在会议页面结束会议，核对纪要后再送审。")


def has_matters(minutes: Minutes, _: Any) -> Refused | None:
    """Minutes without a resolved matter decide nothing, unless all the meeting did was to reject or to refer."""
    ended = minutes.meeting.entries.filter(outcome__in=[Outcome.REJECTED, Outcome.REFERRED])
    if minutes.matters.exists() or ended.exists():
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


def bases_are_chosen(minutes: Minutes, _: Any) -> Refused | None:
    """Each clause says which published duty it relies on, or that none covers it; the system chooses neither."""
    if not (rows := unfounded(minutes)):
        return None
    which = "、".join(f"第{row.position}条" for row in rows)
    return Refused(
        f"{which}没有选择职责依据。请修改纪要，选择牵头单位的职责原文；没有对应职责的，选“无职责依据”。",
        clause=str(minutes.jurisdiction.charter),
    )


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
    if signs(minutes, user) or delegation_for(minutes, user):
        return None
    rule = posts.sign_rule(minutes)
    presided = "主持会议的" if rule.value == posts.PRESIDED else ""
    return Refused(f"本纪要由{presided}{posts.signer(minutes)}签发，请其本人登录办理。", clause=rule.citation)


def reviewed_by_whom_the_rules_say(minutes: Minutes, user: Any) -> Refused | None:
    """The reviewer is the post of the notice, else of the working rules; by custom, the office's director."""
    rule = posts.review_rule(minutes)
    if holds(user, minutes.jurisdiction, rule.value):
        return None
    return Refused(f"本纪要由{posts.reviewer(minutes)}审核，请其本人登录办理。", clause=rule.citation)


def reviewed_by_another(minutes: Minutes, user: Any) -> Refused | None:
    """Whoever wrote any of it since it was last returned neither reviews nor signs: two pairs of eyes."""
    if minutes.drafted_by_id == user.pk:
        return Refused("起草人不能审核、签发自己起草的纪要，请由其他同志办理。", clause=PROCEDURE)
    returned = audit.history(minutes).filter(act__in=RETURNS).first()
    own = minutes.versions.filter(saved_by=user.pk)
    if not (own.filter(saved_at__gt=returned.at) if returned else own).exists():
        return None
    return Refused(
        "您修改过本次送审的文字，不能审核、签发。请由其他同志办理，或者退回后由起草人修改、重新送审。", clause=PROCEDURE
    )


def reviewer_signs_for_nobody(minutes: Minutes, user: Any) -> Refused | None:
    """Who reviewed does not sign in another's place, unless he presided: he would pass his own review."""
    if signs(minutes, user) or minutes.meeting.chaired_by_id == user.pk:
        return None
    review = audit.history(minutes).filter(act__in=REVIEWS).first()
    if review is None or review.actor_id != user.pk:
        return None
    return Refused(
        "您审核了本纪要，不能再受委托签发：审核和签发应由不同的人办理。请委托人本人签发，或者由其他受委托人签发。",
        clause=PROCEDURE,
    )
