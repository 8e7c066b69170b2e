"""Where a row's text was taken from, as the form carries it: the edition's name, signed, so that it is ours.

Rows are moved, added and taken out while they are written, so each brings its own origin back; what is
changed in a row keeps it, as a section does.
"""

from typing import Any

from django import forms
from django.core import signing

_SIGNER = signing.Signer(salt="reports.forms.origin")


def token_of(name: str) -> str:
    """What the form brings back for the edition of that name; nothing for text that was written here."""
    return _SIGNER.sign(name) if name else ""


def origin_in(token: Any) -> str:
    """The name in a token; empty where there is none, or where it is not one of ours."""
    try:
        return str(_SIGNER.unsign(str(token))) if token else ""
    except signing.BadSignature:
        return ""


class OriginField(forms.CharField):
    """The origin of a row; its value is the edition's name."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False, label="Origin", widget=forms.HiddenInput)

    def clean(self, value: Any) -> str:
        name = origin_in(super().clean(value))
        if value and not name:
            raise forms.ValidationError(
                "The page came back changed: where this was taken from is lost. Remove it and take it again."
            )
        return name
