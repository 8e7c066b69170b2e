"""Every address of the service, one line each; the apps bring their own.

The sign-in is shared by clients and staff, so it belongs to neither app.
"""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config import views
from config.accounts import servers
from config.accounts import views as accounts
from reports.permissions import asks_again

handler400 = "config.views.bad_request"
handler429 = "config.views.too_many"
handler500 = "config.views.server_error"

for _model in (EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(_model)  # each person keeps its own; an organisation's sign-in has a page of ours
# Whoever runs the machine removes a second factor that somebody has lost.
asks_again(admin.site._registry[Authenticator])  # type: ignore[type-var]
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one door for everybody

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("requests_app.urls")),
    path(
        "staff/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="staff-password",
    ),
    path("staff/r/<path:rest>", views.no_shortcut, name="staff-shortcut"),
    path("staff/", admin.site.urls),
    path("account/", accounts.overview, name="account"),
    path("account/email/", accounts.change_address, name="account_email"),
    path("account/email/leave/", accounts.leave_address, name="account_email_leave"),
    path("account/sessions/", accounts.sessions, name="usersessions_list"),
    path("account/sessions/others/end/", accounts.end_other_sessions, name="account_end_others"),
    path("account/sessions/<int:pk>/end/", accounts.end_session, name="account_end_session"),
    path("account/organisation/<str:provider_id>/login/", servers.login, name="openid_connect_login"),
    path(
        "account/organisation/<str:provider_id>/login/callback/",
        servers.callback,
        name="openid_connect_callback",
    ),
    path("account/", include("allauth.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("demo/mail/", views.demo_mails, name="demo-mails"),
    path("demo/mail/<str:name>/", views.demo_mail, name="demo-mail"),
]
