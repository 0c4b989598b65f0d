"""What of changes in the roster, and of the calendar, waits for a person, for the workbench."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.todo import Todo
from members.change_rules import step_of
from members.holidays import may_enter
from members.models import HandOverItem, MemberChange, Role, Succession
from members.permissions import OFFICE
from members.workflows import member_changes

NOTICE_MONTH = 11


def todo_for(user: Any) -> list[Todo]:
    """Return the changes `user` lets pass, the items she takes over, and the holidays she has to enter."""
    return [*_changes(user), *_successions(user), *_holidays(user)]


def _successions(user: Any) -> list[Todo]:
    """What the director confirms, and what could not take effect on its day."""
    mine = {g.jurisdiction_id for g in access.roles_of(user) if g.role in access.roles_for("succession.confirm")}
    late = Q(state=Succession.State.CONFIRMED) & ~Q(obstruction="")
    rows = Succession.objects.filter(Q(state=Succession.State.PLANNED) | late, jurisdiction__in=mine)
    return [
        Todo(
            f"{'确认机构变动' if row.state == Succession.State.PLANNED else '机构变动未能生效'}：{row}",
            row.obstruction or row.document, row.get_absolute_url(), "办理", row.effective_on,
        )
        for row in rows.select_related("unit", "successor")
    ]  # fmt: skip


def _holidays(user: Any) -> list[Todo]:
    """Ask for next year's notice from November on, when the State Council usually has issued it."""
    day = clock.today()
    if day.month < NOTICE_MONTH or clock.is_published(day.year + 1) or not may_enter(user):
        return []
    title = f"载入{day.year + 1}年节假日安排"
    return [
        Todo(
            title,
            "未载入前，该年工作日暂按周一至周五计算",
            reverse("members:holiday_create"),
            "载入",
            date(day.year, 12, 31),
        )
    ]


def _changes(user: Any) -> list[Todo]:
    grants = access.roles_of(user)
    office = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    chief = {g.jurisdiction_id for g in grants if g.role == Role.CHIEF_CONVENER}
    open_items = HandOverItem.objects.filter(change__incoming__user=user.pk, state=HandOverItem.State.OPEN)
    proposed = Q(jurisdiction__in=office | chief, state=MemberChange.State.PROPOSED)
    rows = MemberChange.objects.filter(proposed | Q(pk__in=open_items.values("change")))
    found = []
    for row in rows.select_related("unit", "jurisdiction"):
        if row.state != MemberChange.State.PROPOSED:  # in force: the items are handed over to `user`
            found.append(Todo(f"接收交接事项：{row}", "请逐项确认", row.get_absolute_url(), "接收"))
            continue
        step = step_of(row)
        if row.jurisdiction_id in (chief if step == "approve" else office):
            label = member_changes.transitions[step].label
            summary = f"拟由{row.successor_name}接任 · {row.reason}"
            found.append(Todo(f"{label}：{row}", summary, row.get_absolute_url(), "办理", row.starts_on))
    return found
