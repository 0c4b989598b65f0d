"""The year's plan of meetings: what the body's rules propose, and how each line stands against what was held."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from jointmeeting.kernel import clock
from jointmeeting.kernel.templatetags.ui import cn_datetime
from meetings.models import Meeting, MeetingPlan, PlannedMeeting
from members.models import Jurisdiction
from members.rules import ruling, times_a_year

ORDINAL = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One meeting the rules ask for, in a month; `meeting` where it is arranged already."""

    month: int
    kind: str
    theme: str
    meeting: Meeting | None = None


def proposal(body: Jurisdiction, year: int) -> list[Proposed]:
    """Return the regular meetings of `year`: those there are, and what is missing, spread over the months left.

    How many is the notice's rule, or what the office confirmed; where nobody has settled it, nothing is guessed.
    """
    there = list(of_year(body, year).filter(kind=Meeting.Kind.REGULAR).exclude(state=Meeting.State.CANCELLED))
    rule, found = times_a_year(body), []
    for meeting in there:
        month = timezone.localdate(meeting.starts_at).month
        found.append(Proposed(month, Meeting.Kind.REGULAR, meeting.title, meeting))
    for n, month in enumerate(_months_left(year, max(rule.least - len(there), 0) if rule else 0), len(there) + 1):
        if (before := ruling(body, "liaison_meeting_before")) and before.value:
            found.append(Proposed(month, Meeting.Kind.LIAISON, f"第{_ordinal(n)}次联席会议会前讨论"))
        found.append(Proposed(month, Meeting.Kind.REGULAR, f"{year}年第{_ordinal(n)}次联席会议"))
    return sorted(found, key=lambda row: row.month)


def of_year(body: Jurisdiction, year: int) -> QuerySet[Meeting]:
    """Return the body's meetings of a year, in order."""
    return Meeting.objects.filter(jurisdiction=body, starts_at__year=year).order_by("starts_at")


def _months_left(year: int, count: int) -> Iterator[int]:
    """Spread `count` meetings evenly over what is left of the year."""
    today = clock.today()
    first = today.month if year == today.year else 1
    for n in range(count):
        yield first + int((13 - first) * (n + 0.5) / count)


def _ordinal(number: int) -> str:
    return ORDINAL[number] if number < len(ORDINAL) else str(number)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the plan and how it stands: tone good | plain | soon | late, with its sentence."""

    planned: PlannedMeeting
    tone: str
    sentence: str

    @property
    def may_arrange(self) -> bool:
        """Whether nothing has come of it yet, or what came was cancelled."""
        return is_open(self.planned)


def is_open(planned: PlannedMeeting) -> bool:
    """Tell whether a meeting may still be arranged from this line."""
    return planned.meeting is None or planned.meeting.state == Meeting.State.CANCELLED


def lines(plan: MeetingPlan) -> list[Line]:
    """Return the plan against what was held; one query."""
    return [Line(row, *_stands(row, plan.year)) for row in plan.lines.select_related("meeting", "prepared_by")]


def _stands(row: PlannedMeeting, year: int) -> tuple[str, str]:
    meeting, today = row.meeting, clock.today()
    if meeting is None:
        left = (year - today.year) * 12 + row.month - today.month
        if left < 0:
            return "late", f"计划{row.month}月召开，已过期，尚未安排"
        return ("soon", "应于本月召开，尚未安排") if left == 0 else ("plain", "尚未安排")
    day = timezone.localdate(meeting.starts_at)
    if meeting.state == Meeting.State.CANCELLED:
        return "late", "会议已取消，请重新安排或调整计划"
    if meeting.state == Meeting.State.HELD:
        moved = "" if (day.year, day.month) == (year, row.month) else f"（原计划{row.month}月）"
        return "good", f"已于{day.month}月{day.day}日召开{moved}"
    return "plain", f"{cn_datetime(meeting.starts_at)}，{meeting.get_state_display()}"


def unplanned(plan: MeetingPlan) -> list[Meeting]:
    """Return the year's meetings the plan does not know."""
    return list(of_year(plan.jurisdiction, plan.year).filter(planned_as=None))


def held_sentence(plan: MeetingPlan, rows: list[Line]) -> str:
    """Say how many regular meetings are planned and held, and what the rule asks."""
    regular = [row for row in rows if row.planned.kind == Meeting.Kind.REGULAR]
    held = of_year(plan.jurisdiction, plan.year).filter(kind=Meeting.Kind.REGULAR, state=Meeting.State.HELD).count()
    return f"计划例会{len(regular)}次，已召开{held}次。"
