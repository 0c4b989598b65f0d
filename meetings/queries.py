"""Reading agenda items, meetings and minutes for pages and the workbench."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.todo import Todo
from meetings.countersigning import stand, standing
from meetings.guards.major import reported_by_unit
from meetings.guards.meeting import callers_of
from meetings.guards.minutes import signed_by_whom_the_rules_say
from meetings.models import (
    AgendaEntry,
    AgendaItem,
    AgendaOpinion,
    Countersignature,
    MajorMatter,
    Meeting,
    Minutes,
    Receipt,
    Recipient,
)
from members.models import Role
from members.permissions import LEADERS, OFFICE, UNIT
from members.rules import holds

REVIEW_DAYS = 2  # customary working days for the office; the body's working rule office_review_days wins


def todo_for(user: Any) -> list[Todo]:
    """Return what waits for `user` in this app."""
    grants = access.roles_of(user)
    bodies = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    directed = {g.jurisdiction_id for g in grants if g.role == Role.DIRECTOR}
    units = {g.unit_id for g in grants if g.role in UNIT}
    return [
        *_receipts(units),
        *_drafts(units),
        *_opinions(units),
        *_late({g.jurisdiction_id for g in grants if g.role == Role.DIRECTOR}),
        *_items(bodies),
        *_approvals({g.jurisdiction_id for g in grants if g.role == Role.CHIEF_CONVENER}),
        *_meetings(user, grants),
        *_minutes(bodies, directed, user),
        *_major_matters(bodies, units),
        *_countersignatures(units),
        *_to_receive(units),
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


def _items(bodies: set[int]) -> list[Todo]:
    state = AgendaItem.State
    acts = {
        state.SUBMITTED: "受理",
        state.ACCEPTED: "安排讨论",
        state.DISCUSSED: "列入例会",
        state.APPROVED: "列入例会",
    }
    waiting = AgendaItem.objects.filter(jurisdiction__in=bodies, state__in=list(acts)).select_related("unit")
    return [
        Todo(f"{acts[state(i.state)]}：{i}", f"{i.unit}提报 · 第{i.version}稿", i.get_absolute_url(), "办理",
             clock.add_workdays(timezone.localdate(i.created_at), REVIEW_DAYS))
        for i in waiting
    ]  # fmt: skip


def _approvals(bodies: set[int]) -> list[Todo]:
    """Return the items the director has passed on to the chief convener."""
    waiting = AgendaItem.objects.filter(jurisdiction__in=bodies, state=AgendaItem.State.ADMITTED)
    return [
        Todo(f"批准议题：{item}", f"{item.unit}提报，办公室主任已审核", item.get_absolute_url(), "批准")
        for item in waiting.select_related("unit")
    ]


def _meetings(user: Any, grants: frozenset[access.Grant]) -> list[Todo]:
    rows = Meeting.objects.filter(
        jurisdiction__in={g.jurisdiction_id for g in grants if not g.unit_id}, state=Meeting.State.PLANNED
    ).select_related("jurisdiction")
    found = []
    for row in rows.filter(Exists(AgendaEntry.objects.filter(meeting=OuterRef("pk")))):
        if any(holds(user, row.jurisdiction, post) for post in callers_of(row)[0]):
            found.append(Todo(f"召集：{row}", f"{_when(row)} · {row.place}", row.get_absolute_url(), "召集"))
    return found


def _minutes(bodies: set[int], directed: set[int], user: Any) -> list[Todo]:
    """Return the minutes that wait for the office, for the director, or for `user`'s signature; one query."""
    state = Minutes.State
    central = {g.jurisdiction_id for g in access.roles_of(user) if not g.unit_id}
    waiting = Minutes.objects.filter(
        Q(jurisdiction__in=bodies, state__in=[state.DRAFTING, state.COUNTERSIGNING])
        | Q(jurisdiction__in=directed, state=state.REVIEWING)
        | Q(jurisdiction__in=central, state=state.SIGNING)
    ).select_related("jurisdiction", "meeting")
    return [
        _out(row) if row.state == state.COUNTERSIGNING else _mine(row)
        for row in waiting
        if row.state != state.SIGNING or signed_by_whom_the_rules_say(row, user) is None
    ]


def _mine(minutes: Minutes) -> Todo:
    state = Minutes.State
    act = {state.DRAFTING: "起草", state.REVIEWING: "审核", state.SIGNING: "签发"}[state(minutes.state)]
    return Todo(f"{act}：{minutes}", f"第{minutes.version}稿", minutes.get_absolute_url(), act)


def _out(minutes: Minutes) -> Todo:
    """Return what the office does about minutes that are with the units."""
    now = stand(standing(minutes))
    summary = f"已会签{now.answered} / {now.total}" + (f"，异议{len(now.objected)}项" if now.objected else "")
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
    """Return the issued minutes a unit has not received."""
    waiting = Recipient.objects.filter(
        unit__in=units, state=Recipient.State.WAITING, minutes__state=Minutes.State.ISSUED
    ).select_related("minutes")
    return [
        Todo(f"签收：{row.minutes}", row.minutes.number_label, row.minutes.get_absolute_url(), "签收")
        for row in waiting
    ]


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
    rows = MajorMatter.objects.filter(
        Q(jurisdiction__in=bodies) | Q(unit__in=units, state=state.RAISED), state__in=[state.RAISED, state.REPORTED]
    ).select_related("jurisdiction", "meeting", "unit")
    acts = {state.RAISED: "报告", state.REPORTED: "登记决定"}
    return [
        Todo(f"{acts[state(row.state)]}重大问题：{row}", str(row.unit), row.get_absolute_url(), acts[state(row.state)])
        for row in rows
        if row.state == state.REPORTED or (row.unit_id in units) == reported_by_unit(row)
    ]


def _when(meeting: Meeting) -> str:
    return f"{timezone.localtime(meeting.starts_at):%-m月%-d日%H:%M}"
