"""A source of information goes to whoever takes over the unit, with its agreements and queries."""

from django.db.models import QuerySet

from jointmeeting.kernel import succession
from jointmeeting.kernel.succession import Moving
from members.models import Duty, MemberUnit
from verification.models import Source


def _sources(unit: MemberUnit, duties: list[Duty] | None) -> QuerySet[Source]:
    """Only from a unit that ends, and only to one that is no source yet: two agreements are for people to merge."""
    return Source.objects.filter(unit=unit) if duties is None else Source.objects.none()


def _supply(source: Source, successor: MemberUnit) -> None:
    if not Source.objects.filter(unit=successor).exists():
        source.unit = successor
        source.save(update_fields=["unit"])


succession.register(Moving("信息提供（协议和协查任务）", _sources, _supply))
