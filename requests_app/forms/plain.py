"""A form whose refusal is told as one sentence above the page rather than beside its fields."""

from typing import Any

from django import forms


class PlainForm(forms.Form):
    def first_error(self) -> str:
        """The first thing that is wrong, as one sentence."""
        errors: Any = [sentence for sentences in self.errors.values() for sentence in sentences]
        return str(errors[0]) if errors else ""
