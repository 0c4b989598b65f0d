"""The real states of a body's own steps, for the stepper on a page."""

from datetime import datetime

from jointmeeting.kernel import audit
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.stepper import Step, line
from jointmeeting.kernel.templatetags.ui import cn_datetime, cn_stamp
from meetings import posts
from meetings.countersigning import consent_clause
from meetings.models import AgendaItem, Meeting, Minutes
from members.rules import ruling

TAKEN_BACK = {"meeting.postpone": "延期", "meeting.renotice": "改期", "meeting.cancel": "取消"}


def of_agenda_item(item: AgendaItem) -> list[Step]:
    """Return the way of an item; liaison meeting and approvals only where the notice asks for them."""
    s = AgendaItem.State
    rule = ruling(item, "liaison_meeting_before")
    way = [(s.DRAFT, "起草"), (s.SUBMITTED, "提报"), (s.ACCEPTED, "办公室受理")]
    way += [(s.DISCUSSED, "联络员会议")] if rule and rule.value else []
    approval = ruling(item, "agenda_approval")
    steps = {"director_review": (s.ADMITTED, "主任审核"), "chief_approval": (s.APPROVED, "总召集人批准")}
    way += [steps[step] for step in approval.value] if approval else []
    way += [(s.SCHEDULED, "列入会议")]
    ends = {s.DEFERRED: "暂缓", s.REJECTED: "未通过", s.REFERRED: "报请政府决定"}
    way += [(s(item.state), ends[s(item.state)])] if item.state in ends else [(s.DECIDED, "议定")]
    way += [(s.WITHDRAWN, "已撤回")] if item.state == s.WITHDRAWN else []
    return line(item.state, way, audit.history(item))


def of_meeting(meeting: Meeting) -> list[Step]:
    """Return the way of a meeting."""
    s = Meeting.State
    sits = [(s.IN_SESSION, "开会"), (s.HELD, "结束")] if meeting.is_sitting else [(s.HELD, "答复完毕")]
    way = [(s.PLANNED, "筹备"), (s.NOTICED, "通知"), *sits]
    if meeting.state == s.CANCELLED:
        way = [(s.PLANNED, "筹备"), (s.CANCELLED, "已取消")]
    if meeting.state == s.POSTPONED:
        way = [(s.PLANNED, "筹备"), (s.POSTPONED, "延期，待定新时间"), *sits]
    return line(meeting.state, way, audit.history(meeting))


def of_minutes(minutes: Minutes) -> list[Step]:
    """Return the way of minutes."""
    s = Minutes.State
    way = [(s.DRAFTING, "起草"), (s.REVIEWING, f"{posts.reviewer(minutes)}审核")]
    way += [(s.COUNTERSIGNING, "会签")] if consent_clause(minutes) else []
    way += [(s.SIGNING, f"{posts.signer(minutes)}签发"), (s.SIGNED, "编号制文"), (s.ISSUED, "印发")]
    return line(minutes.state, way, audit.history(minutes))


def tombstones(meeting: Meeting) -> list[str]:
    """Return what became of a meeting's dates and of its end, from the log: nothing that was announced disappears."""
    entries = audit.history(meeting).filter(act__in=[*TAKEN_BACK, "meeting.reopen"])
    return [said for entry in entries if (said := _tombstone(entry))]


def _tombstone(entry: LogEntry) -> str:
    if entry.act == "meeting.reopen":
        return f"会议结束后，{cn_stamp(entry.at)}由{entry.actor_name}恢复。理由：{entry.comment}"
    if "starts_at" not in entry.details:
        return ""
    return (
        f"原定{cn_datetime(datetime.fromisoformat(entry.details['starts_at']))}在{entry.details['place']}召开，"
        f"{cn_stamp(entry.at)}由{entry.actor_name}{TAKEN_BACK[entry.act]}。理由：{entry.comment}"
    )
