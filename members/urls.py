"""Addresses of this app."""

from django.urls import path

from members.views import charter, compliance, unit

app_name = "members"

urlpatterns = [
    path("units/", unit.unit_list, name="unit_list"),
    path("units/<int:pk>/", unit.unit_page, name="unit_page"),
    path("charters/", charter.charter_comparison, name="charter_comparison"),
    path("charters/<slug:slug>/rules/<slug:key>/", charter.working_rule_change, name="working_rule_change"),
    path("charters/<slug:slug>/compliance/", compliance.compliance_page, name="compliance_page"),
    path("charters/<slug:slug>/confirm/", charter.working_rule_confirm, name="working_rule_confirm"),
    path("charters/<slug:slug>/", charter.charter_page, name="charter_page"),
]
