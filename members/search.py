"""What of the roster can be found: units, by name or pinyin initials, and who holds a post, likewise."""

from typing import Any

from django.db.models import Q, QuerySet

from jointmeeting.kernel import search
from jointmeeting.kernel.search import Source
from members.models import Appointment, FormerName, MemberUnit
from members.models.unit import initials_of


def _posts(user: Any) -> QuerySet[Appointment]:
    return Appointment.objects.visible_to(user).current().select_related("unit", "jurisdiction", "user")


def _units(user: Any) -> QuerySet[MemberUnit]:
    return MemberUnit.ever.visible_to(user).select_related("jurisdiction")


def _other_names(user: Any, word: str) -> list[str]:
    """Return the former names of units the word names, today's names of units it used to name, and the names of the
    people whose initials it is."""
    if word.isascii() and word.isalpha():
        return [name for name in _people(user) if initials_of(name) == word]
    if len(word) < search.SHORTEST_NAME:
        return []
    former = FormerName.objects.visible_to(user)
    either = former.filter(Q(name__icontains=word) | Q(unit__name__icontains=word))
    return [name for pair in either.values_list("name", "unit__name")[: search.SHOWN] for name in pair]


def _people(user: Any) -> set[str]:
    return set(Appointment.objects.visible_to(user).current().values_list("user__name", flat=True))


search.register_other_names(_other_names)
search.register(
    Source(
        "单位",
        _units,
        ("name", "short_name", "printed_name", "aliases"),
        lambda unit: f"{unit.jurisdiction} · {unit.get_kind_display()}",
        initials="initials",
        is_indexed=False,
    ),
    Source(
        "曾用名",
        lambda user: FormerName.objects.visible_to(user).select_related("unit"),
        ("name",),
        lambda former: f"现为{former.unit}",
        initials="initials",
        is_indexed=False,
    ),
    Source("人员", _posts, ("user__name", "post"), lambda post: str(post.user), is_indexed=False),
)
