"""Nightly, guardian's groups are held against the appointments; every drift is put right and logged.

A term that ended gives nothing by itself (docs/decisions/0002); this keeps the stored grants as short as the roster.
"""

from datetime import datetime, time

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from jointmeeting.kernel import audit, clock, jobs
from jointmeeting.kernel.models import LogEntry
from members.models import Appointment, Jurisdiction, MemberUnit, Role, User
from members.services import group_of

ACT = "grant.reconcile"
Pair = tuple[int, int]  # user, group


def reconcile_due() -> int:
    """Reconcile every body not yet done today; return how many were."""
    midnight = timezone.make_aware(datetime.combine(clock.today(), time()))
    done = LogEntry.objects.filter(act=ACT, at__gte=midnight).values("chain")
    due = Jurisdiction.objects.exclude(pk__in=done)
    for body in due:
        reconcile(body)
    return len(due)


@transaction.atomic
def reconcile(body: Jurisdiction) -> LogEntry:
    """Make the members of `body`'s groups those whose terms have not ended, and log who was added and removed."""
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=body.pk)
    wanted = {(post.user_id, group_of(post.role, post.unit or body).pk) for post in _running(body)}
    there = _stored(body)
    through = User.groups.through.objects
    for user, group in there - wanted:
        through.filter(user_id=user, group_id=group).delete()
    through.bulk_create(User.groups.through(user_id=u, group_id=g) for u, g in wanted - there)
    details = {"checked": len(wanted), "added": _named(wanted - there), "removed": _named(there - wanted)}
    return audit.record(ACT, body, by=None, details=details)


def _running(body: Jurisdiction) -> QuerySet[Appointment]:
    """Return the terms that have not ended; those still to begin have their grant already, and it counts from then.

    A dissolved unit has no posts to give, whatever its terms say.
    """
    rows = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), jurisdiction=body)
    return rows.exclude(unit__ended_on__lt=clock.today()).select_related("unit")


def _stored(body: Jurisdiction) -> set[Pair]:
    """Return the grants there are, those at units of the past as well: nobody else takes them away."""
    units = MemberUnit.ever.filter(jurisdiction=body).values_list("pk", flat=True)
    places = {f"jurisdiction:{body.pk}", *(f"unit:{pk}" for pk in units)}
    groups = [group.pk for group in Group.objects.all() if group.name.rsplit(":", 1)[0] in places]
    rows = User.groups.through.objects.filter(group__in=groups)
    return set(rows.values_list("user_id", "group_id"))


def _named(pairs: set[Pair]) -> list[str]:
    """Say who holds which post where, for the report."""
    names = dict(User.objects.filter(pk__in=[user for user, _ in pairs]).values_list("pk", "name"))
    groups = dict(Group.objects.filter(pk__in=[group for _, group in pairs]).values_list("pk", "name"))
    posts = {pk: _post(name) for pk, name in groups.items()}
    return sorted(f"{names[user]}（{posts[group]}）" for user, group in pairs)


def _post(group: str) -> str:
    """Say the group "unit:12:liaison" as people do: 示例局联络员."""
    place, pk, role = group.split(":")
    unit = MemberUnit.ever.filter(pk=pk).first() if place == "unit" else None
    return f"{unit or ''}{Role(role).label}"


jobs.register_deadline(reconcile_due)
