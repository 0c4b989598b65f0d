"""Addresses of this app."""

from django.urls import path

from jointmeeting.kernel.views import act_urls
from members import workflows
from members.forms.charter_draft import ConfirmForm, ScheduleForm
from members.forms.member_change import ConfirmChangeForm
from members.forms.user import NewCodeForm
from members.views import (
    absence,
    charter,
    charter_draft,
    compliance,
    holidays,
    member_change,
    register,
    roster,
    succession,
    unit,
    user,
)

app_name = "members"

urlpatterns = [
    path("units/", unit.unit_list, name="unit_list"),
    path("units/<int:pk>/", unit.unit_page, name="unit_page"),
    path("units/<int:pk>/edit/", unit.unit_edit, name="unit_edit"),
    path("rosters/<slug:slug>/units/new/", unit.unit_create, name="unit_create"),
    path("member-changes/", member_change.member_change_list, name="member_change_list"),
    path("member-changes/new/", member_change.member_change_create, name="member_change_create"),
    path("member-changes/<int:pk>/", member_change.member_change_page, name="member_change_page"),
    *act_urls(workflows.member_changes, "member-changes", {"confirm": ConfirmChangeForm}),
    *act_urls(workflows.hand_over_items, "hand-over-items"),
    path("rosters/<slug:slug>/", roster.roster_page, name="roster_page"),
    path("rosters/<slug:slug>/tree/", unit.unit_tree, name="unit_tree"),
    path("rosters/<slug:slug>/new/", roster.post_create, name="post_create"),
    path("rosters/<slug:slug>/posts/<int:pk>/correct/", roster.post_correct, name="post_correct"),
    path("rosters/<slug:slug>/posts/<int:pk>/end/", roster.post_end, name="post_end"),
    path("absences/", absence.absence_list, name="absence_list"),
    path("absences/<int:pk>/end/", absence.absence_end, name="absence_end"),
    path("rosters/<slug:slug>/grants/", roster.reconciliation_page, name="reconciliation_page"),
    path("rosters/<slug:slug>/groups/", register.group_list, name="group_list"),
    path("rosters/<slug:slug>/groups/edit/", register.group_edit, name="group_edit"),
    path("rosters/<slug:slug>/aid-standards/", register.aid_standard_list, name="aid_standard_list"),
    path("rosters/<slug:slug>/aid-standards/new/", register.aid_standard_create, name="aid_standard_create"),
    path(
        "rosters/<slug:slug>/aid-standards/<int:pk>/correct/",
        register.aid_standard_correct,
        name="aid_standard_correct",
    ),
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
    path("charter-drafts/<int:pk>/autosave/", charter_draft.charter_draft_autosave, name="charter_draft_autosave"),
    *act_urls(workflows.charter_drafts, "charter-drafts", {"confirm": ConfirmForm, "schedule": ScheduleForm}),
    path("accounts/", user.user_list, name="user_list"),
    path("accounts/new/", user.user_create, name="user_create"),
    path("accounts/<int:pk>/", user.user_page, name="user_page"),
    path("accounts/<int:pk>/email/", user.user_readdress, name="user_readdress"),
    *act_urls(workflows.users, "accounts", {"open": NewCodeForm, "renew": NewCodeForm, "restore": NewCodeForm}),
    path("invitation/", user.invitation, name="invitation"),
    path("holidays/", holidays.holiday_list, name="holiday_list"),
    path("holidays/new/", holidays.holiday_create, name="holiday_create"),
    path("log/", user.log, name="log"),
]
