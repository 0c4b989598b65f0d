"""Reminders (催办): one digest a person and working day, in working hours, and never twice.

Who hears of what: the liaison officer of a unit (the handler of a township) of what waits, comes near or is late; the
unit's leader of what is late; the office staff from the first working day late, the director from the third, the
conveners from the fifth. A supporting unit hears of a part that was named to it.
Where a unit has nobody in office, the office staff hear at once instead, and where a step of the office is vacant, the
next one hears in its place: nothing goes unheard. Who is away (外出) counts as nobody for these days; of what an absent
liaison officer would hear, the unit's leader hears.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from duties.lights import Light, due_tone, light_of, report_light
from duties.models import (
    Assignment,
    Digest,
    Part,
    PartState,
    PeriodicReport,
    PeriodicReportState,
    ReminderRound,
    SupervisionSlip,
    SupervisionSlipState,
)
from duties.models.assignment import RESTING
from jointmeeting.kernel import audit, clock, jobs, notify, reminders
from jointmeeting.kernel.reminders import Reminder
from members.importing.defaults import CUSTOMARY
from members.models import Absence, Appointment, Role
from members.rules import limit

OPENS, SHUTS = 8, 18  # quiet before 8:00 and from 18:00, and on days off
ESCALATION = {Role.STAFF: 1, Role.DIRECTOR: 3, Role.CONVENER: 5, Role.CHIEF_CONVENER: 5}  # working days late
LADDER = ({Role.STAFF}, {Role.DIRECTOR}, {Role.CONVENER, Role.CHIEF_CONVENER})  # a vacant step is heard one higher
HEARS_OF_ALL = {Role.LIAISON, Role.TOWNSHIP_HANDLER}  # a township has no liaison officer here
WAITS = (Assignment.State.ASSIGNED, Assignment.State.ACCEPTED, Assignment.State.IN_PROGRESS)  # with the lead unit


def remind() -> int:
    """Make today's digests that are not made yet; return how many were made now."""
    now = timezone.localtime(clock.now())
    today = now.date()
    if not OPENS <= now.hour < SHUTS or not clock.is_workday(today):
        return 0
    if ReminderRound.objects.filter(day=today).exists():
        return 0
    found = _by_person(sorted(reminders.everything(), key=lambda row: -row[1].late))
    made = sum(_send(user, today, items) for user, items in found.items())
    ReminderRound.objects.get_or_create(day=today, defaults={"people": len(found)})
    return made


@transaction.atomic
def _send(user: int, day: date, items: list[tuple[str, Reminder]]) -> bool:
    """Keep one digest and announce it, both or neither; who has today's gets no other, whoever asks again.

    What waits in many units stands once in the office's digest, with their number.
    """
    said = Counter((kind, item.text, item.url, item.tone) for kind, item in items)
    lines = [
        {"kind": kind, "text": f"{text}（{units}个单位）" if units > 1 else text, "url": url, "tone": tone}
        for (kind, text, url, tone), units in said.items()
    ]
    digest, created = Digest.objects.get_or_create(
        recipient_id=user, day=day, defaults={"jurisdiction_id": items[0][1].body, "lines": lines}
    )
    if created:
        notify.announce(audit.record("digest.send", digest, by=None, details={"lines": len(lines)}))
    return created


def _by_person(items: list[tuple[str, Reminder]]) -> dict[int, list[tuple[str, Reminder]]]:
    """Return what each person hears today."""
    holders: dict[tuple[int, int | None], list[tuple[str, int]]] = defaultdict(list)
    away, led_for_now = Absence.objects.until(clock.today()), set()
    for body, unit, role, user in (
        Appointment.objects.current()
        .filter(user__is_active=True)
        .values_list("jurisdiction", "unit", "role", "user")
        .order_by("pk")
    ):
        if user not in away:
            holders[body, unit].append((role, user))
        elif role in HEARS_OF_ALL:
            led_for_now.add((body, unit))
    found: dict[int, list[tuple[str, Reminder]]] = defaultdict(list)
    for kind, item in items:
        place = item.body, item.unit
        people = [user for role, user in holders[place] if _unit_hears(role, item, led=place in led_for_now)]
        absent = item.waits and not people
        centre = holders[item.body, None]
        levels = {Role(role) for role, _ in centre}
        people += [user for role, user in centre if _centre_hears(role, item, absent=absent, levels=levels)]
        for user in dict.fromkeys(people):
            found[user].append((kind, item))
    return found


def _unit_hears(role: str, item: Reminder, *, led: bool) -> bool:
    return item.waits and (role in HEARS_OF_ALL or (role == Role.UNIT_LEADER and (item.late > 0 or led)))


def _centre_hears(role: str, item: Reminder, *, absent: bool, levels: set[Role]) -> bool:
    """Tell whether a post hears: from its own day on, and from that of a lower level nobody sits in."""
    rank = next((n for n, roles in enumerate(LADDER) if role in roles), None)
    if rank is None:
        return False
    lowest = rank
    while lowest > 0 and not LADDER[lowest - 1] & levels:
        lowest -= 1
    from_day = min(ESCALATION[next(iter(LADDER[lowest]))], ESCALATION[Role(role)])
    return item.late >= from_day or (absent and lowest == 0)


def _due_assignments() -> Iterator[Reminder]:
    """Yield the assignments that were refused, come near, or are late."""
    for row in _running():
        light = light_of(row)
        if light.tone in {"soon", "late"} or row.state == Assignment.State.REFUSED:
            yield _of_assignment(row, light, row.due_on)


def _unaccepted() -> Iterator[Reminder]:
    """Yield the assignments nobody has accepted; late once the working days to hand them over have passed."""
    days, today = "days", clock.today()
    waiting = _running().filter(state=Assignment.State.ASSIGNED)
    for row in waiting.annotate(**{days: limit("assign_days", begun_at="handed_on")}):
        last = clock.add_workdays(row.handed_on, getattr(row, days) or CUSTOMARY["assign_days"])
        late = max(clock.workdays_between(last, today), 0)
        said = f"尚未签收，已超过签收期限{late}个工作日" if late else f"请于{last:%-m月%-d日}前签收"
        tone, unit = "late" if late else "soon", row.lead_unit_id
        yield Reminder(f"{row.title}：{said}", row.get_absolute_url(), tone, row.jurisdiction_id, unit, late)


def _suspensions_over() -> Iterator[Reminder]:
    """Yield what was suspended until a day that has come: the office resumes it, or suspends it anew with a reason."""
    today = clock.today()
    rows = Assignment.objects.filter(state=Assignment.State.SUSPENDED, suspended_until__lte=today)
    for row in rows:
        text = f"{row.title}：中止至{row.suspended_until:%-m月%-d日}，请恢复办理"
        late = _late("late", row.suspended_until)
        yield Reminder(text, row.get_absolute_url(), "late", row.jurisdiction_id, row.lead_unit_id, late, waits=False)


def _due_progress() -> Iterator[Reminder]:
    """Yield the regular reports on an assignment's progress that come near or are late."""
    for row in _running():
        report = report_light(row)
        if report and report.tone in {"soon", "late"}:
            yield _of_assignment(row, report, row.report_due_on)


def _unanswered_slips() -> Iterator[Reminder]:
    """Yield the supervision slips whose reply comes near or is late."""
    waiting = SupervisionSlip.objects.filter(state=SupervisionSlipState.ISSUED, assignment__in=_running())
    for slip in waiting.select_related("assignment"):
        tone, sentence = due_tone(slip.answer_by, "待回复")
        if tone in {"soon", "late"}:
            text, late = f"{slip}（{slip.assignment}）：{sentence}", _late(tone, slip.answer_by)
            yield Reminder(text, slip.get_absolute_url(), tone, slip.jurisdiction_id, slip.lead_unit_id, late)


def _due_parts() -> Iterator[Reminder]:
    """Yield what supporting units took on by name and have not done, as the whole comes near or is late."""
    rows = Part.objects.filter(state=PartState.OPEN, unit__isnull=False, assignment__in=_running()).exclude(text="")
    for part in rows.select_related("assignment__lead_unit"):
        whole = part.assignment
        light = light_of(whole)
        if light.tone in {"soon", "late"}:
            text, late = f"配合{whole.lead_unit}办理{whole.title}：{light.sentence}", _late(light.tone, whole.due_on)
            yield Reminder(text, whole.get_absolute_url(), light.tone, whole.jurisdiction_id, part.unit_id or 0, late)


def _due_reports() -> Iterator[Reminder]:
    """Yield the periodic reports that come near or are late."""
    waiting = PeriodicReport.objects.filter(state=PeriodicReportState.DUE).select_related("duty__unit")
    for periodic in waiting:
        tone, sentence = due_tone(periodic.due_on, "待报送")
        if tone in {"soon", "late"}:
            duty, late = periodic.duty, _late(tone, periodic.due_on)
            text = f"{periodic}：{sentence}"
            yield Reminder(text, periodic.get_absolute_url(), tone, duty.jurisdiction_id, duty.unit_id, late)


def _running() -> QuerySet[Assignment]:
    return Assignment.objects.exclude(state__in=RESTING).filter(_may_remind())


def _may_remind() -> Q:
    return Q(not_before=None) | Q(not_before__lte=clock.today())


def _of_assignment(row: Assignment, light: Light, due_on: date | None) -> Reminder:
    late, waits = _late(light.tone, due_on), row.state in WAITS
    text = f"{row.title}：{light.sentence}"
    return Reminder(text, row.get_absolute_url(), light.tone, row.jurisdiction_id, row.lead_unit_id, late, waits)


def _late(tone: str, due_on: date | None) -> int:
    return max(-clock.workdays_between(clock.today(), due_on), 1) if tone == "late" and due_on else 0


reminders.register("assignment.due", _due_assignments)
reminders.register("assignment.unaccepted", _unaccepted)
reminders.register("assignment.progress", _due_progress)
reminders.register("assignment.suspended", _suspensions_over)
reminders.register("supervision_slip.answer", _unanswered_slips)
reminders.register("part.due", _due_parts)
reminders.register("periodic_report.due", _due_reports)
jobs.register_deadline(remind)
