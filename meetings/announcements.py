"""Who is told of what: readers of the log."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from jointmeeting.kernel import notify
from jointmeeting.kernel.models import LogEntry
from jointmeeting.kernel.notify import Announcement
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings.countersigning import stand, standing
from meetings.delegations import signers
from meetings.invitations import CENTRE, posts_of, told
from meetings.models import (
    AgendaCall,
    AgendaItem,
    AgendaOpinion,
    Amendment,
    Countersignature,
    MajorMatter,
    Meeting,
    Minutes,
    Receipt,
    Recipient,
    Scan,
    SigningDelegation,
)
from meetings.permissions import ANSWERS
from meetings.posts import review_rule
from members.models import MemberUnit, Role, User
from members.permissions import DOERS, LEADERS, OFFICE, UNIT
from members.queries import people_holding
from members.rules import OFFICE_ROLES

ASKED = {"admit": "，请办公室主任审核", "approve": "，请总召集人批准上会"}
Recipients = Callable[[Any, LogEntry], Iterable[Any]]
Sentence = Callable[[Any, LogEntry], str]


def _unit_people(item: AgendaItem, _: LogEntry) -> Iterable[Any]:
    return people_holding(UNIT, item.jurisdiction_id, units=[item.unit_id])


def _office(obj: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding(OFFICE, obj.jurisdiction_id)


def _chairs_of_urgent(item: AgendaItem, entry: LogEntry) -> Iterable[Any]:
    """The chair who gave leave reads that it was written down; the unit, that its matter is heard."""
    chair = Meeting.objects.select_related("chaired_by").get(pk=entry.details["meeting"]).chaired_by
    return [chair, *_unit_people(item, entry)]


def _urgent_sentence(item: AgendaItem, entry: LogEntry) -> str:
    return f"经主持人{entry.details['consent']}同意，议题“{item}”已作为临时动议列入本次会议。{_reason(entry)}"


def _next_hands(_: AgendaItem, entry: LogEntry) -> Iterable[Any]:
    """Whose step came next at the act: director, chief convener, or the office that puts it on an agenda."""
    return User.objects.filter(pk__in=entry.details.get("asked", ()), is_active=True).order_by("pk")


def _accepted(item: AgendaItem, entry: LogEntry) -> Iterable[Any]:
    """The unit hears that its item was taken up; a post whose step comes next, that it is asked."""
    asked = _next_hands(item, entry) if entry.details.get("next") in ASKED else []
    return [*_unit_people(item, entry), *asked]


def _asked_next(entry: LogEntry) -> str:
    return ASKED.get(entry.details.get("next", ""), "")


def _directors(obj: Any, _: LogEntry) -> Iterable[Any]:
    return people_holding({Role.DIRECTOR}, obj.jurisdiction_id)


def _told(meeting: Meeting, entry: LogEntry) -> Iterable[Any]:
    """Whom the preview showed."""
    rows = told(meeting, entry.act.partition(".")[2])
    return [post.user for _, posts in rows for post in posts]


def _told_to_answer(meeting: Meeting, entry: LogEntry) -> Iterable[Any]:
    """Of them, those whose unit has a receipt to send."""
    rows = told(meeting, entry.act.partition(".")[2])
    return [post.user for name, posts in rows if name != CENTRE for post in posts]


def _added(meeting: Meeting, entry: LogEntry) -> Iterable[Any]:
    """Who leads the added units or answers for them."""
    units = list(MemberUnit.ever.filter(pk__in=entry.details["units"]))
    return [post.user for post in posts_of(meeting, units)]


def _supplement(meeting: Meeting, entry: LogEntry) -> str:
    said = "；".join(entry.details["differences"])
    return f"{meeting}补充通知（议程第{entry.details['revision']}版）：{said}。"


def _answerable(matter: MajorMatter, _: LogEntry) -> Iterable[Any]:
    """The office, the conveners and the responsible unit."""
    unit = people_holding(UNIT, matter.jurisdiction_id, units=[matter.unit_id])
    return [*unit, *people_holding(OFFICE | LEADERS, matter.jurisdiction_id)]


def _every_unit(obj: Any, _: LogEntry) -> Iterable[Any]:
    units = list(obj.jurisdiction.units.values_list("pk", flat=True))
    return people_holding(UNIT, obj.jurisdiction_id, units=units)


def _asked(item: AgendaItem, entry: LogEntry) -> Iterable[Any]:
    return people_holding(UNIT, item.jurisdiction_id, units=entry.details["units"])


def _who_reads_opinions(opinion: AgendaOpinion, _: LogEntry) -> Iterable[Any]:
    units = [opinion.agenda_item.unit_id]
    body = opinion.jurisdiction_id
    return [*people_holding(OFFICE, body), *people_holding(UNIT, body, units=units)]


def _signer(minutes: Minutes, _: LogEntry) -> Iterable[Any]:
    return signers(minutes)


def _delegate(row: SigningDelegation, _: LogEntry) -> Iterable[Any]:
    return [row.delegate]


def _uploader_asked(scan: Scan, entry: LogEntry) -> Iterable[Any]:
    """Whoever uploaded paper, where the machine leaves something to do: that it is all filed, its page says."""
    return [scan.uploaded_by] if scan.failure or entry.details["waiting"] else []


def _scan_sentence(scan: Scan, entry: LogEntry) -> str:
    if scan.failure:
        return f"上传的扫描件未能拆分：{scan.failure}。"
    return f"上传的扫描件共{entry.details['pages']}页，其中{entry.details['waiting']}页未能自动归档，请认领。"


def _reviewers(minutes: Minutes, _: LogEntry) -> Iterable[Any]:
    """Who reviews by the body's rule; by custom, the office's director."""
    post = review_rule(minutes).value
    return people_holding(OFFICE_ROLES if post == "office" else {post}, minutes.jurisdiction_id)


def _silent_units(minutes: Minutes, _: LogEntry) -> Iterable[Any]:
    units = {row.unit_id for row in stand(standing(minutes)).pending}
    return people_holding(DOERS, minutes.jurisdiction_id, units=units)


def _asked_units(minutes: Minutes, _: LogEntry) -> Iterable[Any]:
    units = set(minutes.countersignatures.values_list("unit", flat=True))
    return people_holding(DOERS, minutes.jurisdiction_id, units=units)


def _rulers(row: Countersignature, _: LogEntry) -> Iterable[Any]:
    return people_holding(LEADERS | OFFICE, row.jurisdiction_id)


def _objector(row: Countersignature, _: LogEntry) -> Iterable[Any]:
    people = people_holding(DOERS, row.jurisdiction_id, units=[row.unit_id])
    return [*people, *people_holding(OFFICE, row.jurisdiction_id)]


def _readers(minutes: Minutes, _: LogEntry) -> Iterable[Any]:
    units = list(minutes.recipients.filter(unit__isnull=False).values_list("unit", flat=True))
    central = people_holding(LEADERS | OFFICE | {Role.GOVERNMENT_LEADER}, minutes.jurisdiction_id)
    return [*people_holding(DOERS, minutes.jurisdiction_id, units=units), *central]


def _readers_of(amendment: Amendment, entry: LogEntry) -> Iterable[Any]:
    return _readers(amendment.minutes, entry)


def _signers_of(amendment: Amendment, _: LogEntry) -> Iterable[Any]:
    return signers(amendment.minutes)


def _not_received(minutes: Minutes, _: LogEntry) -> Iterable[Any]:
    waiting = minutes.recipients.filter(state=Recipient.State.WAITING, unit__isnull=False)
    return people_holding(DOERS, minutes.jurisdiction_id, units=list(waiting.values_list("unit", flat=True)))


def _reason(entry: LogEntry) -> str:
    return f"理由：{entry.comment}" if entry.comment else ""


def _until(minutes: Minutes) -> str:
    due_on = next((row.due_on for row in standing(minutes) if row.due_on), None)
    return f"请于{due_on.month}月{due_on.day}日前办理。" if due_on else ""


def _when(meeting: Meeting) -> str:
    return cn_datetime(meeting.starts_at)


def _day(entry: LogEntry) -> str:
    day = date.fromisoformat(str(entry.details["due_on"]))
    return f"{day:%-m月%-d日}"


def _cut_off(call: AgendaCall) -> str:
    return cn_datetime(call.closes_at)


def _opinion_sentence(opinion: AgendaOpinion, _: LogEntry) -> str:
    return f"{opinion.unit}对议题“{opinion.agenda_item}”答复：{opinion.get_state_display()}。"


def _receipt_sentence(receipt: Receipt, _: LogEntry) -> str:
    return f"{receipt.unit}回执：{receipt.get_state_display()}（{receipt.meeting}）。"


ROWS: list[tuple[str, Recipients, Sentence]] = [
    ("agenda_item.submit", _office, lambda item, e: f"{item.unit}提报议题“{item}”，请受理。"),
    ("agenda_item.accept", _accepted, lambda item, e: f"议题“{item}”已由联席会议办公室受理{_asked_next(e)}。"),
    ("agenda_item.discuss", _next_hands, lambda item, e: f"议题“{item}”已经联络员会议讨论{_asked_next(e)}。"),
    ("agenda_item.return", _unit_people, lambda item, e: f"议题“{item}”被退回，请于{_day(e)}前修改。{_reason(e)}"),
    ("agenda_item.allow_late", _unit_people, lambda item, e: f"办公室主任已同意议题“{item}”逾期提报。"),
    ("agenda_item.consult", _asked, lambda item, e: f"请于{_day(e)}前对{item.unit}提报的议题“{item}”提出意见。"),
    ("agenda_item.override", _unit_people, lambda item, e: f"办公室主任裁定议题“{item}”继续上会。{_reason(e)}"),
    ("agenda_item.withdraw", _office, lambda item, e: f"{item.unit}撤回议题“{item}”。{_reason(e)}"),
    *((f"agenda_opinion.{answer}", _who_reads_opinions, _opinion_sentence) for answer in ANSWERS),
    ("agenda_call.open", _every_unit, lambda call, e: f"{call}：请于{_cut_off(call)}前提报议题。"),
    ("agenda_call.move", _every_unit, lambda call, e: f"{call}截止时间调整为{_cut_off(call)}。{_reason(e)}"),
    ("agenda_call.close", _every_unit, lambda call, e: f"{call}已提前截止。{_reason(e)}"),
    ("agenda_item.admit", _next_hands, lambda item, e: f"议题“{item}”已经办公室主任审核{_asked_next(e)}。"),
    ("agenda_item.approve", _office, lambda item, e: f"议题“{item}”已经总召集人批准，请列入议程。"),
    ("agenda_item.schedule", _unit_people, lambda item, e: f"议题“{item}”已列入会议议程。"),
    ("agenda_item.decide", _unit_people, lambda item, e: f"议题“{item}”已经会议议定。"),
    ("agenda_item.amend", _unit_people, lambda item, e: f"议题“{item}”已经会议修改后议定：{e.comment}"),
    ("agenda_item.reject", _unit_people, lambda item, e: f"议题“{item}”未获会议通过。{_reason(e)}"),
    ("agenda_item.refer", _unit_people, lambda item, e: f"议题“{item}”经会议研究，报请政府决定。{_reason(e)}"),
    ("agenda_item.resume", _unit_people, lambda item, e: f"议题“{item}”不再报请政府决定，转为暂缓。{_reason(e)}"),
    ("agenda_item.defer", _unit_people, lambda item, e: f"议题“{item}”暂缓。{_reason(e)}"),
    ("meeting_plan.confirm", _every_unit, lambda plan, e: f"{plan}已确认，请据此安排工作。"),
    ("meeting.convene", _told_to_answer, lambda m, e: f"会议通知：{m}，{_when(m)}，{m.place}。请回执。"),
    ("meeting.convene", _told, lambda m, e: f"会议通知：{m}，{_when(m)}，{m.place}。"),
    ("meeting.supplement", _told, _supplement),
    ("meeting.publish_withdrawal", _told, _supplement),
    ("meeting.invite", _added, lambda m, e: f"会议通知：{m}，{_when(m)}，{m.place}。请回执。"),
    ("meeting.invite", _told, lambda m, e: f"{m}{'；'.join(e.details['differences'])}。"),
    ("meeting.remind", _told, lambda m, e: f"请回执：{m}，{_when(m)}，{m.place}。贵单位尚未回执。"),
    ("meeting.postpone", _told, lambda m, e: f"{m}（原定{_when(m)}）延期，新的时间另行通知。{_reason(e)}"),
    ("meeting.renotice", _told_to_answer, lambda m, e: f"{m}改于{_when(m)}在{m.place}召开，请重新回执。{_reason(e)}"),
    ("meeting.renotice", _told, lambda m, e: f"{m}改于{_when(m)}在{m.place}召开。{_reason(e)}"),
    ("meeting.reopen", _told, lambda m, e: f"{m}结束后恢复进行。{_reason(e)}"),
    ("agenda_item.raise_at_meeting", _chairs_of_urgent, _urgent_sentence),
    ("agenda_item.take_off", _unit_people, lambda item, e: f"议题“{item}”已撤出议程，转为暂缓。{_reason(e)}"),
    ("agenda_item.release", _unit_people, lambda item, e: f"“{e.details['title']}”已取消，议题“{item}”转为暂缓。"),
    ("agenda_item.withdraw_at_meeting", _unit_people, lambda item, e: f"议题“{item}”已在会上撤回。{_reason(e)}"),
    ("receipt.object", _office, _receipt_sentence),
    ("meeting.cancel", _told, lambda m, e: f"{m}已取消。{_reason(e)}"),
    ("receipt.take_leave", _office, _receipt_sentence),
    ("receipt.substitute", _office, _receipt_sentence),
    ("major_matter.create", _answerable, lambda m, e: f"重大问题“{m}”已登记，须报请政府决定。"),
    ("major_matter.report", _answerable, lambda m, e: f"重大问题“{m}”已报告，等待决定。"),
    ("major_matter.decide", _answerable, lambda m, e: f"政府已决定“{m}”：{m.decision[:60]}"),
    ("minutes.submit", _reviewers, lambda m, e: f"《{m}》送审，请审核。"),
    ("minutes.review", _signer, lambda m, e: f"《{m}》已审核通过，请签发。"),
    ("minutes.return", _office, lambda m, e: f"《{m}》被退回修改。{_reason(e)}"),
    ("minutes.circulate", _silent_units, lambda m, e: f"《{m}》请贵单位会签。{_until(m)}"),
    ("minutes.urge", _silent_units, lambda m, e: f"催办：《{m}》贵单位尚未会签，请抓紧办理。{_until(m)}"),
    ("minutes.revise", _asked_units, lambda m, e: f"《{m}》已收回修改，暂停会签。{_reason(e)}"),
    ("minutes.present", _signer, lambda m, e: f"《{m}》会签完毕，请签发。"),
    ("countersignature.agree_with_text", _office, lambda c, e: f"{c.unit}对《{c.minutes}》{c}附修改意见：{c.note}"),
    ("countersignature.object", _rulers, lambda c, e: f"{c.unit}对《{c.minutes}》{c}有异议，请召集人裁定：{c.note}"),
    ("countersignature.uphold", _objector, lambda c, e: f"《{c.minutes}》{c}的异议已采纳，条文将修改。{_reason(e)}"),
    ("countersignature.overrule", _objector, lambda c, e: f"《{c.minutes}》{c}裁定维持原文。{_reason(e)}"),
    ("signing_delegation.create", _delegate, lambda d, e: f"{d}。请在委托期内代为签发。"),
    ("signing_delegation.revoke", _delegate, lambda d, e: f"{d.principal}已撤销委托签发。{_reason(e)}"),
    ("minutes.stall", _office, lambda m, e: f"{m.number_label}《{m}》已签发，文件制作失败，请查明原因后重新制作。"),
    ("amendment.stall", _office, lambda a, e: f"{a}已签发，文件制作失败，请查明原因后重新制作。"),
    ("minutes.issue", _readers, lambda m, e: f"{m.number_label}《{m}》已印发，请阅。"),
    ("amendment.draft", _signers_of, lambda a, e: f"待签发：{a}。理由：{a.reason}"),
    ("amendment.issue", _readers_of, lambda a, e: f"{a}已印发，请阅。"),
    ("scan.read", _uploader_asked, _scan_sentence),
    ("minutes.urge_receipt", _not_received, lambda m, e: f"催收：{m.number_label}《{m}》已印发，贵单位尚未签收。"),
]

for act, recipients, sentence in ROWS:
    notify.register(act, Announcement(recipients, sentence))
