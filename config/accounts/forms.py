"""The forms of sign-in where allauth's own do not say or do enough."""

from typing import Any

from allauth.account.forms import AddEmailForm, LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from reports.forms.text import LineField
from reports.models import User


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password; allauth sets one age for all sessions last, and that of staff is shorter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The answer to somebody whose password was right; a session may not have begun yet."""
        response: HttpResponse = super().login(request, redirect_url)
        if isinstance(request.user, User) and request.user.is_staff:
            request.session.set_expiry(settings.STAFF_SESSION_SECONDS)
        return response


class SignUpForm(SignupForm):  # type: ignore[misc]
    """A name, an address, a password; whether the address has an account is told to the address alone."""

    name = LineField(max_length=120, label="Your name", widget=forms.TextInput({"autocomplete": "name"}))
    account_already_exists: bool
    field_order = ["name", "email", "password1"]

    def try_save(self, request: HttpRequest) -> Any:
        """Where there is an account, the same work is done: hashing a password is what takes the time."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:  # somebody was quicker with this address: now there is an account
            self.account_already_exists = True
            return super().try_save(request)


class ChangeAddressForm(AddEmailForm):  # type: ignore[misc]
    """The address that the account is to have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New address"
        self.fields["email"].widget.attrs.pop("placeholder", None)


class CodeForm(forms.Form):
    """A code that was mailed."""

    code = LineField(
        max_length=20,
        label="Code",
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": "Type the code from the mail."},
    )
