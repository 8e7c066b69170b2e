"""The forms about a person's data: confirming with the password, and staff's reasons and periods."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from reports.domain.retention import RULES
from reports.forms.text import LineField, TextField
from reports.models import LegalHold, RetentionRule, User

REASON = 1_000
RECENT = timedelta(minutes=15)


class ConfirmForm(forms.Form):
    """The password of whoever is signed in: a browser that was left open must not forget its owner."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
        error_messages={"required": "Type your password, so that we know that it is you."},
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self._user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean(self) -> None:
        """Who has no password must have signed in a moment ago."""
        last, now = self._user.last_login, timezone.now()
        if "password" not in self.fields and (last is None or last < now - RECENT):
            raise forms.ValidationError("Sign out, sign in again and come back: then we know that it is you.")

    def clean_password(self) -> str:
        """It must be the right one."""
        typed: str = self.cleaned_data["password"]
        if not self._user.check_password(typed):
            raise forms.ValidationError("This is not your password.")
        return typed


class WhyForm(forms.Form):
    """A reason that is kept."""

    reason = TextField(
        max_length=REASON, rows=3, label="Why", error_messages={"required": "Say why; the reason is kept."}
    )


class HoldForm(forms.ModelForm):
    """A new hold, on one thing."""

    reason = TextField(max_length=REASON, rows=3, label="Why it is held")

    class Meta:
        model = LegalHold
        fields = ["person", "organisation", "reference", "reason", "until"]

    def clean_reference(self) -> str:
        """As numbers are written."""
        typed: str = self.cleaned_data["reference"]
        return typed.strip().upper()


class PeriodForm(forms.ModelForm):
    """Another period for a kind of data."""

    kind = forms.ChoiceField(choices=[(rule.kind.value, f"{rule.label} ({rule.then})") for rule in RULES])
    days = forms.IntegerField(min_value=1, max_value=36_500, label="Days")
    reason = LineField(max_length=200, label="Why")

    class Meta:
        model = RetentionRule
        fields = ["kind", "days", "reason"]
