"""Reading verification for pages, the workbench and the office's counts."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from jointmeeting.kernel import access, clock, jobs
from jointmeeting.kernel.todo import Todo
from members.models import Role
from verification.effects import RENDER_JOB
from verification.models import AidCase, Query, Source, VerificationRequest

R, S = VerificationRequest.State, Query.State
# What each post of the verification centre does in which state.
CENTRE_ACTS = {
    R.SUBMITTED: (Role.CENTRE_HANDLER, "受理"),
    R.COLLECTING: (Role.CENTRE_HANDLER, "汇总"),
    R.COMPARING: (Role.CENTRE_HANDLER, "比对"),
    R.REVIEWING: (Role.CENTRE_REVIEWER, "复核"),
    R.SIGNING: (Role.CENTRE_HEAD, "签发"),
}


def todo_for(user: Any) -> list[Todo]:
    """Return what waits for `user` in verification."""
    grants = access.roles_of(user)
    return [*_requests(grants), *_queries(grants), *_cases(grants)]


def _requests(grants: frozenset[access.Grant]) -> list[Todo]:
    mine = Q()
    for state, (role, _) in CENTRE_ACTS.items():
        mine |= Q(state=state, jurisdiction__in={g.jurisdiction_id for g in grants if g.role == role})
    if not any(g.role in {role for role, _ in CENTRE_ACTS.values()} for g in grants):
        return []
    head = {g.jurisdiction_id for g in grants if g.role in {Role.CENTRE_HANDLER, Role.CENTRE_HEAD}}
    mine |= Q(state=R.SIGNED, jurisdiction__in=head, pk__in=jobs.given_up(RENDER_JOB))
    rows = VerificationRequest.objects.filter(mine).select_related("case__township")[:50]
    return [_request_todo(row) for row in rows]


def _request_todo(row: VerificationRequest) -> Todo:
    label = "重新制作" if row.state == R.SIGNED else CENTRE_ACTS[R(row.state)][1]
    due_on = row.due_on or clock.add_workdays(row.submitted_on, 1)
    return Todo(f"{label}：{row}", f"{row.case.township}委托", row.get_absolute_url(), label, due_on)


def _queries(grants: frozenset[access.Grant]) -> list[Todo]:
    units = {g.unit_id for g in grants if g.role == Role.UNIT_HANDLER}
    rows = Query.objects.filter(source__unit__in=units, channel="browser", state__in=[S.SENT, S.OVERDUE])
    return [
        Todo(f"反馈：{row}", "家庭经济状况核对", row.get_absolute_url(), "反馈", row.due_on)
        for row in rows.select_related("source__unit", "request__case")[:50]
    ]


def _cases(grants: frozenset[access.Grant]) -> list[Todo]:
    townships = {g.unit_id for g in grants if g.role == Role.TOWNSHIP_HANDLER}
    rows = AidCase.objects.filter(township__in=townships, state=AidCase.State.ACCEPTED)[:50]
    return [Todo(f"委托核对：{row}", row.get_programme_display(), row.get_absolute_url(), "办理") for row in rows]


def counts(bodies: set[int]) -> QuerySet[Source]:
    """Return the sources with what they were asked and how they answered: figures only, no household."""
    return Source.objects.filter(jurisdiction__in=bodies).select_related("unit").annotate(
        asked=Count("queries"),
        waiting=Count("queries", filter=Q(queries__state__in=[S.PENDING, S.SENT])),
        in_time=Count("queries", filter=Q(queries__state=S.ANSWERED)),
        late=Count("queries", filter=Q(queries__state=S.LATE_ANSWERED)),
        overdue=Count("queries", filter=Q(queries__state=S.OVERDUE)),
    ).order_by("unit__position")  # fmt: skip
