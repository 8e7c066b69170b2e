"""The passwords that lock a report: the one that staff sets for a request, the client’s for its own copy."""

from typing import Any

from django import forms

from reports.forms.password import PasswordField
from requests_app.forms.plain import PlainForm


class PasswordForm(PlainForm):
    """The password of a request's report, typed twice: it is never shown, so nobody would see a slip."""

    password = PasswordField(label="Password", error_messages={"required": "Type the password."})
    again = PasswordField(label="The same again", error_messages={"required": "Type the password twice."})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and given["password"] != given["again"]:
            self.add_error("again", "The two passwords are not the same; type both once more.")
        return given


class LockForm(forms.Form):
    """The password that a client locks one copy with."""

    password = PasswordField(
        label="A password of your own",
        help_text="At least 8 characters. We do not keep it: whoever forgets it downloads the report again.",
        error_messages={"required": "Type the password that is to lock your copy."},
    )
