"""Addresses of this app."""

from django.urls import path

from jointmeeting.kernel.views import act_urls
from members import workflows
from members.forms.charter_draft import ConfirmForm
from members.forms.user import NewCodeForm
from members.views import charter, charter_draft, compliance, roster, succession, unit, user

app_name = "members"

urlpatterns = [
    path("units/", unit.unit_list, name="unit_list"),
    path("units/<int:pk>/", unit.unit_page, name="unit_page"),
    path("rosters/<slug:slug>/", roster.roster_page, name="roster_page"),
    path("rosters/<slug:slug>/new/", roster.post_create, name="post_create"),
    path("rosters/<slug:slug>/posts/<int:pk>/end/", roster.post_end, name="post_end"),
    path("rosters/<slug:slug>/import/", roster.roster_import, name="roster_import"),
    path("rosters/<slug:slug>/roster.<str:form>", roster.roster_export, name="roster_export"),
    path("units/<int:pk>/change/", succession.succession_create, name="succession_create"),
    path("changes/<int:pk>/", succession.succession_page, name="succession_page"),
    *act_urls(workflows.successions, "changes"),
    path("charters/", charter.charter_comparison, name="charter_comparison"),
    path("charters/<slug:slug>/rules/<slug:key>/", charter.working_rule_change, name="working_rule_change"),
    path("charters/<slug:slug>/compliance/", compliance.compliance_page, name="compliance_page"),
    path("charters/<slug:slug>/confirm/", charter.working_rule_confirm, name="working_rule_confirm"),
    path("charters/<slug:slug>/versions/<int:version>/", charter.charter_version, name="charter_version"),
    path("charters/<slug:slug>/", charter.charter_page, name="charter_page"),
    path("charter-drafts/", charter_draft.charter_draft_create, name="charter_draft_create"),
    path("charter-drafts/<int:pk>/", charter_draft.charter_draft_page, name="charter_draft_page"),
    *act_urls(workflows.charter_drafts, "charter-drafts", {"confirm": ConfirmForm}),
    path("accounts/", user.user_list, name="user_list"),
    path("accounts/new/", user.user_create, name="user_create"),
    path("accounts/<int:pk>/", user.user_page, name="user_page"),
    *act_urls(workflows.users, "accounts", {"renew": NewCodeForm, "restore": NewCodeForm}),
    path("invitation/", user.invitation, name="invitation"),
    path("log/", user.log, name="log"),
]
