"""The reason that goes with a step, typed by a client or by staff."""

from typing import Any

from django import forms

from reports.forms.text import TextField
from requests_app.services.transitions import NOTE_LENGTH


class NoteForm(forms.Form):
    note = TextField(
        max_length=NOTE_LENGTH, rows=4, required=False, label="Your reason, if you like to give one"
    )

    def first_error(self) -> str:
        """The first thing that is wrong, as one sentence."""
        errors: Any = self.errors.get("note", [])
        return str(errors[0]) if errors else ""
