"""Assignments and reports in every state, brought there by the engine as people would."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from duties import office_papers, recurring, services, workflows
from duties.models import (
    Assignment,
    AssignmentState,
    Extension,
    ExtensionState,
    OfficePaper,
    OfficePaperState,
    PaperKind,
    Part,
    PartState,
    PeriodicReport,
    PeriodicReportState,
    Progress,
    ProgressState,
    RecurringDuty,
    SourceKind,
    SupervisionSlip,
    SupervisionSlipState,
)
from jointmeeting.kernel import clock
from members.models import MemberUnit
from tests.factories import PDF, Office, stored_file

PROGRESS = {"text": "已形成初稿。", "percent": 60, "evidence": [PDF]}
S = AssignmentState


def assign(office: Office, **fields: Any) -> Assignment:
    """An instruction of a leader, due in thirty days, led by the office's first unit."""
    given: dict[str, Any] = {
        "source_kind": SourceKind.INSTRUCTION,
        "source": "示例批示",
        "title": "关于示例事项",
        "text": "由示例单位牵头办理。",
        "lead_unit": office.unit,
        "supporting_units": [office.other_unit],
        "duty": None,
        "not_before": None,
        "due_on": clock.today() + timedelta(days=30),
        "report_every": 0,
        **fields,
    }
    return services.create_assignment(office.body, by=office.staff, request_key=uuid4(), **given)


def assignment(office: Office, state: AssignmentState = S.ASSIGNED, **fields: Any) -> Assignment:
    """An assignment in `state`."""
    row, go = assign(office, **fields), workflows.assignments.perform
    if state == S.REFUSED:
        go(row, "refuse", by=office.liaison, comment="不属于本单位职责")
    if state == S.MERGED:
        go(row, "merge", by=office.staff, comment="内容相同", data={"into": assign(office, due_on=row.due_on)})
    if state in {S.ASSIGNED, S.REFUSED, S.MERGED}:
        return row
    go(row, "accept", by=office.liaison)
    if state == S.ACCEPTED:
        return row
    go(row, "report", by=office.liaison, data=PROGRESS)
    if state == S.SUSPENDED:
        go(row, "suspend", by=office.staff, comment="等待上级文件", data={"until": clock.today() + timedelta(days=10)})
    if state in {S.IN_PROGRESS, S.SUSPENDED}:
        return row
    go(row, "finish", by=office.liaison)
    if state == S.CLOSED:
        go(row, "close", by=office.staff)
    return row


def part(office: Office, state: PartState = PartState.OPEN) -> Part:
    """The first unit's part in what another unit leads."""
    row = assign(office, lead_unit=office.other_unit, supporting_units=[office.unit]).parts.get()
    if state == PartState.DONE:
        workflows.parts.perform(row, "complete", by=office.liaison, comment="数据已提供")
    return row


def progress(office: Office, state: ProgressState = ProgressState.SUBMITTED) -> Progress:
    """A report on an assignment's progress that the office reads or returns."""
    row = assignment(office, S.IN_PROGRESS).progress.get()
    acts = {ProgressState.ACCEPTED: "accept", ProgressState.RETURNED: "return_"}
    if state in acts:
        workflows.progress_reports.perform(row, acts[state], by=office.staff, comment="请写明下一步安排")
    return row


def extension(office: Office, state: ExtensionState = ExtensionState.REQUESTED) -> Extension:
    """A request for two weeks more."""
    row = assignment(office, S.IN_PROGRESS)
    ask_for_time(office, row)
    asked = row.extensions.get()
    acts = {ExtensionState.GRANTED: "grant", ExtensionState.DENIED: "deny"}
    if state in acts:
        workflows.extensions.perform(asked, acts[state], by=office.staff, comment="理由")
    return asked


def ask_for_time(office: Office, row: Assignment, *, until: date | None = None) -> None:
    """Let the lead unit ask for more time."""
    until = until or (row.due_on or clock.today()) + timedelta(days=14)
    go = workflows.assignments.perform
    go(row, "request_extension", by=office.liaison, comment="等待数据", data={"until": until})


def recurring_duty(office: Office, unit: MemberUnit | None = None, **fields: Any) -> RecurringDuty:
    """A quarterly report of the first unit."""
    number = RecurringDuty.objects.count()
    given = {
        "content": f"报送示例工作开展情况（{number}）",
        "cadence": RecurringDuty.Cadence.QUARTERLY,
        "clause": "示例条款",
        "due_month": 4,
        "due_day": 10,
        "starts_on": clock.today(),
        **fields,
    }
    return RecurringDuty.objects.create(jurisdiction=office.body, unit=unit or office.unit, **given)


def report(office: Office, state: PeriodicReportState = PeriodicReportState.DUE) -> PeriodicReport:
    """A quarterly report in `state`."""
    duty = recurring_duty(office)
    recurring.open_due_reports()
    row = duty.reports.get()
    if state != PeriodicReportState.DUE:
        data = {"text": "本季度开展情况。", "attachment": PDF}
        workflows.reports.perform(row, "submit", by=office.liaison, data=data)
    if state == PeriodicReportState.ACCEPTED:
        workflows.reports.perform(row, "accept", by=office.staff)
    return row


def stale_unit(office: Office) -> MemberUnit:
    """A unit with nobody in office."""
    return office.body.units.order_by("position")[5]


def slip(office: Office, state: SupervisionSlipState = SupervisionSlipState.TYPESETTING) -> SupervisionSlip:
    """A supervision slip on something due today."""
    row = assignment(office, S.IN_PROGRESS, due_on=clock.today())
    workflows.assignments.perform(row, "supervise", by=office.staff, comment="请抓紧办理。")
    sent = row.slips.get()
    if state in {SupervisionSlipState.ISSUED, SupervisionSlipState.ANSWERED}:
        workflows.slips.perform(sent, "issue", by=None, data={"file": stored_file()})
    if state == SupervisionSlipState.ANSWERED:
        workflows.slips.perform(sent, "answer", by=office.liaison, comment="已办理过半，月底前完成。")
    return sent


def office_paper(office: Office, state: OfficePaperState = OfficePaperState.DRAFT, **fields: Any) -> OfficePaper:
    """A work bulletin of this year in `state`; `fields` may ask for another kind, unit or days."""
    today = clock.today()
    given: dict[str, Any] = {
        "kind": PaperKind.BULLETIN,
        "unit": None,
        "first_day": today.replace(month=1, day=1),
        "last_day": today.replace(month=12, day=31),
        **fields,
    }
    paper = office_papers.draft(office.body, by=office.staff, request_key=uuid4(), **given)
    go = workflows.office_papers.perform
    if state == OfficePaperState.DISCARDED:
        go(paper, "discard", by=office.staff, comment="另行起草")
    if state in {OfficePaperState.TYPESETTING, OfficePaperState.ISSUED}:
        go(paper, "sign", by=office.director)
    if state == OfficePaperState.ISSUED:
        go(paper, "issue", by=None, data={"file": stored_file()})
    return paper
