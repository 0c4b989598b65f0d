"""What a transition in this app does beyond the state."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from duties import parts, reporting
from duties.guards import not_under_way
from duties.lights import light_of
from duties.models import (
    Assignment,
    Evidence,
    Extension,
    Part,
    PeriodicReport,
    Progress,
    ProgressState,
    SlipColour,
    SupervisionSlip,
)
from duties.models.assignment import ENDED, WORKING
from jointmeeting.kernel import audit, clock, files, jobs, notify, numbering
from jointmeeting.kernel.documents.official import unprintable
from jointmeeting.kernel.errors import Refused
from jointmeeting.kernel.workflow import Act

SLIP_JOB = "duties.slip"
ANSWER_WORKDAYS = 3  # customary: a slip is answered within three working days
RED_AFTER = 10  # customary: red when more than ten working days late


def begin(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Name who answers for it, and count to the first report."""
    reporting.begin(assignment, clock.today())
    return designate(assignment, act)


def designate(assignment: Assignment | Part, act: Act) -> Mapping[str, Any]:
    """Name who answers for it in the unit that does it."""
    person = act.data.get("responsible")
    if person is None:
        return {}
    assignment.responsible = person
    return {"responsible": person.name}


def keep_progress(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Keep what the lead unit reports, with its evidence and the day it was due."""
    return _keep(act, assignment=assignment, report_due_on=reporting.take(assignment, clock.today()))


def keep_part_progress(part: Part, act: Act) -> Mapping[str, Any]:
    """Keep what a supporting unit reports on its part."""
    return _keep(act, assignment=part.assignment, part=part)


def _keep(act: Act, **about: Any) -> Mapping[str, Any]:
    progress = Progress.objects.create(
        **about,
        text=act.data["text"],
        percent=act.data["percent"],
        obstacle=act.data.get("obstacle", ""),
        help_wanted=act.data.get("help_wanted", ""),
        reported_by=act.by,
    )
    for upload in act.data.get("evidence", ()):
        stored = files.store(upload.content, media_type=upload.media_type)
        Evidence.objects.create(progress=progress, file=stored, name=upload.name)
    return {"percent": progress.percent, "progress": progress.pk}


def answer(progress: Progress, act: Act) -> None:
    """Keep what the office says to a report, for its unit to read beside it."""
    progress.answer = act.comment


def return_progress(progress: Progress, act: Act) -> None:
    """A returned report was none: its day counts again, unless none is asked for now or a later one took its place."""
    answer(progress, act)
    if progress.part_id or progress.report_due_on is None:
        return
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=progress.assignment_id)
    later = assignment.progress.filter(pk__gt=progress.pk, part=None, report_due_on__isnull=False)
    if not assignment.report_every or later.exclude(state=ProgressState.RETURNED).exists():
        return
    assignment.report_due_on = progress.report_due_on
    assignment.save(update_fields=["report_due_on"])


def set_reporting(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Ask for a report every so many weeks or months from today on, or for none any more."""
    assignment.report_every, assignment.report_unit = act.data["report_every"], act.data["report_unit"]
    if assignment.state in WORKING:
        reporting.begin(assignment, clock.today())
    return {"reporting": assignment.reporting_label}


def finish(assignment: Assignment, _: Act) -> None:
    """Keep the day it was reported done: what follows is the office's time."""
    assignment.finished_on = clock.today()


def return_to_work(assignment: Assignment, _: Act) -> Mapping[str, Any]:
    """A report that was not accepted dates nothing; the log keeps it."""
    finished_on, assignment.finished_on = assignment.finished_on, None
    return {"finished_on": str(finished_on)}


def date_closing(assignment: Assignment, _: Act) -> None:
    """Keep the day of closing."""
    assignment.closed_on = clock.today()


def open_again(assignment: Assignment, _: Act) -> Mapping[str, Any]:
    """Take the days back, the log keeps them; what showed the work done before shows nothing now."""
    closed_on, assignment.closed_on = assignment.closed_on, None
    finished_on, assignment.finished_on = assignment.finished_on, None
    assignment.reopened_at = clock.now()
    return {"closed_on": str(closed_on), "finished_on": str(finished_on)}


def reassign(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Give it to another lead unit, whose time to refuse begins today."""
    old, new = assignment.lead_unit, act.data["lead_unit"]
    parts.detach(assignment, new)
    assignment.lead_unit, assignment.handed_on, assignment.responsible = new, clock.today(), None
    if assignment.duty and assignment.duty.unit_id != new.pk:
        assignment.duty = None
    return {"from": old.name, "to": new.name}


def suspend(assignment: Assignment, act: Act) -> Mapping[str, Any]:
    """Stop the clock until a day; on that day the office is asked what becomes of it."""
    assignment.suspended_on, assignment.suspended_until = clock.today(), act.data["until"]
    return {"until": str(assignment.suspended_until)}


def resume(assignment: Assignment, _: Act) -> Mapping[str, Any]:
    """Move the date by the working days of the suspension."""
    assert assignment.suspended_on is not None  # noqa: S101 -- the database holds it
    days = clock.workdays_between(assignment.suspended_on, clock.today())
    assignment.suspended_on = assignment.suspended_until = None
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
    """Move the date; the original one stays.

    Raises Refused where the date moved meanwhile, by a suspension, to one that is later than what was asked for.
    """
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=extension.assignment_id)
    if refusal := not_under_way(assignment):
        raise refusal
    if assignment.due_on and extension.until <= assignment.due_on:
        now = f"{assignment.due_on:%Y年%-m月%-d日}"
        raise Refused(
            f"恢复办理后的时限已是{now}，不早于申请延至的日期，同意后反而缩短。请不同意本申请，需要的另行申请。"
        )
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
    """Let another assignment take it in, with its pieces and its units.

    Raises Refused where the other ended, is a piece of this one, or is due later: that would be an extension nobody
    granted. Of two merged into each other at once, the one with the greater number gives way.
    """
    whole = _locked(act.data["into"].pk, at_once=act.data["into"].pk < assignment.pk)
    if whole.state in ENDED:
        raise Refused(f"“{whole}”当前为“{whole.get_state_display()}”，不能并入。请选择其他事项。")
    if assignment.pk in _line_of(whole):
        raise Refused(f"“{whole}”由本事项分解而来，本事项不能并入其中。请将分解事项并入本事项。")
    if assignment.due_on and (whole.due_on is None or whole.due_on > assignment.due_on):
        due_on = f"{assignment.due_on:%Y年%-m月%-d日}"
        raise Refused(f"“{whole}”的时限晚于本事项（{due_on}），并入等于延期。请并入时限不晚于本事项的事项。")
    assignment.merged_into = whole
    assignment.children.update(parent=whole)
    parts.take_over(whole, assignment, by=act.by)
    return {"into": whole.pk, "title": whole.title, "due_on": str(assignment.due_on or "")}


def _locked(pk: int, *, at_once: bool) -> Assignment:
    try:
        return Assignment.objects.select_for_update(of=("self",), nowait=at_once).get(pk=pk)
    except OperationalError:
        raise Refused("要并入的事项正由他人办理。请稍后再试。") from None


def _line_of(assignment: Assignment) -> set[int]:
    """Return the numbers of everything it is a piece of."""
    found: set[int] = set()
    parent = assignment.parent
    while parent and parent.pk not in found:
        found.add(parent.pk)
        parent = parent.parent
    return found


def send_back(part: Part, _: Act) -> None:
    """A part that is sent back holds up the whole: nobody closes it meanwhile."""
    whole = Assignment.objects.select_for_update(of=("self",)).get(pk=part.assignment_id)
    if whole.state in ENDED:
        raise Refused(f"工作事项当前为“{whole.get_state_display()}”，配合分工不再变动。")


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
    _ensure_printable(assignment, act.comment)
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


def _ensure_printable(assignment: Assignment, demand: str) -> None:
    """Raise Refused for what no font prints: once numbered, the slip could never be made."""
    texts = {"督办理由": demand, "事项名称": assignment.title, "来源": assignment.source}
    for field, text in texts.items():
        if lost := unprintable(text, field=field, office_fonts=settings.OFFICE_FONTS_DIR):
            raise Refused(f"{lost[0].sentence}请改用规范汉字后再签发督办单。")


def answer_slip(slip: SupervisionSlip, act: Act) -> Mapping[str, Any]:
    """Keep the lead unit's reply with its day."""
    slip.answer, slip.answered_by, slip.answered_on = act.comment, act.by, clock.today()
    return {"answer_by": slip.answer_by.isoformat()}


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
