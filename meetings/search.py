"""What of meetings can be found: items, meetings, minutes and what they resolve."""

from typing import Any

from django.db.models import QuerySet

from jointmeeting.kernel import search
from jointmeeting.kernel.search import Source
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings.models import AgendaItem, Meeting, Minutes, ResolvedMatter


def _matters(user: Any) -> QuerySet[ResolvedMatter]:
    """Whoever may read the minutes finds what they resolve."""
    seen = Minutes.objects.visible_to(user).values("pk")
    return ResolvedMatter.objects.filter(minutes__in=seen).select_related("minutes", "lead_unit")


search.register(
    Source(
        "议题",
        lambda user: AgendaItem.objects.visible_to(user).select_related("unit"),
        ("title", "background", "proposal"),
        lambda item: f"{item.unit} · {item.get_state_display()}",
    ),
    Source(
        "会议",
        lambda user: Meeting.objects.visible_to(user),
        ("title", "place"),
        lambda meeting: f"{cn_datetime(meeting.starts_at)} · {meeting.get_state_display()}",
        is_indexed=False,
    ),
    Source(
        "会议纪要",
        lambda user: Minutes.objects.visible_to(user),
        ("title", "opening"),
        lambda minutes: f"{minutes.number_label} {minutes.get_state_display()}".strip(),
    ),
    Source("议定事项", _matters, ("heading", "text"), lambda matter: f"{matter.minutes} · {matter.lead_unit}"),
)
