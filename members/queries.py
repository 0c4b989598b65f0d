"""Reading members: who holds a role, and what the charter page shows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from jointmeeting.kernel import clock
from jointmeeting.kernel.todo import Todo
from members.models import Appointment, CharterDraft, MemberUnit, User


def people_holding(roles: Iterable[str], body: int, *, units: Iterable[int] | None = None) -> QuerySet[User]:
    """Return active users who hold one of `roles` today at `body`, at one of `units` when given."""
    posts = Appointment.objects.current().filter(role__in=[str(role) for role in roles], jurisdiction=body)
    posts = posts.filter(unit=None) if units is None else posts.filter(unit__in=list(units))
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("pk")


def liaisons(body: Any) -> dict[int, Appointment]:
    """Return today's liaison officer of each unit, by unit."""
    posts = Appointment.objects.current().filter(jurisdiction=body, role="liaison").select_related("user")
    return {post.unit_id: post for post in posts if post.unit_id}


def todo_for(user: Any) -> list[Todo]:
    """Return the notices under check that wait for `user`, and those whose day passed: nothing is forgotten."""
    late = Q(state=CharterDraft.State.SCHEDULED, in_force_from__lt=clock.today())
    drafts = CharterDraft.objects.visible_to(user).filter(Q(state=CharterDraft.State.CHECKING) | late)
    return [_draft(draft) for draft in drafts.only("reading", "name", "state", "started_at", "in_force_from")]


def _draft(draft: CharterDraft) -> Todo:
    url = draft.get_absolute_url()
    if draft.state == CharterDraft.State.SCHEDULED:
        return Todo(f"通知未能生效：{draft}", "请收回核对后办理", url, "办理", draft.in_force_from)
    begun = f"{timezone.localtime(draft.started_at):%-m月%-d日}载入，尚未生效"
    return Todo(f"核对通知：{draft}", begun, url, "继续核对")


def units_by_name(body: Any, *, with_aliases: bool = True) -> dict[str, MemberUnit]:
    """Return today's units, with a seat or without, by their names, aliases and every name they had before."""
    units = MemberUnit.doers.filter(jurisdiction=body).prefetch_related("former_names")
    former = {name.name: unit for unit in units for name in unit.former_names.all()}
    aliases = {name: unit for unit in units for name in unit.other_names if with_aliases}
    return {**aliases, **former, **{unit.name: unit for unit in units}}
