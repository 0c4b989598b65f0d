"""What a transition in this app does beyond the state."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from duties.lights import light_of
from duties.models import Assignment, Evidence, Extension, Part, PeriodicReport, Progress, SlipColour, SupervisionSlip
from jointmeeting.kernel import audit, clock, files, jobs, notify, numbering
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act

SLIP_JOB = "duties.slip"
ANSWER_WORKDAYS = 3  # customary: a slip is answered within three working days
RED_AFTER = 10  # customary: red when more than ten working days late


def begin(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Name who answers for it, and count to the first report."""
    assignment.report_due_on = _next_report(assignment, clock.today())
    return designate(assignment, act)


def designate(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Name who answers for it in the lead unit."""
    person = act.data.get("responsible")
    if person is None:
        return {}
    assignment.responsible = person
    return {"responsible": person.name}


def keep_progress(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Keep what the lead unit reports, with its evidence."""
    progress = Progress.objects.create(
        assignment=assignment,
        text=act.data["text"],
        percent=act.data["percent"],
        obstacle=act.data.get("obstacle", ""),
        help_wanted=act.data.get("help_wanted", ""),
        reported_by=act.by,
    )
    if upload := act.data.get("evidence"):
        stored = files.store(upload.content, media_type=upload.media_type)
        Evidence.objects.create(progress=progress, file=stored, name=upload.name)
    assignment.report_due_on = _next_report(assignment, clock.today())
    return {"percent": progress.percent}


def _next_report(assignment: Assignment, day: date) -> date | None:
    """The same day so many months on, at most the 28th, so that every month has it."""
    if not assignment.report_every:
        return None
    months = day.month - 1 + assignment.report_every
    return date(day.year + months // 12, months % 12 + 1, min(day.day, 28))


def date_closing(assignment: Assignment, _: Act) -> None:
    """Keep the day of closing."""
    assignment.closed_on = clock.today()


def open_again(assignment: Assignment, _: Act) -> Mapping[str, Any]:
    """Take the day of closing back; the log keeps it."""
    closed_on, assignment.closed_on = assignment.closed_on, None
    return {"closed_on": str(closed_on)}


def reassign(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Give it to another lead unit, whose time to refuse begins today."""
    old, new = assignment.lead_unit, act.data["lead_unit"]
    assignment.parts.filter(unit=new).delete()
    assignment.lead_unit, assignment.assigned_on, assignment.responsible = new, clock.today(), None
    if assignment.duty and assignment.duty.unit_id != new.pk:
        assignment.duty = None
    return {"from": old.name, "to": new.name}


def suspend(assignment: Assignment, _: Act) -> None:
    """Stop the clock."""
    assignment.suspended_on = clock.today()


def resume(assignment: Assignment, _: Act) -> Mapping[str, Any]:
    """Move the date by the working days of the suspension."""
    assert assignment.suspended_on is not None  # noqa: S101 -- the database holds it
    days = clock.workdays_between(assignment.suspended_on, clock.today())
    assignment.suspended_on = None
    if assignment.due_on:
        assignment.due_on = clock.add_workdays(assignment.due_on, days)
    return {"workdays": days, "due_on": str(assignment.due_on)}


def ask_for_time(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Keep the request."""
    until: date = act.data["until"]
    assert assignment.due_on is not None  # noqa: S101 -- guarded by extension_in_time
    if until <= assignment.due_on:
        raise Refused("申请延至的日期应晚于现在的办理时限，请重新选择日期。")
    Extension.objects.create(
        assignment=assignment,
        previous_due_on=assignment.due_on,
        until=until,
        reason=act.comment,
        requested_by=act.by,
        requested_on=clock.today(),
    )
    return {"until": until.isoformat()}


def grant_time(extension: Extension, _: Act) -> Mapping[str, Any]:
    """Move the date; the original one stays."""
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=extension.assignment_id)
    assignment.due_on = extension.until
    assignment.save()
    return {"from": extension.previous_due_on.isoformat(), "until": extension.until.isoformat()}


def split(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Open a piece of it as an assignment of its own; the whole is not closed before the piece."""
    due_on = act.data["due_on"]
    if assignment.due_on and due_on > assignment.due_on:
        raise Refused(f"分解事项的时限不能晚于原事项的时限（{assignment.due_on:%Y年%-m月%-d日}），请重新选择日期。")
    child = Assignment.objects.create(
        jurisdiction=assignment.jurisdiction,
        parent=assignment,
        title=act.data["title"],
        text=act.data["text"],
        source_kind=assignment.source_kind,
        source=assignment.source,
        lead_unit=act.data["lead_unit"],
        due_on=due_on,
        original_due_on=due_on,
    )
    notify.announce(audit.record("assignment.assign", child, by=act.by))
    return {"child": child.pk, "title": child.title}


def merge(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Let another assignment take it in, with its supporting units."""
    whole = act.data["into"]
    assignment.merged_into = whole
    taken = set(whole.parts.values_list("label", flat=True)) | {whole.lead_unit.name}
    for part in assignment.parts.exclude(label__in=taken):
        Part.objects.create(assignment=whole, unit=part.unit, label=part.label, text=part.text)
    return {"into": whole.pk, "title": whole.title}


def carry(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Put it before a meeting."""
    assignment.carried_to = act.data["meeting"]
    return {"meeting": str(assignment.carried_to)}


def set_date(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Fix the date the source left open."""
    assignment.due_on = assignment.original_due_on = act.data["due_on"]
    return {"due_on": act.data["due_on"].isoformat()}


def keep_report(report: PeriodicReport, act: Act) -> None:
    """Keep what the unit reports for the period."""
    report.text, report.problems = act.data["text"], act.data.get("problems", "")
    report.next_steps = act.data.get("next_steps", "")
    if upload := act.data.get("attachment"):
        report.file = files.store(upload.content, media_type=upload.media_type)
        report.file_name = upload.name
    report.submitted_by, report.submitted_on = act.by, clock.today()


def supervise(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Sign a supervision slip: its colour follows from the date, its number is taken last."""
    now, due_on = timezone.localtime(clock.now()), assignment.due_on
    assert due_on is not None  # noqa: S101 -- guarded by near_or_late
    due = f"应于{due_on.year}年{due_on.month}月{due_on.day}日前完成"
    slip = SupervisionSlip.objects.create(
        assignment=assignment,
        jurisdiction=assignment.jurisdiction,
        colour=slip_colour(due_on),
        addressee=assignment.lead_unit.name,
        situation=f"{assignment.source}交办贵单位牵头办理“{assignment.title}”，{due}，{light_of(assignment).sentence}。",
        demand=act.comment,
        answer_by=clock.add_workdays(now.date(), ANSWER_WORKDAYS),
        signed_by=act.by,
        signed_at=now,
        year=now.year,
        number=numbering.next_number("supervision_slip", body=assignment.jurisdiction_id, year=now.year),
    )
    jobs.enqueue(SLIP_JOB, slip.pk)
    return {"slip": str(slip)}


def slip_colour(due_on: date) -> SlipColour:
    """Return blue before the date, yellow after it, red when long after it."""
    late = -clock.workdays_between(clock.today(), due_on)
    if due_on >= clock.today():
        return SlipColour.BLUE
    return SlipColour.RED if late > RED_AFTER else SlipColour.YELLOW


def keep_file(slip: SupervisionSlip, act: Act) -> Mapping[str, Any]:
    """Keep the finished file."""
    slip.file = act.data["file"]
    return {"sha256": slip.file.sha256}
