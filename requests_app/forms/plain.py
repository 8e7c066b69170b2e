"""Forms whose refusal is told as one sentence above the page rather than beside their fields."""

from typing import Any

from django import forms

from reports.forms.text import TextField
from requests_app.services.transitions import NOTE_LENGTH


class PlainForm(forms.Form):
    def first_error(self) -> str:
        """The first thing that is wrong, as one sentence."""
        errors: Any = [sentence for sentences in self.errors.values() for sentence in sentences]
        return str(errors[0]) if errors else ""


class ReasonForm(PlainForm):
    """Why staff does something that is no step of the table."""

    note = TextField(max_length=NOTE_LENGTH, rows=4, required=False, label="Reason, for the house only")
