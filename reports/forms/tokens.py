"""The form of a new token: what it is called and how long it is open."""

from typing import Any

from django import forms

from reports.forms.text import LineField
from reports.services.tokens import MOST_DAYS, USUAL_DAYS

_DAYS = {
    "required": "Say for how many days.",
    "invalid": "Type a whole number of days.",
    "min_value": "It has to be open for a day at least.",
    "max_value": f"A token is open for {MOST_DAYS} days at most; then you make a new one.",
}


class TokenForm(forms.Form):
    name = LineField(
        max_length=80,
        label="Name",
        help_text="What will use it, for example “Reading room”.",
        error_messages={"required": "Give it a name, so that you know later which one to revoke."},
    )
    days = forms.IntegerField(
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        label="Days that it is open",
        error_messages=_DAYS,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
