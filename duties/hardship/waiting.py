"""Whom a hardship case waits for: on the workbench, in the digest, at a hand-over, and when a unit is succeeded."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from duties.models import HardshipCase, HardshipState, HardshipSupport, ReliefState, UrgentRelief
from jointmeeting.kernel import access, audit, clock, open_work, reminders, succession
from jointmeeting.kernel.open_work import Source
from jointmeeting.kernel.reminders import Reminder
from jointmeeting.kernel.succession import Moving
from jointmeeting.kernel.todo import Todo
from members.models import Duty, MemberUnit
from members.permissions import DOERS, DOORS, OFFICE

S = HardshipState
UNIT_ACTS = {S.REFERRED: "签收承办", S.HANDLING: "报告办理结果"}
OFFICE_ACTS = {
    S.RECEIVED: "登记",
    S.REGISTERED: "交办",
    S.RESOLVED: "结案",
    S.AT_MEETING: "登记会议决定",
    S.DECIDED: "交办或者结案",
}
MOST = 50


def todo_for(user: Any) -> list[Todo]:
    """Return the cases and the owed papers that wait for `user`; one query."""
    grants = access.roles_of(user)
    units = {g.unit_id for g in grants if g.role in DOERS}
    doors = {g.unit_id for g in grants if g.role in DOORS}
    office = {g.jurisdiction_id for g in grants if g.role in OFFICE}
    acts = Q(lead_unit__in=units, state__in=list(UNIT_ACTS)) | Q(jurisdiction__in=office, state__in=list(OFFICE_ACTS))
    near = Q(jurisdiction__in=office) | Q(received_by__in=doors)
    owed = UrgentRelief.objects.filter(case=OuterRef("pk"), state=ReliefState.OPEN).order_by("settle_by")
    rows: Any = HardshipCase.objects.annotate(
        is_mine=ExpressionWrapper(acts, models.BooleanField()), settle_by=Subquery(owed.values("settle_by")[:1])
    ).filter(Q(is_mine=True) | (near & Q(settle_by__isnull=False)))
    todos = []
    for case in rows[:MOST]:
        if case.is_mine:
            label = {**UNIT_ACTS, **OFFICE_ACTS}[S(case.state)]
            todos.append(Todo(f"{label}：{case}", case.place, case.get_absolute_url(), label, case.step_due_on))
        if case.settle_by and (case.received_by_id in doors or case.jurisdiction_id in office):
            title = f"补办手续：{case}"
            todos.append(Todo(title, "已先行救助，待补手续", case.get_absolute_url(), "补办", case.settle_by))
    return todos


def _due_cases() -> Iterator[Reminder]:
    """Yield the steps whose limit is today or has passed: the unit hears of its own, the office of what is late."""
    today = clock.today()
    for case in HardshipCase.objects.open().filter(step_due_on__lte=today):
        waits, late = S(case.state) in UNIT_ACTS, _late(case.step_due_on)
        said = f"逾期{late}个工作日" if late else "今天到期"
        text = f"{case}：{case.get_state_display()}，{said}"
        tone, unit = "late" if late else "soon", case.lead_unit_id or case.received_by_id or 0
        yield Reminder(text, case.get_absolute_url(), tone, case.jurisdiction_id, unit, late, waits)


def _owed_papers() -> Iterator[Reminder]:
    """Yield relief whose papers are due today or owed beyond it: who received the case makes them up."""
    rows = UrgentRelief.objects.filter(state=ReliefState.OPEN, settle_by__lte=clock.today()).select_related("case")
    for relief in rows:
        late, case = _late(relief.settle_by), relief.case
        said = f"逾期{late}个工作日" if late else "今天到期"
        text = f"{relief}：待补手续，{said}"
        tone, unit = "late" if late else "soon", case.received_by_id or 0
        yield Reminder(text, case.get_absolute_url(), tone, case.jurisdiction_id, unit, late)


def _late(due_on: Any) -> int:
    return max(clock.workdays_between(due_on, clock.today()), 0)


def _handled(unit: MemberUnit) -> QuerySet[HardshipCase]:
    return HardshipCase.objects.filter(lead_unit=unit, state__in=list(UNIT_ACTS))


def _moving(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[HardshipCase]:
    if duties is not None:  # a case rests on no duty of its own: it stays with the unit that was named
        return HardshipCase.objects.none()
    return HardshipCase.objects.open().filter(lead_unit=unit)


def _supported(unit: MemberUnit) -> QuerySet[HardshipCase]:
    return HardshipCase.objects.filter(supports__unit=unit, state__in=list(UNIT_ACTS))


def _supports(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[HardshipSupport]:
    if duties is not None:
        return HardshipSupport.objects.none()
    return HardshipSupport.objects.filter(unit=unit, case__in=HardshipCase.objects.open()).select_related("case")


def _support(support: HardshipSupport, successor: MemberUnit) -> None:
    """The successor supports, unless it does already or handles the case."""
    case = support.case
    if case.lead_unit_id == successor.pk or case.supports.filter(unit=successor).exists():
        support.delete()
    else:
        support.unit = successor
        support.save(update_fields=["unit"])


def _take_over(case: HardshipCase, successor: MemberUnit) -> None:
    before, case.lead_unit = str(case.lead_unit), successor
    case.supports.filter(unit=successor).delete()
    case.save(update_fields=["lead_unit"])
    audit.record("hardship_case.succeed", case, by=None, details={"from": before, "to": str(successor)})


reminders.register("hardship_case.due", _due_cases)
reminders.register("urgent_relief.due", _owed_papers)
open_work.register(
    Source("急难个案", _handled, lambda row: row.step_due_on),
    Source("配合的急难个案", _supported, lambda row: row.handle_by),
)
succession.register(
    Moving("承办的急难个案", _moving, _take_over),
    Moving("配合的急难个案", _supports, _support),
)
