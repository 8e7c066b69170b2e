"""How allauth acts here: its mails become rows, a person has a name, and a new browser is told of.

An address is proven in one of three ways: by a code, by a link of ours that was mailed to it, or by the
sign-in of its organisation; `User.address_proven_at` says so for what allauth did not see itself.
"""

import uuid
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.accounts import devices, organisations
from config.accounts.letters import LETTERS
from reports.models import User
from reports.services import mailing

_PROXIES = ("127.0.0.1", "::1", "")
_SHOWN = ("logged_in.txt", "logged_out.txt", "login_code_sent.txt", "email_confirmation_sent.txt")
_USED_BEFORE = "_was_used_before"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What allauth asks, answered for this house."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the mail as a row; a cause without a letter of ours is a fault, not a mail in other words."""
        letter = LETTERS[template_prefix]
        values = {**context, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}
        mailing.queue(
            "account/mail",
            to=email,
            context={
                "subject": letter.subject,
                "says": [each.format_map(values) for each in letter.says],
                "when": timezone.now(),
                "browser": devices.browser_of(context.get("user_agent", "")),
            },
            key=f"account/{template_prefix.rpartition('/')[2]}/{uuid.uuid4()}",
            passes=letter.passes,
        )

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A person as the form of sign-up says; the address is kept in lower case, as everywhere."""
        user.email = form.cleaned_data["email"].strip().lower()
        user.name = form.cleaned_data.get("name", "") or user.name
        password = form.cleaned_data.get("password1")
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        if commit:
            user.save()
        return user

    def pre_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse | None:
        """Tell allauth of an address that was proven without it, before it asks for a code."""
        if user.address_proven_at and not EmailAddress.objects.filter(user=user).exists():
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        response: HttpResponse | None = super().pre_login(request, user, **about)
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Keep for the rest of the house that the address is proven."""
        try:
            with transaction.atomic():
                proven: bool = super().confirm_email(request, email_address)
        except IntegrityError:  # somebody else was quicker with this address
            messages.error(request, "This address can no longer be used here. Choose another.")
            return False
        if proven:
            User.objects.filter(pk=email_address.user_id).update(address_proven_at=timezone.now())
        return proven

    def login(self, request: HttpRequest, user: User) -> None:
        """Remember whether this is the first time, which Django overwrites as it signs somebody in."""
        setattr(user, _USED_BEFORE, user.last_login is not None)
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        """A session of staff is short; a browser that the account was not used with is told of by mail."""
        response: HttpResponse = super().post_login(request, user, **about)
        organisations.admitted((about.get("signal_kwargs") or {}).get("sociallogin"), user)
        if user.is_staff:
            request.session.set_expiry(settings.STAFF_SESSION_SECONDS)
        if not devices.is_known(request, user):
            if getattr(user, _USED_BEFORE, False):
                self.send_notification_mail("account/email/new_device", user)
            devices.remember(request, response, user)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of what the page that follows shows anyway."""
        template = kwargs.get("message_template") or (args[2] if len(args) > 2 else "")  # noqa: PLR2004
        if not str(template).endswith(_SHOWN):
            super().add_message(*args, **kwargs)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address; a proxy on this machine says whom it speaks for."""
        address: str = request.META.get("REMOTE_ADDR", "")
        if address in _PROXIES:
            address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
        try:
            return str(ip_address(address))
        except ValueError:  # a socket has none, and a header may hold anything
            return "127.0.0.1"
