"""Addresses of this app. Acts come from the workflow tables."""

from django.urls import path

from jointmeeting.kernel.forms import ActForm
from jointmeeting.kernel.views import act_urls
from meetings import permissions, workflows
from meetings.forms import convening
from meetings.forms.agenda import ConsultForm, ReturnForm, ScheduleForm, SubmitForm, UrgentForm
from meetings.forms.call import MoveForm
from meetings.forms.countersignature import ANSWER_FORMS
from meetings.forms.major import DecisionForm, ReportForm
from meetings.forms.meeting import AttendeeForm, SubstituteForm
from meetings.forms.opinion import AnswerForm
from meetings.forms.outcome import AmendForm, ReferForm
from meetings.forms.recipient import DeliverForm
from meetings.forms.signing import AmendmentSignForm, SignForm
from meetings.views import (
    agenda,
    amendment,
    attachment,
    attendance,
    authenticity,
    call,
    composing,
    copies,
    countersignature,
    delegation,
    draft,
    major,
    meeting,
    minutes,
    ordering,
    papers,
    plan,
    public_version,
    receipt,
    recipients,
    scan,
    sheets,
    timetable,
)

MEETING_FORMS: dict[str, type[ActForm]] = {
    "convene": convening.PaperForm,
    "supplement": convening.PaperForm,
    "invite": convening.InviteForm,
    "remind": convening.NoticeForm,
    "postpone": convening.PostponeForm,
    "cancel": convening.CancelForm,
    "reopen": convening.NoticeForm,
    "reschedule": convening.RescheduleForm,
    "renotice": convening.MoveForm,
}

app_name = "meetings"

urlpatterns = [
    path("agenda-items/", agenda.agenda_item_list, name="agenda_item_list"),
    path("agenda-items/new/", agenda.agenda_item_create, name="agenda_item_create"),
    path("agenda-items/<int:pk>/", agenda.agenda_item_page, name="agenda_item_page"),
    path("agenda-items/<int:pk>/edit/", agenda.agenda_item_edit, name="agenda_item_edit"),
    path(
        "agenda-items/<int:pk>/attachments/<int:attachment>/", agenda.agenda_item_download, name="agenda_item_download"
    ),
    path("agenda-items/<int:pk>/compare/", agenda.agenda_item_compare, name="agenda_item_compare"),
    path("agenda-items/<int:pk>/opinions/<int:opinion>/", agenda.opinion_download, name="opinion_download"),
    *act_urls(
        workflows.agenda_items,
        "agenda-items",
        {
            "schedule": ScheduleForm,
            "submit": SubmitForm,
            "return_": ReturnForm,
            "consult": ConsultForm,
            "raise_at_meeting": UrgentForm,
            "amend": AmendForm,
            "refer": ReferForm,
        },
    ),
    *act_urls(workflows.agenda_opinions, "opinions", dict.fromkeys(permissions.ANSWERS, AnswerForm)),
    path("calls/", call.agenda_call_list, name="agenda_call_list"),
    path("calls/new/", call.agenda_call_create, name="agenda_call_create"),
    path("calls/<int:pk>/", call.agenda_call_page, name="agenda_call_page"),
    *act_urls(workflows.agenda_calls, "calls", {"move": MoveForm}),
    path("meetings/", meeting.meeting_list, name="meeting_list"),
    path("meetings/new/", meeting.meeting_create, name="meeting_create"),
    path("meetings/<int:pk>/", meeting.meeting_page, name="meeting_page"),
    path("meetings/<int:pk>/add-item/", meeting.meeting_add_item, name="meeting_add_item"),
    path("meetings/<int:pk>/edit/", meeting.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/agenda/", ordering.agenda_builder, name="agenda_builder"),
    path("meetings/<int:pk>/compose/", composing.meeting_compose, name="meeting_compose"),
    path("meetings/<int:pk>/calendar.ics", timetable.meeting_calendar_file, name="meeting_calendar_file"),
    path("plans/new/", plan.meeting_plan_create, name="meeting_plan_create"),
    path("plans/<int:pk>/", plan.meeting_plan_page, name="meeting_plan_page"),
    path("plans/<int:pk>/edit/", plan.meeting_plan_edit, name="meeting_plan_edit"),
    *act_urls(workflows.meeting_plans, "plans"),
    path("calendar/", timetable.meeting_calendar, name="meeting_calendar"),
    path("calendar/<str:token>.ics", timetable.calendar_feed, name="calendar_feed"),
    path("meetings/<int:pk>/attendance/", attendance.attendance_record, name="attendance_record"),
    path("meetings/<int:pk>/sign-in/", attendance.attendance_sign_in, name="attendance_sign_in"),
    path("meetings/<int:pk>/board/", papers.meeting_board, name="meeting_board"),
    path(
        "meetings/<int:pk>/notice-<int:revision>.<str:form>", papers.meeting_notice_paper, name="meeting_notice_paper"
    ),
    path("meetings/<int:pk>/agenda.<str:form>", papers.meeting_agenda_paper, name="meeting_agenda_paper"),
    path("meetings/<int:pk>/chair.pdf", papers.meeting_chair_paper, name="meeting_chair_paper"),
    path("meetings/<int:pk>/sign-in-sheet.<str:form>", papers.meeting_sheet_paper, name="meeting_sheet_paper"),
    path("meetings/<int:pk>/packs/", papers.meeting_packs, name="meeting_packs"),
    path("packs/<int:pk>.<str:form>", papers.pack_download, name="pack_download"),
    path("meetings/<int:pk>/minutes/", minutes.minutes_draft, name="minutes_draft"),
    *act_urls(workflows.meetings, "meetings", MEETING_FORMS),
    path("receipts/<int:pk>/letter-form.pdf", receipt.receipt_form_paper, name="receipt_form_paper"),
    path("receipts/<int:pk>/letter/", receipt.receipt_letter, name="receipt_letter"),
    *act_urls(workflows.receipts, "receipts", {"attend": AttendeeForm, "substitute": SubstituteForm}),
    path("meetings/<int:pk>/major-matters/new/", major.major_matter_create, name="major_matter_create"),
    path("major-matters/", major.major_matter_list, name="major_matter_list"),
    path("major-matters/<int:pk>/", major.major_matter_page, name="major_matter_page"),
    *act_urls(workflows.major_matters, "major-matters", {"report": ReportForm, "decide": DecisionForm}),
    path("check/", authenticity.authenticity_check, name="authenticity_check"),
    path("minutes/", minutes.minutes_list, name="minutes_list"),
    path("minutes/<int:pk>/", minutes.minutes_page, name="minutes_page"),
    path("minutes/<int:pk>/edit/", draft.minutes_edit, name="minutes_edit"),
    path("minutes/<int:pk>/autosave/", draft.minutes_autosave, name="minutes_autosave"),
    path("minutes/<int:pk>/autosave/discard/", draft.minutes_discard, name="minutes_discard"),
    path("minutes/<int:pk>/regenerate/", draft.minutes_regenerate, name="minutes_regenerate"),
    path("minutes/<int:pk>/versions/", draft.minutes_versions, name="minutes_versions"),
    path("minutes/<int:pk>/download/", minutes.minutes_download, name="minutes_download"),
    path("minutes/<int:pk>/attachments/new/", attachment.minutes_attach, name="minutes_attach"),
    path("minutes/<int:pk>/attachments/<int:attachment>/", attachment.minutes_attachment, name="minutes_attachment"),
    path("minutes/<int:pk>/attachments/<int:attachment>/remove/", attachment.minutes_detach, name="minutes_detach"),
    path("minutes/<int:pk>/copy.docx", copies.minutes_word, name="minutes_word"),
    path("minutes/<int:pk>/signing-record.pdf", copies.minutes_record, name="minutes_record"),
    path("minutes/<int:pk>/public/", public_version.public_version_create, name="public_version_create"),
    path(
        "minutes/<int:pk>/public-<int:number>.pdf",
        public_version.public_version_download,
        name="public_version_download",
    ),
    path("minutes/<int:pk>/amend/<slug:kind>/", amendment.amendment_create, name="amendment_create"),
    path("minutes/<int:pk>/copies/new/", amendment.signed_copy_create, name="signed_copy_create"),
    path("minutes/<int:pk>/copies/<int:copy>.pdf", amendment.signed_copy_download, name="signed_copy_download"),
    path("amendments/<int:pk>/", amendment.amendment_page, name="amendment_page"),
    path("amendments/<int:pk>/file.pdf", amendment.amendment_download, name="amendment_download"),
    *act_urls(workflows.amendments, "amendments", {"sign": AmendmentSignForm}),
    path("minutes/<int:pk>/countersign/", countersignature.countersign_page, name="countersign_page"),
    path("minutes/<int:pk>/countersign/agree/", countersignature.agree_to_all, name="agree_to_all"),
    path("minutes/<int:pk>/countersign/sheet/", countersignature.countersign_sheet, name="countersign_sheet"),
    path("minutes/<int:pk>/countersign/sheet.pdf", countersignature.countersign_paper, name="countersign_paper"),
    path("minutes/<int:pk>/countersign/print/", countersignature.countersign_print, name="countersign_print"),
    path("minutes/<int:pk>/recipients/edit/", recipients.minutes_address, name="minutes_address"),
    path("minutes/<int:pk>/recipients/", recipients.minutes_recipients, name="minutes_recipients"),
    path("minutes/<int:pk>/archive/", recipients.minutes_archive, name="minutes_archive"),
    path("minutes/<int:pk>/task-sheets/", sheets.minutes_task_sheets, name="minutes_task_sheets"),
    path("minutes/<int:pk>/task-sheets/<int:unit>.<str:form>", sheets.minutes_task_sheet, name="minutes_task_sheet"),
    path("scans/", scan.scan_list, name="scan_list"),
    path("scans/<int:pk>/", scan.scan_page, name="scan_page"),
    path("scans/<int:pk>/file.pdf", scan.scan_download, name="scan_download"),
    path("scanned-pages/<int:pk>/", scan.scanned_page, name="scanned_page"),
    path("scanned-pages/<int:pk>/picture.jpg", scan.scanned_page_download, name="scanned_page_download"),
    path("signing-delegations/", delegation.signing_delegation_list, name="signing_delegation_list"),
    path("signing-delegations/new/", delegation.signing_delegation_create, name="signing_delegation_create"),
    path(
        "signing-delegations/<int:pk>/letter/", delegation.signing_delegation_letter, name="signing_delegation_letter"
    ),
    *act_urls(workflows.signing_delegations, "signing-delegations"),
    *act_urls(workflows.minutes, "minutes", {"sign": SignForm}),
    *act_urls(workflows.recipients, "recipients", {"deliver": DeliverForm}),
    *act_urls(workflows.countersignatures, "countersignatures", ANSWER_FORMS),
]
