"""Addresses of this app. Acts come from the workflow tables."""

from django.urls import path

from duties import workflows
from duties.forms import ASSIGNMENT_FORMS, ReportForm, worded
from duties.hardship.forms import CASE_FORMS, SettleReliefForm
from duties.hardship.workflow import cases, reliefs
from duties.paper_forms import PaperSignForm, ReviseForm
from duties.part_forms import PART_FORMS, ArrangeForm
from duties.views import assignment, board, hardship, office_paper, paper, recurring, report, statistics
from jointmeeting.kernel.views import act_urls

app_name = "duties"

urlpatterns = [
    path("assignments/", board.assignment_list, name="assignment_list"),
    path("assignments/new/", assignment.assignment_create, name="assignment_create"),
    path("assignments/export/", board.assignment_export, name="assignment_export"),
    path("assignments/<int:pk>/", assignment.assignment_page, name="assignment_page"),
    path("assignments/<int:pk>/evidence/<int:evidence>/", assignment.evidence_download, name="evidence_download"),
    path("assignments/<int:pk>/task-sheet/", paper.task_sheet, name="task_sheet"),
    path("slips/<int:pk>/", paper.slip_download, name="slip_download"),
    path("slips/<int:pk>/word/", paper.slip_word, name="slip_word"),
    path("board/circular/", paper.circular, name="circular"),
    path("board/export/", board.board_export, name="board_export"),
    path("measures/", assignment.measures, name="measures"),
    path("board/", board.board, name="board"),
    path("recurring-duties/", recurring.recurring_duties, name="recurring_duties"),
    path("recurring-duties/new/", recurring.recurring_duty_create, name="recurring_duty_create"),
    path("recurring-duties/<int:pk>/", recurring.recurring_duty_edit, name="recurring_duty_edit"),
    path("assignments/<int:pk>/urging-letter/", paper.urging_letter, name="urging_letter"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/rows/", statistics.statistics_rows, name="statistics_rows"),
    path("statistics/export/", statistics.statistics_export, name="statistics_export"),
    path("reports/", report.periodic_report_list, name="periodic_report_list"),
    path("reports/<int:pk>/", report.periodic_report_page, name="periodic_report_page"),
    path("reports/<int:pk>/attachment/", report.periodic_report_download, name="periodic_report_download"),
    path("reports/<slug:kind>/<slug:cadence>/<int:year>/<int:period>/", report.compilation, name="compilation"),
    path(
        "reports/<slug:kind>/<slug:cadence>/<int:year>/<int:period>/export/",
        report.compilation_export,
        name="compilation_export",
    ),
    path("papers/", office_paper.office_paper_list, name="office_paper_list"),
    path("papers/new/", office_paper.office_paper_create, name="office_paper_create"),
    path("papers/<int:pk>/", office_paper.office_paper_page, name="office_paper_page"),
    path("papers/<int:pk>/file/", office_paper.office_paper_download, name="office_paper_download"),
    path("papers/<int:pk>/word/", office_paper.office_paper_word, name="office_paper_word"),
    path("papers/<int:pk>/rows/", office_paper.office_paper_rows, name="office_paper_rows"),
    path("hardship-cases/", hardship.hardship_case_list, name="hardship_case_list"),
    path("hardship-cases/new/", hardship.hardship_case_create, name="hardship_case_create"),
    path("hardship-cases/<int:pk>/", hardship.hardship_case_page, name="hardship_case_page"),
    path("reliefs/<int:pk>/paper/", hardship.urgent_relief_download, name="urgent_relief_download"),
    path("digests/<int:pk>/", report.digest_page, name="digest_page"),
    *act_urls(workflows.assignments, "assignments", {**ASSIGNMENT_FORMS, "arrange_parts": ArrangeForm}),
    *act_urls(cases, "hardship-cases", CASE_FORMS),
    *act_urls(reliefs, "reliefs", {"settle": SettleReliefForm}),
    *act_urls(workflows.parts, "parts", PART_FORMS),
    *act_urls(workflows.progress_reports, "progress", {"accept": worded("办公室意见", "报告请求协调的，写明如何协调")}),
    *act_urls(workflows.slips, "slips", {"answer": worded("回复内容", "办理情况、未按期完成的原因和下一步措施")}),
    *act_urls(workflows.extensions, "extensions"),
    *act_urls(workflows.office_papers, "papers", {"revise": ReviseForm, "sign": PaperSignForm}),
    *act_urls(workflows.reports, "reports", {"submit": ReportForm}),
]
