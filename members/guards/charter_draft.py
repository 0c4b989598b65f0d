"""Why a notice cannot be brought into force now."""

from typing import Any

from jointmeeting.kernel import clock
from jointmeeting.kernel.errors import Refused
from members.bringing_in import record_of
from members.models import CharterDraft

NAMED = 3


def everything_decided(draft: CharterDraft, _: Any) -> Refused | None:
    """What the importer doubts binds nobody before a person said so."""
    if not (left := draft.open_answers):
        return None
    names = "、".join(f"“{answer.item.label}”" for answer in left[:NAMED])
    more = "等" if len(left) > NAMED else ""
    return Refused(f"{names}{more}{len(left)}项还没有核对。请先在“需要您确认”中逐项选择。")


def its_day_has_come(draft: CharterDraft, _: Any) -> Refused | None:
    """A notice that waits counts from its day, not before."""
    if draft.in_force_from and draft.in_force_from <= clock.today():
        return None
    return Refused(f"通知自{draft.in_force_from:%Y年%-m月%-d日}起生效，届时由系统办理。")


def makes_a_charter(draft: CharterDraft, _: Any) -> Refused | None:
    """The confirmed values must make one whole charter that fits the body."""
    try:
        record_of(draft)
    except Refused as refusal:
        return refusal
    return None
