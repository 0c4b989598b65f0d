"""What the rules demand of reports: each period's report of each unit the notice names, on its day."""

from collections.abc import Iterator

from duties.models import PeriodicReport
from jointmeeting.kernel import compliance
from jointmeeting.kernel.compliance import Demand
from members.models import Jurisdiction


def of_reports(body: Jurisdiction) -> Iterator[Demand]:
    """Yield every periodic report that is still due."""
    due = PeriodicReport.objects.filter(duty__jurisdiction=body, state=PeriodicReport.State.DUE)
    for report in due.select_related("duty__unit"):
        yield Demand(
            key=f"report:{report.pk}",
            title=f"报送：{report.duty.unit}",
            asked=f"{report.duty.get_cadence_display()}报送{report.duty.content}",
            citation=report.duty.clause,
            stands=f"{report}尚未报送",
            is_met=False,
            url=report.get_absolute_url(),
            due_on=report.due_on,
        )


compliance.register(of_reports)
