"""What of the follow-up can be found: assignments, hardship cases."""

from duties.models import Assignment, HardshipCase
from jointmeeting.kernel import search
from jointmeeting.kernel.search import Source

search.register(
    Source(
        "急难个案",
        lambda user: HardshipCase.objects.visible_to(user).select_related("lead_unit"),
        ("household", "place", "need"),
        lambda row: f"{row.place} · {row.get_state_display()}",
    )
)
search.register(
    Source(
        "工作事项",
        lambda user: Assignment.objects.visible_to(user).select_related("lead_unit"),
        ("title", "text"),
        lambda row: f"{row.lead_unit} · {row.get_state_display()}",
    )
)
