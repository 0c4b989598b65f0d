"""What is counted about units: the rows of a stretch of days, and the figures that share them out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from duties.models import Assignment, PeriodicReport
from jointmeeting.kernel import clock
from meetings.models import Attendance, Meeting
from members.models import Jurisdiction


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: the path to the unit, and the figures that share out its rows as (tone, label, condition)."""

    title: str
    unit: str
    figures: tuple[tuple[str, str, Q], ...]


def subjects() -> dict[str, Subject]:
    """Return what is counted, as of today; the figures of a subject add up to its total."""
    today = clock.today()
    closed, resting = Q(state="closed"), Q(state="suspended")
    handed_in = ~Q(state="due")
    return {
        "attendance": Subject(
            "到会情况",
            "unit",
            (
                ("good", "出席", Q(state="present")),
                ("plain", "代会", Q(state="substitute")),
                ("soon", "请假", Q(state="on_leave")),
                ("late", "缺席", Q(state="absent")),
            ),
        ),
        "assignment": Subject(
            "工作事项按期办结",
            "lead_unit",
            (
                ("good", "按期办结", closed & Q(closed_on__lte=F("due_on"))),
                ("soon", "逾期办结", closed & Q(closed_on__gt=F("due_on"))),
                ("late", "逾期未结", ~closed & ~resting & Q(due_on__lt=today)),
                ("plain", "未到期或中止", ~closed & (resting | Q(due_on__gte=today))),
            ),
        ),
        "report": Subject(
            "定期报送",
            "duty__unit",
            (
                ("good", "按期报送", handed_in & Q(submitted_on__lte=F("due_on"))),
                ("soon", "逾期报送", handed_in & Q(submitted_on__gt=F("due_on"))),
                ("late", "逾期未报", Q(state="due", due_on__lt=today)),
                ("plain", "未到期", Q(state="due", due_on__gte=today)),
            ),
        ),
    }


def counted(key: str, *, body: Jurisdiction, user: Any, days: tuple[date, date]) -> QuerySet[Any]:
    """Return the rows of a subject from the first to the last of `days`: held meetings, what was due and not merged."""
    if key == "attendance":
        held = Meeting.objects.visible_to(user).filter(jurisdiction=body, state=Meeting.State.HELD)
        return Attendance.objects.filter(meeting__in=held, meeting__starts_at__date__range=days)
    if key == "assignment":
        due = Assignment.objects.visible_to(user).filter(jurisdiction=body, due_on__range=days)
        return due.exclude(state=Assignment.State.MERGED)
    return PeriodicReport.objects.visible_to(user).filter(duty__jurisdiction=body, due_on__range=days)


def labelled(key: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate `figure`: the label of the one figure each row counts in."""
    cases = [When(condition, then=Value(label)) for _, label, condition in subjects()[key].figures]
    annotated: QuerySet[Any] = rows.annotate(figure=Case(*cases, default=Value(""), output_field=CharField()))
    return annotated
