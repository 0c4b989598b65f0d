"""Addresses of this app. Acts come from the workflow tables."""

from django.urls import path

from jointmeeting.kernel.views import act_urls
from meetings import permissions, workflows
from meetings.forms.agenda import ConsultForm, ReturnForm, ScheduleForm, SubmitForm
from meetings.forms.call import MoveForm
from meetings.forms.countersignature import ANSWER_FORMS
from meetings.forms.major import DecisionForm, ReportForm
from meetings.forms.meeting import AttendeeForm
from meetings.forms.opinion import AnswerForm
from meetings.views import agenda, authenticity, call, countersignature, major, meeting, minutes

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
        {"schedule": ScheduleForm, "submit": SubmitForm, "return_": ReturnForm, "consult": ConsultForm},
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
    path("meetings/<int:pk>/attendance/", meeting.attendance_record, name="attendance_record"),
    path("meetings/<int:pk>/minutes/", minutes.minutes_draft, name="minutes_draft"),
    *act_urls(workflows.meetings, "meetings"),
    *act_urls(workflows.receipts, "receipts", {"attend": AttendeeForm, "substitute": AttendeeForm}),
    path("meetings/<int:pk>/major-matters/new/", major.major_matter_create, name="major_matter_create"),
    path("major-matters/", major.major_matter_list, name="major_matter_list"),
    path("major-matters/<int:pk>/", major.major_matter_page, name="major_matter_page"),
    *act_urls(workflows.major_matters, "major-matters", {"report": ReportForm, "decide": DecisionForm}),
    path("check/", authenticity.authenticity_check, name="authenticity_check"),
    path("minutes/", minutes.minutes_list, name="minutes_list"),
    path("minutes/<int:pk>/", minutes.minutes_page, name="minutes_page"),
    path("minutes/<int:pk>/edit/", minutes.minutes_edit, name="minutes_edit"),
    path("minutes/<int:pk>/download/", minutes.minutes_download, name="minutes_download"),
    path("minutes/<int:pk>/countersign/", countersignature.countersign_page, name="countersign_page"),
    path("minutes/<int:pk>/countersign/agree/", countersignature.agree_to_all, name="agree_to_all"),
    path("minutes/<int:pk>/countersign/sheet/", countersignature.countersign_sheet, name="countersign_sheet"),
    path("minutes/<int:pk>/countersign/print/", countersignature.countersign_print, name="countersign_print"),
    *act_urls(workflows.minutes, "minutes"),
    *act_urls(workflows.countersignatures, "countersignatures", ANSWER_FORMS),
]
