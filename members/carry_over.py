"""What the roster asks of the next meeting: terms that end around it, so that successors are settled there."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jointmeeting.kernel import carry_over
from jointmeeting.kernel.carry_over import Kind, Matter
from members.models import Appointment, Role

AROUND = timedelta(days=60)  # before and after the day of the meeting


def of_terms(meeting: Any) -> Iterator[Matter]:
    """Yield heads and liaison officers whose term ends around the meeting and whom nobody has succeeded yet."""
    day = timezone.localdate(meeting.starts_at)
    posts = Appointment.objects.filter(
        jurisdiction=meeting.jurisdiction_id,
        role__in=[Role.UNIT_LEADER, Role.LIAISON],
        ends_on__range=(day - AROUND, day + AROUND),
        unit__is_member=True,
    ).select_related("user", "unit")
    for post in posts:
        later = Appointment.objects.filter(unit=post.unit, role=post.role, starts_on__gt=post.starts_on)
        if post.unit is None or later.exists():
            continue
        title = f"{post.user}（{post.get_role_display()}）"
        key, url = f"members.appointment:{post.pk}", post.unit.get_absolute_url()
        yield Matter(Kind.TERM, key, title, post.unit.name, url, post.ends_on)


carry_over.register(of_terms)
