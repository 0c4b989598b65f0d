"""Reading agenda items, meetings and minutes for pages and the workbench."""

from typing import Any

from django.db.models import Case, Exists, Max, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import access, clock, jobs
from jointmeeting.kernel.templatetags.ui import cn_datetime
from jointmeeting.kernel.todo import Todo
from meetings.countersigning import stand, standing
from meetings.guards.major import reported_by_unit
from meetings.guards.meeting import callers_of
from meetings.guards.minutes import reviewed_by_whom_the_rules_say, signed_by_whom_the_rules_say
from meetings.models import (
    AgendaEntry,
    AgendaItem,
    AgendaOpinion,
    Amendment,
    Countersignature,
    MajorMatter,
    Meeting,
    MeetingPack,
    Minutes,
    Receipt,
    Recipient,
)
from meetings.models.amendment import AMENDMENT_JOB
from meetings.models.meeting import DECIDING
from meetings.models.minutes import RENDER_JOB
from meetings.permissions import SIGNERS
from meetings.way import next_step
from members.importing.defaults import CUSTOMARY
from members.models import Role
from members.permissions import DOERS, LEADERS, OFFICE, UNIT
from members.rules import bring_rules_along, holds, limit

STEPS_OF = {Role.DIRECTOR: ("admit",), Role.CHIEF_CONVENER: ("approve",)}  # the others are the office's
ACTS_ON_ITEMS = {
    "accept": "受理议题",
    "discuss": "安排联络员会议讨论",
    "admit": "审核议题",
    "approve": "批准议题",
    "schedule": "列入会议议程",
}
LIMIT = "limit"  # working days, as a list brings them along
STEPS = {  # what the office does next about a meeting, and which of its rules sets the day
    Meeting.State.PLANNED: ("notice_days", "召集", "召集"),
    Meeting.State.NOTICED: ("paper_days", "制作材料包", "制作"),
    Meeting.State.HELD: ("minutes_days", "起草纪要", "起草"),
}
GIVEN_UP = {
    Minutes.State.SIGNED: "已签发，文件制作失败，查明原因后重新制作",
    Minutes.State.ISSUED: "更正或者作废通知已签发，文件制作失败，查明原因后在通知页重新制作",
}
ACTS = {
    Minutes.State.DRAFTING: "起草",
    Minutes.State.REVIEWING: "审核",
    Minutes.State.SIGNING: "签发",
    Minutes.State.SIGNED: "重新制作",
    Minutes.State.ISSUED: "重新制作",
}
WAITS_FOR_A_POST = {
    Minutes.State.REVIEWING: reviewed_by_whom_the_rules_say,
    Minutes.State.SIGNING: signed_by_whom_the_rules_say,
}


def todo_for(user: Any) -> list[Todo]:
    """Return what waits for `user` in this app."""
    grants = access.roles_of(user)
    bodies = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    units, answering = ({g.unit_id for g in grants if g.role in roles} for roles in (UNIT, DOERS))
    return [
        *_receipts(answering),
        *_drafts(units),
        *_opinions(units),
        *_late({g.jurisdiction_id for g in grants if g.role == Role.DIRECTOR}),
        *_items(bodies, {r: {g.jurisdiction_id for g in grants if g.role == r} for r in STEPS_OF}),
        *_meetings(user, grants, bodies),
        *_amendments({g.jurisdiction_id for g in grants if g.role in SIGNERS}, user),
        *_minutes(bodies, user),
        *_major_matters(bodies, units),
        *_countersignatures(answering),
        *_to_receive(answering),
        *_objections({g.jurisdiction_id for g in grants if g.role in LEADERS}),
    ]


def _receipts(units: set[Any]) -> list[Todo]:
    silent = Receipt.objects.filter(
        unit__in=units, state=Receipt.State.SILENT, meeting__state=Meeting.State.NOTICED
    ).select_related("meeting", "unit")
    return [
        Todo(f"回执：{r.meeting}", f"{_when(r.meeting)} · {r.meeting.place}", r.get_absolute_url(), "回执",
             timezone.localdate(r.meeting.starts_at))
        for r in silent
    ]  # fmt: skip


def _drafts(units: set[Any]) -> list[Todo]:
    drafts = AgendaItem.objects.filter(unit__in=units, state=AgendaItem.State.DRAFT)
    return [
        Todo(f"{'修改' if i.was_submitted else '提报'}议题：{i}", f"第{i.version}稿", i.get_absolute_url(), "办理",
             i.rework_due_on)
        for i in drafts
    ]  # fmt: skip


def _opinions(units: set[Any]) -> list[Todo]:
    """Return what the unit is asked about and has not said, or said of an older text."""
    waiting = AgendaOpinion.objects.filter(unit__in=units).waiting().select_related("agenda_item__unit")
    return [
        Todo(f"征求意见：{o.agenda_item}", f"{o.agenda_item.unit}提报"
             + (f"，文本已修改为第{o.agenda_item.version}稿，请重新答复" if o.is_stale else ""),
             o.get_absolute_url(), "答复", o.due_on)
        for o in waiting
    ]  # fmt: skip


def _late(bodies: set[int]) -> list[Todo]:
    """Return the late items the director is asked to let in."""
    late = AgendaItem.objects.filter(
        jurisdiction__in=bodies, state=AgendaItem.State.SUBMITTED, is_late=True, is_late_allowed=False
    )
    return [
        Todo(f"逾期提报：{i}", f"{i.unit}：{i.late_reason}", i.get_absolute_url(), "审批")
        for i in late.select_related("unit")
    ]


def _items(offices: set[int], posts: dict[Role, set[int]]) -> list[Todo]:
    """Return the items that wait for the office, and those that wait for the reader's own post, by the body's steps.

    The days count from the last submission: a text that came back from rework is new to who reads it.
    """
    s = AgendaItem.State
    on_the_way = [s.SUBMITTED, s.ACCEPTED, s.DISCUSSED, s.ADMITTED, s.APPROVED]
    mine = offices | posts[Role.DIRECTOR] | posts[Role.CHIEF_CONVENER]
    waiting = AgendaItem.objects.filter(jurisdiction__in=mine, state__in=on_the_way)
    limits = {LIMIT: limit("office_review_days", begun_at="created_at"), "came": Max("submissions__submitted_at")}
    found, rows = [], list(waiting.select_related("unit", "jurisdiction").annotate(**limits))
    bring_rules_along(i for i in rows if i.state != s.SUBMITTED)  # the others wait for the office in any case
    for i in rows:
        act = "accept" if i.state == s.SUBMITTED else next_step(i)
        post = next((role for role, acts in STEPS_OF.items() if act in acts), None)
        if i.jurisdiction_id not in (posts[post] if post else offices):
            continue
        title, said = f"{ACTS_ON_ITEMS[act]}：{i}", f"{i.unit}提报 · 第{i.version}稿"
        days = getattr(i, LIMIT) or CUSTOMARY["office_review_days"]
        due_on = clock.add_workdays(timezone.localdate(i.came or i.created_at), days)  # type: ignore[attr-defined]
        found.append(Todo(title, said, i.get_absolute_url(), ACTS_ON_ITEMS[act][:2], due_on))
    return found


def _meetings(user: Any, grants: frozenset[access.Grant], bodies: set[int]) -> list[Todo]:
    """Return the meetings to be called, those whose papers are to be sent, and those without minutes; one query."""
    state, here = Meeting.State, OuterRef("pk")
    central = {g.jurisdiction_id for g in grants if not g.unit_id}
    called = Q(Exists(AgendaEntry.objects.filter(meeting=here)), jurisdiction__in=central, state=state.PLANNED)
    unsent = Q(~Exists(MeetingPack.objects.filter(meeting=here)), jurisdiction__in=bodies, state=state.NOTICED)
    silent = ~Exists(Minutes.objects.filter(meeting=here))
    undrafted = Q(silent, jurisdiction__in=bodies, state=state.HELD, kind__in=DECIDING)
    key = Case(*[When(state=name, then=Value(row[0])) for name, row in STEPS.items()])
    rows = Meeting.objects.filter(called | unsent | undrafted).select_related("jurisdiction").annotate(key=key)
    rows = rows.annotate(**{LIMIT: limit(OuterRef("key"), begun_at="begun_at")})
    return [
        _of_meeting(row)
        for row in rows
        if row.state != state.PLANNED or any(holds(user, row.jurisdiction, post) for post in callers_of(row)[0])
    ]


def _of_meeting(meeting: Meeting) -> Todo:
    key, act, label = STEPS[Meeting.State(meeting.state)]
    days, day = getattr(meeting, LIMIT) or CUSTOMARY[key], timezone.localdate(meeting.starts_at)
    after = meeting.state == Meeting.State.HELD
    due_on = clock.add_workdays(day, days) if after else clock.workday_before(day, days)
    return Todo(f"{act}：{meeting}", f"{_when(meeting)} · {meeting.place}", meeting.get_absolute_url(), label, due_on)


def _minutes(bodies: set[int], user: Any) -> list[Todo]:
    """Return the minutes that wait for the office, for the director, or for `user`'s signature; one query."""
    state = Minutes.State
    central = {g.jurisdiction_id for g in access.roles_of(user) if not g.unit_id}
    stalled = Amendment.objects.filter(state=Amendment.State.SIGNED, pk__in=jobs.given_up(AMENDMENT_JOB))
    waiting = Minutes.objects.filter(
        Q(jurisdiction__in=bodies, state__in=[state.DRAFTING, state.COUNTERSIGNING])
        | Q(jurisdiction__in=bodies, state=state.SIGNED, pk__in=jobs.given_up(RENDER_JOB))
        | Q(jurisdiction__in=bodies, pk__in=stalled.values("minutes"))
        | Q(jurisdiction__in=central, state__in=[state.REVIEWING, state.SIGNING])
    ).select_related("jurisdiction", "meeting")
    return [
        _out(row) if row.state == state.COUNTERSIGNING else _mine(row)
        for row in waiting
        if row.state not in WAITS_FOR_A_POST or WAITS_FOR_A_POST[state(row.state)](row, user) is None
    ]


def _amendments(bodies: set[int], user: Any) -> list[Todo]:
    """Return the corrections and voidings of issued minutes that wait for the signature of `user`."""
    if not bodies:
        return []
    waiting = Amendment.objects.filter(jurisdiction__in=bodies, state=Amendment.State.DRAFTING)
    rows = waiting.select_related("minutes__meeting", "minutes__jurisdiction")
    return [
        Todo(f"签发：{row}", row.reason, row.get_absolute_url(), "签发")
        for row in rows
        if signed_by_whom_the_rules_say(row.minutes, user) is None
    ]


def _mine(minutes: Minutes) -> Todo:
    state = Minutes.State
    act = ACTS[state(minutes.state)]
    said = GIVEN_UP.get(state(minutes.state)) or f"第{minutes.version}稿"
    return Todo(f"{act}：{minutes}", said, minutes.get_absolute_url(), act)


def _out(minutes: Minutes) -> Todo:
    """Return what the office does about minutes that are with the units."""
    now = stand(standing(minutes))
    summary = f"共{now.total}项，已会签{now.answered}项" + (f"，异议{len(now.objected)}项" if now.objected else "")
    url = reverse("meetings:countersign_page", args=[minutes.pk])
    return Todo(f"会签：{minutes}", summary, url, "报请签发" if now.is_whole else "查看")


def _countersignatures(units: set[Any]) -> list[Todo]:
    """Return the minutes a unit still has to answer: one line, however many clauses."""
    waiting = Countersignature.objects.filter(
        unit__in=units, state=Countersignature.State.PENDING, minutes__state=Minutes.State.COUNTERSIGNING
    )
    found = []
    for minutes in Minutes.objects.filter(pk__in=waiting.values("minutes")).select_related("meeting", "jurisdiction"):
        mine = [row for row in stand(standing(minutes)).pending if row.unit_id in units]
        if mine:
            url = reverse("meetings:countersign_page", args=[minutes.pk])
            found.append(Todo(f"会签：{minutes}", f"{len(mine)}条待会签", url, "会签", mine[0].due_on))
    return found


def _to_receive(units: set[Any]) -> list[Todo]:
    """Return the issued minutes, and notices that amend them, a unit has not received."""
    waiting = Recipient.objects.awaited().filter(unit__in=units).select_related("minutes", "amendment__minutes")
    documents = [row.document for row in waiting]
    return [Todo(f"签收：{row}", row.number_label, row.get_absolute_url(), "签收") for row in documents]


def _objections(bodies: set[int]) -> list[Todo]:
    """Return the objections a convener has to rule on."""
    rows = Countersignature.objects.filter(
        minutes__jurisdiction__in=bodies,
        minutes__state=Minutes.State.COUNTERSIGNING,
        state=Countersignature.State.OBJECTED,
    )
    return [
        Todo(f"裁定异议：{row}", f"{row.unit}对《{row.minutes}》有异议", row.get_absolute_url(), "裁定")
        for row in rows.select_related("unit", "minutes")
    ]


def _major_matters(bodies: set[int], units: set[Any]) -> list[Todo]:
    """Return what is to be reported to the government, to whoever reports by the rule."""
    state = MajorMatter.State
    given_up = Q(state=state.WITHDRAWN, agenda_item__state=AgendaItem.State.REFERRED)
    rows = MajorMatter.objects.filter(
        Q(jurisdiction__in=bodies, state__in=[state.RAISED, state.REPORTED])
        | Q(unit__in=units, state=state.RAISED)
        | Q(given_up, jurisdiction__in=bodies)
    ).select_related("jurisdiction", "meeting", "unit", "agenda_item")
    acts = {state.RAISED: "报告", state.REPORTED: "登记决定"}
    return [
        _resuming(row)
        if row.state == state.WITHDRAWN
        else Todo(
            f"{acts[state(row.state)]}重大问题：{row}", str(row.unit), row.get_absolute_url(), acts[state(row.state)]
        )
        for row in rows
        if row.state != state.RAISED or (row.unit_id in units) == reported_by_unit(row)
    ]


def _resuming(matter: MajorMatter) -> Todo:
    """Return what the office does with an item the government is not asked about any more."""
    item = matter.agenda_item
    assert item is not None  # noqa: S101 - the query asks for its state
    return Todo(f"转为暂缓：{item}", "重大问题不再报告", item.get_absolute_url(), "办理")


def _when(meeting: Meeting) -> str:
    return cn_datetime(meeting.starts_at)
