"""The fields that only a request needs: addresses, days to come, the sections of the answer."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from reports.domain.sections import SectionKind, spec_of
from reports.forms.text import INVISIBLE, CleanText, ListField, too_long
from requests_app.domain.asking import IN_PLAIN_WORDS, chosen

YEARS_AHEAD = 10


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
    """A day, chosen in the browser's own calendar; none is further away than anybody plans."""

    def __init__(self, **rest: Any) -> None:
        own = {"invalid": "Write a date such as 31/12/2026.", "required": "Choose a day."}
        rest["error_messages"] = own | rest.get("error_messages", {})
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **rest)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day.year > timezone.localdate().year + YEARS_AHEAD:
            raise forms.ValidationError(f"Choose a day within the next {YEARS_AHEAD} years.")
        return day


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


class AddressesField(ListField):
    """Some e-mail addresses, one on each line or with commas between; given in lower case, none twice."""

    parted = ", one on each line"
    long = True

    def __init__(self, *, most: int, **rest: Any) -> None:
        super().__init__(most=most, each=254, widget=forms.Textarea(attrs={"rows": 3}), **rest)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def divided(self, text: str) -> list[str]:
        return re.split(r"[\s,;]+", text)

    def clean(self, value: Any) -> tuple[str, ...]:
        address = AddressField()
        found = []
        for part in super().clean(value):
            try:
                found.append(address.clean(part).casefold())
            except forms.ValidationError:
                sentence = f"“{part[:60]}” is not an address such as name@example.org."
                raise forms.ValidationError(sentence, code="invalid") from None
        return tuple(dict.fromkeys(found))


class DayToComeField(DayField):
    """A day that is still to come, within ten years; it may be left open."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(required=False, **rest)

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {"min": timezone.localdate().isoformat()}

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError("This day has passed; choose today or a later one.")
        return day
