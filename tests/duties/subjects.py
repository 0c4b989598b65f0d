"""URLs of the duties app, for the access matrix, the table of acts and the page walk."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from duties import workflows
from duties.models import (
    Assignment,
    AssignmentState,
    Digest,
    Evidence,
    ExtensionState,
    OfficePaperState,
    PartState,
    PeriodicReport,
    PeriodicReportState,
    ProgressState,
    SupervisionSlipState,
)
from jointmeeting.kernel import clock
from members.models import Role
from members.permissions import LEADERS
from tests.conftest import founded
from tests.duties import factories, hardship
from tests.factories import Office, stored_file
from tests.subjects import LOGIN, Subjects, visit

LISTS = ("assignment_list", "board", "periodic_report_list", "assignment_export", "board_export", "office_paper_list")
PAPERS = ("office_paper_download", "office_paper_word", "office_paper_rows")
LOGGED = (
    "urging_letter",
    "task_sheet",
    "slip_download",
    "slip_word",
    "evidence_download",
    "periodic_report_download",
    *PAPERS,
)
RECURRING = ("recurring_duties", "recurring_duty_create")
CREATES = ("assignment_create", "measures", "circular", "office_paper_create", *RECURRING)
COMPILATIONS = ("duties:compilation", "duties:compilation_export")
STATISTICS = ("statistics", "statistics_rows", "statistics_export")
OFFICE = {Role.STAFF, Role.DIRECTOR}


def objects(office: Office) -> dict[str, Any]:
    """Return one object of each kind."""
    under_way = factories.assignment(office, AssignmentState.REPORTED)
    return {
        "assignment": factories.assignment(office),
        "evidence": under_way,
        "supervision_slip": factories.slip(office, SupervisionSlipState.ISSUED),
        "part": factories.part(office),
        "extension": factories.extension(office),
        "progress": factories.progress(office),
        "office_paper": factories.office_paper(office, OfficePaperState.ISSUED),
        "periodic_report": factories.report(office, PeriodicReportState.SUBMITTED),
        "recurring_duty": factories.recurring_duty(office),
        **hardship.objects(office),
        "digest": Digest.objects.create(
            jurisdiction=office.body, recipient=office.liaison, day=clock.today(), lines=[{"text": "示例", "url": "/"}]
        ),
    }


def evidence_arguments(row: Assignment) -> list[Any]:
    """The assignment and its file."""
    return [row.pk, Evidence.objects.get(progress__assignment=row).pk]


def period_arguments(row: PeriodicReport) -> list[Any]:
    """The kind, the cadence, the year and the quarter."""
    return [row.duty.kind, row.duty.cadence, row.year, row.period]


def walk(office: Office) -> None:
    """Open every page in the states that show its parts."""
    for name in (
        "assignment_list",
        "assignment_create",
        "measures",
        "board",
        "periodic_report_list",
        "office_paper_create",
    ):
        visit(office.staff, reverse(f"duties:{name}"))
    chencang = founded("chencang")
    visit(chencang.staff, reverse("duties:measures"))
    dejiang = founded("dejiang")
    for name in ("recurring_duties", "periodic_report_list"):
        visit(dejiang.staff, reverse(f"duties:{name}"))
    every = objects(office)
    whole = every["extension"].assignment
    pieces = {"title": "分解事项", "text": "要求", "lead_unit": office.unit, "due_on": clock.today()}
    workflows.assignments.perform(whole, "split", by=office.staff, data=pieces)
    for person in (office.staff, office.liaison):
        visit(person, whole.get_absolute_url())
    visit(office.staff, reverse("duties:assignment_list") + "?q=示例&tone=good")
    visit(office.staff, reverse("duties:board") + "?by=duty")
    visit(office.staff, reverse("duties:recurring_duty_create") + "?kind=plan")
    visit(office.staff, reverse("duties:recurring_duty_edit", args=[every["recurring_duty"].pk]))
    for person in (office.staff, office.liaison):
        visit(person, reverse("duties:office_paper_list"))
        visit(person, every["office_paper"].get_absolute_url())
    report = factories.report(office, PeriodicReportState.ACCEPTED)
    visit(office.staff, report.get_absolute_url())
    visit(office.staff, reverse("duties:periodic_report_list"))
    visit(office.staff, reverse("duties:compilation", args=period_arguments(report)))
    for name in STATISTICS:
        visit(office.chief, reverse(f"duties:{name}") + "?of=report")
    visit(office.liaison, every["digest"].get_absolute_url())
    hardship.walk(office)


SUBJECTS = Subjects(
    objects=objects,
    open={f"duties:{name}": LOGIN for name in (*LISTS, *hardship.LISTS)},
    pages={
        "duties:assignment_page": ("assignment", None),
        "duties:evidence_download": ("evidence", None),
        "duties:periodic_report_page": ("periodic_report", None),
        "duties:periodic_report_download": ("periodic_report", None),
        "duties:office_paper_page": ("office_paper", None),
        "duties:office_paper_download": ("office_paper", None),
        "duties:office_paper_word": ("office_paper", None),
        "duties:office_paper_rows": ("office_paper", "office_paper.rows"),
        "duties:recurring_duty_edit": ("recurring_duty", "recurring_duty.change"),
        "duties:compilation": ("periodic_report", None),
        "duties:compilation_export": ("periodic_report", None),
        "duties:task_sheet": ("assignment", None),
        "duties:urging_letter": ("assignment", "assignment.urge"),
        "duties:slip_download": ("supervision_slip", None),
        "duties:slip_word": ("supervision_slip", None),
        "duties:digest_page": ("digest", None),
        **hardship.PAGES,
    },
    create={
        **dict.fromkeys((f"duties:{name}" for name in CREATES), OFFICE),
        **dict.fromkeys((f"duties:{name}" for name in STATISTICS), OFFICE | LEADERS),
        **hardship.CREATE,
    },
    logged_reads=frozenset(f"duties:{name}" for name in (*LOGGED, "compilation_export", "urgent_relief_download")),
    arguments={"duties:evidence_download": evidence_arguments, **dict.fromkeys(COMPILATIONS, period_arguments)},
    machines={
        "assignment": (workflows.assignments, AssignmentState, factories.assignment),
        "supervision_slip": (workflows.slips, SupervisionSlipState, factories.slip),
        "office_paper": (workflows.office_papers, OfficePaperState, factories.office_paper),
        "part": (workflows.parts, PartState, factories.part),
        "progress": (workflows.progress_reports, ProgressState, factories.progress),
        "extension": (workflows.extensions, ExtensionState, factories.extension),
        "periodic_report": (workflows.reports, PeriodicReportState, factories.report),
        **hardship.MACHINES,
    },
    data={
        "assignment.report": lambda office: factories.PROGRESS,
        "assignment.arrange_parts": lambda office: {
            "changes": [],
            "units": [factories.stale_unit(office)],
            "text": "提供数据",
        },
        "assignment.set_reporting": lambda office: {"report_every": 2, "report_unit": "week"},
        "part.report": lambda office: factories.PROGRESS,
        "assignment.reassign": lambda office: {"lead_unit": office.unit},
        "assignment.request_extension": lambda office: {"until": clock.today() + timedelta(days=60)},
        "assignment.split": lambda office: {
            "title": "分解事项",
            "text": "要求",
            "lead_unit": office.unit,
            "due_on": clock.today(),
        },
        "assignment.merge": lambda office: {"into": factories.assign(office)},
        "assignment.carry": lambda office: {"meeting": office.regular_meeting()},
        "assignment.suspend": lambda office: {"until": clock.today() + timedelta(days=7)},
        "assignment.set_date": lambda office: {"due_on": clock.today()},
        "supervision_slip.issue": lambda office: {"file": stored_file()},
        "office_paper.revise": lambda office: {"title": "示例工作动态", "opening": "开头。", "closing": ""},
        "office_paper.issue": lambda office: {"file": stored_file()},
        "periodic_report.submit": lambda office: {"text": "开展情况。"},
        **hardship.DATA,
    },
    walk=walk,
)
