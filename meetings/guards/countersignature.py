"""Reasons why minutes cannot go on for want of consent, or an answer is not taken. Each returns a Refused, or None."""

from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import NotApplicable, Refused
from meetings.countersigning import asked, consent_clause, stand, standing, unasked
from meetings.models import Countersignature, Minutes
from members.rules import ruling

SHOWN = 3  # names in a sentence


def consent_is_asked(minutes: Minutes, _: Any) -> Refused | None:
    """The step exists only where a notice or the working rules ask for it (宝陈政办发〔2022〕45号 三)."""
    if consent_clause(minutes):
        return None
    return NotApplicable("本联席会议制度没有规定纪要须经会签，请直接审核通过。")


def no_consent_is_asked(minutes: Minutes, _: Any) -> Refused | None:
    """Where consent is asked for, the director's review leads to the units, not to the signer."""
    if clause := consent_clause(minutes):
        return NotApplicable("纪要须经会签后才能签发，请送会签。", clause=clause)
    return None


def somebody_to_ask(minutes: Minutes, _: Any) -> Refused | None:
    """Consent of nobody is no consent."""
    clause = consent_clause(minutes)
    if not clause or asked(minutes):
        return None
    return Refused("没有与会单位的签到记录，无法送会签。请先核对会议签到。", clause=clause)


def somebody_is_silent(minutes: Minutes, _: Any) -> Refused | None:
    """Nobody is reminded of what he has done."""
    if stand(standing(minutes)).pending:
        return None
    return NotApplicable("各单位均已会签，不需要催办。")


def consents_are_whole(minutes: Minutes, _: Any) -> Refused | None:
    """Nothing is signed while a consent the rule asks for is missing or an objection stands."""
    clause = consent_clause(minutes)
    if not clause:
        return None
    now, forgotten = stand(standing(minutes)), unasked(minutes)
    if forgotten or not now.total:
        names = "、".join(unit.name for unit in forgotten) or "与会单位"
        return Refused(f"{names}尚未送会签（会议签到可能有变化）。请收回修改，重新送会签。", clause=clause)
    if now.pending:
        return Refused(f"纪要尚未会签完毕：{_names(now.pending)}。请催办，或者收回修改。", clause=clause)
    if now.objected:
        return Refused(f"尚有异议未裁定：{_names(now.objected)}。请召集人裁定。", clause=clause)
    if now.upheld:
        return Refused(f"已采纳的异议尚未修改：{_names(now.upheld)}。请收回修改。", clause=clause)
    return None


def _names(rows: list[Countersignature]) -> str:
    names = list(dict.fromkeys(f"{row.unit}（第{row.position}条）" for row in rows))
    return "、".join(names[:SHOWN]) + (f"等{len(names)}项" if len(names) > SHOWN else "")


def clause_is_out(row: Countersignature, _: Any) -> Refused | None:
    """An answer counts while the minutes are out for countersignature, and only to the newest wording."""
    minutes = row.minutes
    if minutes.state != Minutes.State.COUNTERSIGNING:
        return Refused(f"纪要状态为“{minutes.get_state_display()}”，现在不能会签。送会签后请再办理。")
    if row.pk not in {now.pk for now in standing(minutes)}:
        return Refused("本条已修改，这是旧稿的会签意见。请返回会签页面，阅看新的条文。")
    return None


def deemed_only_where_the_notice_says(row: Countersignature, _: Any) -> Refused | None:
    """Silence is consent only where the notice itself says so, and only after its time limit."""
    rule = ruling(row, "minutes_consent_deemed")
    if not (rule and rule.from_charter and rule.value):
        return Refused("通知没有规定逾期未会签视为同意，须由单位会签。")
    if row.due_on is None or row.due_on >= clock.today():
        return Refused("会签期限尚未届满，不能视为同意。", clause=rule.citation)
    return None
