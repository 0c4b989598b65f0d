"""The sheets of meetings and minutes that come back on paper: sign-in sheets, countersign sheets, task sheets."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone

from jointmeeting.kernel import access, clock
from jointmeeting.kernel.documents.sheet_codes import SheetCode
from jointmeeting.kernel.paper_loop import Kind, Sheet, register
from meetings.models import Meeting, Minutes, ResolvedMatter
from meetings.models.meeting import MeetingKind
from members.models import MemberUnit
from members.permissions import LEADERS, OFFICE, UNIT

SIGN_IN, COUNTERSIGN, TASKS = "sign_in", "countersign", "task_sheet"
LOOKED_BACK = timedelta(days=366)  # paper that has not come back by then is named by its code alone


def sign_in_code(meeting: Meeting) -> SheetCode:
    """Return the code of the sign-in sheet as of the agenda that is out."""
    last = meeting.revisions.first()
    return SheetCode(SIGN_IN, meeting.pk, version=last.number if last else 0)


def countersign_code(minutes: Minutes) -> SheetCode:
    """Return the code of the countersign sheet of the draft as it is."""
    return SheetCode(COUNTERSIGN, minutes.pk, version=minutes.version)


def task_sheet_code(minutes: Minutes, unit: MemberUnit) -> SheetCode:
    """Return the code of a unit's task sheet."""
    return SheetCode(TASKS, minutes.pk, part=unit.pk)


def _central(user: Any) -> Q:
    """Return the pages of the bodies where the person sees everything of meetings and minutes."""
    return Q(scan__jurisdiction__in={g.jurisdiction_id for g in access.roles_of(user) if g.role in OFFICE | LEADERS})


def _own_tasks(user: Any) -> Q:
    """Return, beside those, the task sheets of the person's units."""
    units = {grant.unit_id for grant in access.roles_of(user) if grant.role in UNIT}
    return _central(user) | Q(target__in=Minutes.objects.visible_to(user).values("pk"), part__in=units)


def _meeting(target: int, _: int) -> Sheet | None:
    return next((_sign_in(row) for row in Meeting.objects.filter(pk=target)), None)


def _meetings(body: int) -> Iterator[Sheet]:
    rows = Meeting.objects.filter(jurisdiction=body, starts_at__gte=clock.now() - LOOKED_BACK)
    return map(_sign_in, rows.exclude(kind=MeetingKind.WRITTEN))


def _sign_in(meeting: Meeting) -> Sheet:
    day = f"{timezone.localdate(meeting.starts_at):%Y年%-m月%-d日}"
    return Sheet(meeting.pk, 0, meeting.jurisdiction_id, f"{meeting}（{day}）签到表")


def _minutes(target: int, _: int) -> Sheet | None:
    return next((_countersign(row) for row in Minutes.objects.filter(pk=target)), None)


def _circulated(body: int) -> Iterator[Sheet]:
    rows = Minutes.objects.filter(jurisdiction=body, meeting__begun_at__gte=clock.now() - LOOKED_BACK)
    return map(_countersign, rows.order_by("-pk"))


def _countersign(minutes: Minutes) -> Sheet:
    return Sheet(minutes.pk, 0, minutes.jurisdiction_id, f"{minutes}会签单")


def _task_sheet(target: int, part: int) -> Sheet | None:
    unit = MemberUnit.ever.filter(pk=part).first()
    minutes = Minutes.objects.filter(pk=target, state=Minutes.State.ISSUED).first()
    if unit is None or minutes is None or unit.jurisdiction_id != minutes.jurisdiction_id:
        return None
    return _tasks(minutes, unit)


def _charged(body: int) -> Iterator[Sheet]:
    """Return a sheet for each unit that minutes name, in two queries; units of a group come by their code."""
    issued = Minutes.objects.filter(
        jurisdiction=body, state=Minutes.State.ISSUED, signed_at__gte=clock.now() - LOOKED_BACK
    )
    ever = Prefetch("supporting_units", MemberUnit.ever.all())
    matters = ResolvedMatter.objects.filter(minutes__in=issued).select_related("minutes", "lead_unit")
    found: dict[tuple[int, int], Sheet] = {}
    for matter in matters.prefetch_related(ever).order_by("-minutes", "position"):
        for unit in (matter.lead_unit, *matter.supporting_units.all()):
            found.setdefault((matter.minutes_id, unit.pk), _tasks(matter.minutes, unit))
    return iter(found.values())


def _tasks(minutes: Minutes, unit: MemberUnit) -> Sheet:
    return Sheet(minutes.pk, unit.pk, minutes.jurisdiction_id, f"{minutes.number_label}任务单（{unit}）")


register(
    Kind(SIGN_IN, "会议签到表", "meetings:meeting_page", _meeting, _meetings, _central, "议程第{}版"),
    Kind(COUNTERSIGN, "纪要会签单", "meetings:minutes_page", _minutes, _circulated, _central, "第{}稿"),
    Kind(TASKS, "纪要任务单", "meetings:minutes_task_sheets", _task_sheet, _charged, _own_tasks),
)
