"""What is counted about units: the rows of a stretch of days, and the figures that share them out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from duties.models import Assignment, PeriodicReport
from jointmeeting.kernel import clock
from meetings.models import Attendance, Meeting
from meetings.models.meeting import GRACE, HERE
from members.models import Jurisdiction


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: the path to the unit, and the figures that share out its rows as (tone, label, condition)."""

    title: str
    unit: str
    figures: tuple[tuple[str, str, Q], ...]
    counts_in: str = "件"


def subjects() -> dict[str, Subject]:
    """Return what is counted, as of today; the figures of a subject add up to its total."""
    return {"attendance": _attendance(), "assignment": _assignments(), "report": _reports()}


def _attendance() -> Subject:
    here = Q(state__in=HERE)
    uneven = here & (Q(arrived_at__gt=F("meeting__starts_at") + GRACE) | Q(left_at__isnull=False))
    figures = (
        ("good", "出席", Q(state="present") & ~uneven),
        ("plain", "代会", Q(state="substitute") & ~uneven),
        ("soon", "迟到或早退", uneven),
        ("ended", "请假", Q(state="on_leave")),
        ("late", "缺席", Q(state="absent")),
    )
    return Subject("到会情况", "unit", figures, "次")


def _assignments() -> Subject:
    """A unit is measured by the day it reported done what the office accepted, not by the day of the verification."""
    closed, resting, passed = Q(state="closed"), Q(state="suspended"), Q(due_on__lt=clock.today())
    in_time, as_first_set = Q(finished_on__lte=F("due_on")), Q(due_on=F("original_due_on"))
    awaits = Q(state="reported") & in_time
    figures = (
        ("good", "按期办结", closed & in_time & as_first_set),
        ("ended", "延期后办结", closed & in_time & ~as_first_set),
        ("soon", "逾期办结", closed & ~in_time),
        ("late", "逾期未结", ~closed & ~resting & ~awaits & passed),
        ("plain", "未到期、待核验或中止", ~closed & (resting | awaits | ~passed)),
    )
    return Subject("工作事项按期办结", "lead_unit", figures)


def _reports() -> Subject:
    today, handed_in = clock.today(), ~Q(state="due")
    figures = (
        ("good", "按期报送", handed_in & Q(submitted_on__lte=F("due_on"))),
        ("soon", "逾期报送", handed_in & Q(submitted_on__gt=F("due_on"))),
        ("late", "逾期未报", Q(state="due", due_on__lt=today)),
        ("plain", "未到期", Q(state="due", due_on__gte=today)),
    )
    return Subject("定期报送", "duty__unit", figures)


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
