"""Addresses of this app."""

from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("units/", views.unit_list, name="unit_list"),
    path("units/<int:pk>/", views.unit_page, name="unit_page"),
    path("charters/<slug:slug>/confirm/", views.working_rule_confirm, name="working_rule_confirm"),
    path("charters/<slug:slug>/", views.charter_page, name="charter_page"),
]
