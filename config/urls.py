"""Every address of the service, one line each; the apps bring their own.

The sign-in is shared by clients and staff, so it belongs to neither app.
"""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from config import views

handler400 = "config.views.bad_request"
handler500 = "config.views.server_error"

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("requests_app.urls")),
    path("staff/r/<path:rest>", views.no_shortcut),
    path("staff/", admin.site.urls),
    path("account/sign-in/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("account/sign-out/", auth.LogoutView.as_view(), name="logout"),
    path("healthz", views.healthz, name="healthz"),
    path("demo/mail/", views.demo_mails, name="demo-mails"),
    path("demo/mail/<str:name>/", views.demo_mail, name="demo-mail"),
]
