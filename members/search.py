"""What of the roster can be found: units, by name or pinyin initials, and who holds a post."""

from typing import Any

from django.db.models import QuerySet

from jointmeeting.kernel import access, search
from jointmeeting.kernel.search import Source
from members.models import Appointment, FormerName, MemberUnit


def _posts(user: Any) -> QuerySet[Appointment]:
    """The roster is published inside the body."""
    bodies = {grant.jurisdiction_id for grant in access.roles_of(user)}
    return Appointment.objects.current().filter(jurisdiction__in=bodies).select_related("unit", "jurisdiction", "user")


def _units(user: Any) -> QuerySet[MemberUnit]:
    return MemberUnit.doers.all().visible_to(user).select_related("jurisdiction")


def _former_names(user: Any) -> QuerySet[FormerName]:
    """Whoever finds a unit finds it by what it was called."""
    seen = MemberUnit.doers.all().visible_to(user).values("pk")
    return FormerName.objects.filter(unit__in=seen).select_related("unit")


search.register(
    Source(
        "单位",
        _units,
        ("name", "short_name", "printed_name"),
        lambda unit: f"{unit.jurisdiction} · {unit.get_kind_display()}",
        initials="initials",
        is_indexed=False,
    ),
    Source("曾用名", _former_names, ("name",), lambda row: f"现为{row.unit}", initials="initials", is_indexed=False),
    Source("人员", _posts, ("user__name", "post"), lambda post: str(post.user), is_indexed=False),
)
