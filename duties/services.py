"""Opening assignments: from issued minutes, by the office, and from the measures a notice lists."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from duties import parts
from duties.models import Assignment, Part, SourceKind
from jointmeeting.kernel import audit, notify
from jointmeeting.kernel.errors import Refused
from meetings.amending import touched
from meetings.drafting import charge_of
from meetings.models import Amendment, MajorMatter, Minutes
from members.charter_schema import Measure
from members.groups import ensure_real, expanded, real_units
from members.models import Jurisdiction, MemberUnit
from members.queries import units_by_name
from members.rules import require

TOWNS = "各镇街"  # stays a group until its real units are entered; flagged wherever it shows
FIRST_LEADS = "系统默认：责任单位中排序第一的成员单位牵头，时限由办公室确定；不是本级单位的名称按通知原文保留并标出。"


@transaction.atomic
def open_assignments(minutes: Minutes) -> list[Assignment]:
    """Open exactly one assignment for each resolved matter of issued minutes; called again, it opens none."""
    opened = []
    matters = (
        minutes.matters.filter(assignment=None)
        .select_related("lead_unit", "basis")
        .prefetch_related("supporting_units")
    )
    for matter in matters:
        assignment = Assignment.objects.create(
            jurisdiction=minutes.jurisdiction,
            matter=matter,
            title=matter.heading,
            text=charge_of(matter),
            duty=matter.basis,
            source=f"纪要{minutes.number_label}第{matter.position}条",
            lead_unit=matter.lead_unit,
            due_on=matter.due_on,
            original_due_on=matter.due_on,
        )
        parts.support(assignment, expanded(matter.supporting_units.all()), by=None)
        notify.announce(audit.record("assignment.assign", assignment, by=None))
        opened.append(assignment)
    return opened


def flag_amended(amendment: Amendment) -> None:
    """Tell office and lead units of open assignments whose minutes are void, or whose clause was corrected.

    What becomes of each the office says: unit and date are changed by its own acts, never by a notice alone.
    """
    of_minutes = Assignment.objects.filter(matter__minutes=amendment.minutes).open()
    if amendment.kind == Amendment.Kind.VOID:
        rows, act, key = of_minutes, "assignment.void_source", "void"
    else:
        rows, act, key = of_minutes.filter(matter__in=touched(amendment)), "assignment.correct_source", "corrigendum"
    for assignment in rows:
        details = {key: amendment.number_label, "amendment": amendment.pk}
        notify.announce(audit.record(act, assignment, by=None, details=details))


@transaction.atomic
def open_decided(matter: MajorMatter) -> Assignment | None:
    """Open the assignment a government decision asks for, when it names who does it by when."""
    if matter.lead_unit is None:
        return None
    assignment = Assignment.objects.create(
        jurisdiction=matter.jurisdiction,
        title=matter.title,
        text=matter.decision,
        source_kind=SourceKind.DECISION,
        source=matter.decision_document,
        lead_unit=matter.lead_unit,
        due_on=matter.due_on,
        original_due_on=matter.due_on,
    )
    notify.announce(audit.record("assignment.assign", assignment, by=None))
    return assignment


@transaction.atomic
def create_assignment(
    body: Jurisdiction, *, supporting_units: Iterable[MemberUnit], by: Any, request_key: UUID, **fields: Any
) -> Assignment:
    """Assign what a leader's instruction, a circular or the annual plan asks for; the same `request_key` does it once.

    `fields`: source_kind, source, title, text, lead_unit, duty (or None), not_before (or None), due_on, report_every,
    report_unit.
    """
    require(by, "assignment.create", body)
    if done := audit.find_request(request_key):
        return Assignment.objects.get(pk=done.subject_id)
    duty = fields.get("duty")
    if duty and duty.unit_id != fields["lead_unit"].pk:
        raise Refused(f"依据的职责属于{duty.unit}，与牵头单位{fields['lead_unit']}不一致。请重新选择职责或牵头单位。")
    ensure_real(fields["lead_unit"])
    supporting = real_units(supporting_units)
    assignment = Assignment.objects.create(jurisdiction=body, original_due_on=fields["due_on"], **fields)
    parts.support(assignment, supporting, by=by)
    notify.announce(audit.record("assignment.assign", assignment, by=by, request_key=request_key))
    return assignment


@transaction.atomic
def load_measures(body: Jurisdiction, *, due_on: date | None, by: Any) -> int:
    """Open one assignment for each measure the notice lists and return how many; called again, it opens none.

    The notice names responsible units without a lead and sets no date: the first member unit in the bracket leads by
    default, and the date stays open unless the office gives one. A measure whose names are no units here stays out.
    """
    require(by, "assignment.load_measures", body)
    Jurisdiction.objects.select_for_update().get(pk=body.pk)
    units = units_by_name(body)
    there = set(Assignment.objects.filter(jurisdiction=body, source_kind="measure").values_list("source", flat=True))
    measures = [m for m in body.charter.record.measures if _source(body, m) not in there and _lead(m, units)]
    if not measures:
        raise Refused(
            "没有可以载入的措施：通知没有列出措施，或已全部载入，或余下措施的责任单位都不是本级单位。余下的请逐件交办。"
        )
    for measure in measures:
        if lead := _lead(measure, units):
            _open_measure(body, measure, units, lead, due_on=due_on)
    audit.record("assignment.load_measures", body, by=by, details={"measures": len(measures)})
    return len(measures)


def leadless(body: Jurisdiction) -> list[Measure]:
    """Return the measures none of whose names is a unit here: the office assigns them one by one."""
    units = units_by_name(body)
    return [measure for measure in body.charter.record.measures if not _lead(measure, units)]


def _lead(measure: Measure, units: Mapping[str, MemberUnit]) -> MemberUnit | None:
    named = (units[name] for name in measure.units if name in units)
    return next((unit for unit in named if unit.kind != MemberUnit.Kind.GROUP), None)


def _source(body: Jurisdiction, measure: Measure) -> str:
    return body.charter.cite(measure.clause)


def _open_measure(
    body: Jurisdiction, measure: Measure, units: Mapping[str, MemberUnit], lead: MemberUnit, *, due_on: date | None
) -> None:
    assignment = Assignment.objects.create(
        jurisdiction=body,
        title=measure.title,
        text=f"{measure.text}\n责任单位（通知原文）：{measure.printed_units}",
        source_kind=SourceKind.MEASURE,
        source=_source(body, measure),
        chapter=measure.chapter,
        lead_unit=lead,
        due_on=due_on,
        original_due_on=due_on,
    )
    names = [*measure.units, *measure.collective, *([TOWNS] if measure.towns else [])]
    charged = expanded(units[name] for name in dict.fromkeys(names) if name in units)
    parts.support(assignment, charged, by=None)
    for name in dict.fromkeys(names):
        if name not in units:
            Part.objects.create(assignment=assignment, unit=None, label=name)
    notify.announce(audit.record("assignment.assign", assignment, by=None))
