"""Addresses of this app. Acts come from the workflow table."""

from django.urls import path

from duties import views, workflows
from duties.forms import ProgressForm
from jointmeeting.kernel.views import act_urls

app_name = "duties"

urlpatterns = [
    path("assignments/", views.assignment_list, name="assignment_list"),
    path("assignments/<int:pk>/", views.assignment_page, name="assignment_page"),
    *act_urls(workflows.assignments, "assignments", {"report": ProgressForm}),
]
