"""What of the follow-up can be found: assignments."""

from duties.models import Assignment
from jointmeeting.kernel import search
from jointmeeting.kernel.search import Source

search.register(
    Source(
        "工作事项",
        lambda user: Assignment.objects.visible_to(user).select_related("lead_unit"),
        ("title", "text"),
        lambda row: f"{row.lead_unit} · {row.get_state_display()}",
    )
)
