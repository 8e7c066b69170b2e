"""The field for a password that locks a PDF: kept as it was typed or refused with a sentence; never shown."""

import unicodedata
from typing import Any

from django import forms

from reports.forms.text import LineField
from reports.services.copies import LONGEST_PASSWORD

SHORTEST = 8
_MOST_BYTES = 127
"""What AES-256 in a PDF reads of a password in UTF-8 (ISO 32000-2, 7.6.4.3.3)."""


class PasswordField(LineField):
    """A password in the form (NFKC) in which PDF readers are to compare it."""

    def __init__(self, **rest: Any) -> None:
        typed = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(max_length=LONGEST_PASSWORD, strip=False, widget=typed, **rest)

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value))
        if text != text.strip():
            raise forms.ValidationError("It begins or ends with a space, which is soon lost; leave that out.")
        if text and len(text) < SHORTEST:
            raise forms.ValidationError(f"Use at least {SHORTEST} characters.")
        if len(text.encode()) > _MOST_BYTES:
            raise forms.ValidationError("It is too long for a PDF in this script; use fewer characters.")
        return text
