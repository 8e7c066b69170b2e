"""Rules of sign-in that hold on every page: staff has a second factor, and what is dangerous asks again.

A view says of itself that it is dangerous (`reports.permissions.asks_again`); here the person is asked, and
what was typed is kept until then (`held`). No page about an account is kept by a browser or a proxy.
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from config.accounts import held
from reports.models import User
from reports.permissions import does_ask_again

_SECOND = "Staff needs a second factor: add a passkey or an authenticator app, and everything opens."


class Guard:
    """Middleware, after allauth's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        held.seal(request)
        if request.path.startswith(reverse("account")):
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Asked before each view; who comes without a session begins none here."""
        if settings.STAFF_MFA and not request.path.startswith(reverse("account")):
            away = _without_second_factor(request)
            if away:
                return away
        if (
            settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
            and request.method == "POST"
            and does_ask_again(view, request)
        ):
            return _ask_again(request)
        return None


def _without_second_factor(request: HttpRequest) -> HttpResponse | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None  # a public page asks nobody's session
    user = request.user
    if not (isinstance(user, User) and user.is_staff):
        return None
    if any(each.get("method") == "mfa" for each in get_authentication_records(request, user)):
        return None
    if is_mfa_enabled(user):
        asked = get_adapter().get_reauthentication_methods(user)
        pages = [each["url"] for each in asked if each["id"].startswith("mfa_")]
        return HttpResponseRedirect(f"{pages[0]}?{urlencode({'next': request.get_full_path()})}")
    said = messages.get_messages(request)
    if _SECOND not in [each.message for each in said]:
        messages.warning(request, _SECOND)
    said.used = False  # type: ignore[union-attr]  # looked at here, and still to be shown
    return HttpResponseRedirect(reverse("mfa_index"))


def _proved_recently(request: HttpRequest) -> bool:
    """Whether this session was opened, or its holder asked again, within the time that is allowed."""
    known = [each["at"] for each in get_authentication_records(request, request.user)]
    return bool(known) and time.time() - max(known) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _ask_again(request: HttpRequest) -> HttpResponse | None:
    if request.user.is_anonymous or _proved_recently(request):
        return None
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return None
    asking: HttpResponse = reauthentication.suspend_request(request, methods[0]["url"])
    return asking
