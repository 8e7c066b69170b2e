"""What goes with a step: the reason that a client or staff types, the sections that staff begins with."""

from typing import Any

from django import forms

from reports.forms.text import TextField
from requests_app.forms.fields import SectionsField
from requests_app.services.transitions import NOTE_LENGTH


class PlainForm(forms.Form):
    """A form whose refusal is told in a message rather than beside its fields."""

    def first_error(self) -> str:
        """The first thing that is wrong, as one sentence."""
        errors: Any = [sentence for sentences in self.errors.values() for sentence in sentences]
        return str(errors[0]) if errors else ""


class NoteForm(PlainForm):
    note = TextField(
        max_length=NOTE_LENGTH, rows=4, required=False, label="Your reason, if you like to give one"
    )


class StepForm(NoteForm):
    """What staff give with a step: a reason, or the sections of the report that it begins."""

    sections = SectionsField(label="Sections to begin the report with")
