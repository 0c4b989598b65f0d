"""What the office arranged of a meeting before its notice, part by part, to be told from a later one and compared."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from jointmeeting.kernel.templatetags.ui import cn_date, cn_time
from meetings.comparison import Change, runs
from meetings.models import Meeting
from members.models import MemberUnit

Reading = Mapping[str, str]


def of(meeting: Meeting) -> Reading:
    """Return the arrangement as it is kept: label → words; units that left since are read as well."""
    return read(meeting, meeting.invited_units(manager="ever").all(), meeting.guest_units(manager="ever").all())


def read(meeting: Meeting, members: Iterable[MemberUnit], guests: Iterable[MemberUnit]) -> Reading:
    """Return an arrangement that may not be kept yet."""
    everybody = "" if meeting.kind == Meeting.Kind.CASE else "全体成员单位"
    return {
        "会议类别": meeting.get_kind_display(),
        "会议名称": meeting.title,
        "开始时间": f"{cn_date(meeting.starts_at)}{cn_time(meeting.starts_at)}",
        "会期": f"{meeting.slot_minutes}分钟",
        "地点": meeting.place,
        "主持人": f"{meeting.chaired_by}（{meeting.chair_post}）",
        "家庭（隐名）": meeting.household,
        "参会单位": _names(members) or everybody,
        "列席单位": _names(guests),
    }


def _names(units: Iterable[MemberUnit]) -> str:
    return "、".join(unit.name for unit in sorted(units, key=lambda unit: (unit.position, unit.pk)))


def mark(meeting: Meeting) -> str:
    """Return what a form brings back to say which arrangement it was filled from."""
    return hashlib.sha256(json.dumps(of(meeting), ensure_ascii=False).encode()).hexdigest()


def compare(before: Reading, after: Reading) -> list[Change]:
    """Return the parts that differ; both readings have the same parts."""
    return [Change(label, *runs(before[label], words)) for label, words in after.items() if before[label] != words]
