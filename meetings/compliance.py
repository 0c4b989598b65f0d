"""What the rules demand of meetings: as many regular ones a year as the notice says."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from jointmeeting.kernel import clock, compliance
from jointmeeting.kernel.compliance import Demand
from meetings.models import Meeting
from members.models import Jurisdiction
from members.rules import times_a_year


def of_meetings(body: Jurisdiction) -> Iterator[Demand]:
    """Yield the regular meetings of this year against the rule; nothing where no rule stands."""
    if (asked := times_a_year(body)) is None:
        return
    year, state = clock.today().year, Meeting.State
    regular = Meeting.objects.filter(jurisdiction=body, kind=Meeting.Kind.REGULAR, starts_at__year=year)
    held = regular.filter(state=state.HELD).count()
    ahead = regular.filter(state__in=[state.PLANNED, state.NOTICED, state.IN_SESSION]).count()
    stands = f"{year}年已召开{held}次" + (f"，另有{ahead}次已列入安排" if ahead else "")
    if held < asked.least and not ahead:
        stands += "，尚未安排，请拟订会议计划"
    yield Demand(
        key="regular",
        title="例会",
        asked=f"每年{asked.label}",
        citation=asked.citation,
        stands=stands,
        is_met=held >= asked.least,
        url=reverse("meetings:meeting_list"),
        due_on=date(year, 12, 31),
    )


compliance.register(of_meetings)
