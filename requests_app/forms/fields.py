"""The fields that only a request needs: an address to answer to, a day, the sections of the answer."""

import unicodedata
from typing import Any

from django import forms

from reports.domain.sections import SectionKind, spec_of
from reports.forms.text import INVISIBLE, CleanText, too_long
from requests_app.domain.asking import IN_PLAIN_WORDS, chosen


class AddressField(CleanText, forms.EmailField):
    """An e-mail address."""

    def __init__(self, **rest: Any) -> None:
        own = {"invalid": "Write an address such as name@example.org."} | too_long(254)
        rest["error_messages"] = own | rest.get("error_messages", {})
        super().__init__(max_length=254, **rest)

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "email"}

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if any(unicodedata.category(letter) in INVISIBLE for letter in text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **rest: Any) -> None:
        own = {"invalid": "Write a date such as 31/12/2026.", "required": "Choose a day."}
        rest["error_messages"] = own | rest.get("error_messages", {})
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **rest)


class SectionsField(forms.MultipleChoiceField):
    """Sections of a report, each with what it tells in plain words; all of them are one choice with none."""

    def __init__(self, **rest: Any) -> None:
        own = {"invalid_choice": "A report has no such section; choose among those on the form."}
        choices = [(kind.value, f"{spec_of(kind).title}: {said}") for kind, said in IN_PLAIN_WORDS.items()]
        super().__init__(
            choices=choices,
            initial=[value for value, _ in choices],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            error_messages=own,
            **rest,
        )

    def clean(self, value: Any) -> tuple[SectionKind, ...]:
        return chosen(super().clean(value))
