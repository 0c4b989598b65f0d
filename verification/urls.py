"""Addresses of this app. Acts come from the workflow tables."""

from django.urls import path

from jointmeeting.kernel.views import act_urls
from verification import workflows
from verification.forms import AnswerForm, CommissionForm, ReportSignForm, SignaturesForm
from verification.views import answers, cases, centre

app_name = "verification"

urlpatterns = [
    path("cases/", cases.aid_case_list, name="aid_case_list"),
    path("cases/new/", cases.aid_case_create, name="aid_case_create"),
    path("cases/<int:pk>/", cases.aid_case_page, name="aid_case_page"),
    path("cases/<int:pk>/edit/", cases.aid_case_edit, name="aid_case_edit"),
    path("cases/<int:pk>/reveal/", answers.aid_case_reveal, name="aid_case_reveal"),
    path("cases/<int:pk>/consent-letters/new/", cases.consent_letter_create, name="consent_letter_create"),
    path("consent-letters/<int:pk>/", cases.consent_letter_page, name="consent_letter_page"),
    path("consent-letters/<int:pk>/download/", cases.consent_letter_download, name="consent_letter_download"),
    path("requests/", centre.verification_request_list, name="verification_request_list"),
    path("requests/<int:pk>/", centre.verification_request_page, name="verification_request_page"),
    path("requests/<int:pk>/findings/", centre.verification_request_dispose, name="verification_request_dispose"),
    path("requests/<int:pk>/download/", cases.verification_request_download, name="verification_request_download"),
    path("queries/", answers.query_list, name="query_list"),
    path("queries/<int:pk>/", answers.query_page, name="query_page"),
    path("queries/<int:pk>/reveal/", answers.query_reveal, name="query_reveal"),
    path("sources/", centre.source_list, name="source_list"),
    path("sources/<int:pk>/", centre.source_edit, name="source_edit"),
    path("sources/propose/<slug:slug>/", centre.source_agreement_propose, name="source_agreement_propose"),
    path("overview/", centre.overview, name="overview"),
    *act_urls(workflows.aid_cases, "cases", {"commission": CommissionForm}),
    *act_urls(workflows.consent_letters, "consent-letters", {"sign": SignaturesForm}),
    *act_urls(workflows.source_agreements, "agreements"),
    *act_urls(workflows.verification_requests, "requests", {"sign": ReportSignForm}),
    *act_urls(workflows.queries, "queries", {"answer": AnswerForm, "answer_late": AnswerForm}),
]
