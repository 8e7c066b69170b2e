"""What goes with a step: the reason that a client or staff types, the sections that staff begins with."""

from typing import Any

from django import forms

from reports.forms.text import TextField
from reports.models import CorrectionKind
from requests_app.forms.fields import SectionsField
from requests_app.services.transitions import NOTE_LENGTH


class NoteForm(forms.Form):
    note = TextField(
        max_length=NOTE_LENGTH, rows=4, required=False, label="Your reason, if you like to give one"
    )

    def first_error(self) -> str:
        """The first thing that is wrong, as one sentence."""
        errors: Any = [sentence for sentences in self.errors.values() for sentence in sentences]
        return str(errors[0]) if errors else ""


class StepForm(NoteForm):
    """What staff give with a step: a reason, the sections of the report that it begins, the notice on one."""

    sections = SectionsField(label="Sections to begin the report with")
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in CorrectionKind if not kind.recalls],
        initial=CorrectionKind.CORRECTION.value,
        required=False,
        label="What it is",
    )
    notice = TextField(
        max_length=NOTE_LENGTH,
        rows=3,
        required=False,
        label="Notice, which everybody reads who may read the report",
    )
