"""Every address of the system."""

from django.contrib.auth import views as auth
from django.urls import include, path

from jointmeeting import health, views

handler400 = "jointmeeting.views.bad_request"
handler403 = "jointmeeting.views.forbidden"
handler404 = "jointmeeting.views.not_found"
handler500 = "jointmeeting.views.server_error"

urlpatterns = [
    path("", views.workbench, name="workbench"),
    path("done/", views.done, name="done"),
    path("notifications/", views.notifications, name="notifications"),
    path("manual/", views.manual, name="manual"),
    path("search/", views.search, name="search"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", views.PasswordChange.as_view(), name="password_change"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("meetings/", include("meetings.urls")),
    path("duties/", include("duties.urls")),
    path("verification/", include("verification.urls")),
    path("members/", include("members.urls")),
]
