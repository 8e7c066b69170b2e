"""Fields for what a report holds besides prose: lists, countries, grades, imprecise dates, web addresses."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django_countries import countries

from reports.domain.grading import Grade
from reports.forms.text import CleanText, LineField, ListField, too_long

_WHEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DIGITS = 9
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


class CountriesField(ListField):
    """ISO 3166-1 alpha-2 codes."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(most=60, each=60, **rest)

    def clean(self, value: Any) -> tuple[str, ...]:
        codes = super().clean((value or "").upper())
        for code in codes:
            check_country(code)
        return codes


def check_country(code: str) -> None:
    """Refuse what is no code of a country."""
    if code not in dict(countries):
        raise forms.ValidationError(
            f"“{code[:20]}” is not the two-letter code of a country; Iran is IR, Norway NO."
        )


class LinesField(ListField):
    """A list with one thing on each line."""

    long = True
    parted = " and on a line of its own"

    def __init__(self, *, most: int, each: int, rows: int = 2, **rest: Any) -> None:
        super().__init__(most=most, each=each, widget=forms.Textarea(attrs={"rows": rows}), **rest)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def divided(self, text: str) -> list[str]:
        return text.split("\n")


class LanguageField(LineField):
    """A language tag, such as `en` or `fa-IR` (BCP 47)."""

    def clean(self, value: Any) -> str:
        tag: str = super().clean(value)
        if tag and not _LANGUAGE.fullmatch(tag):
            raise forms.ValidationError("Write a language tag, such as en, fa or pt-BR.")
        return tag


class GradeField(LineField):
    """A grade of the Admiralty code, such as `B2`."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=10, **rest)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            return str(Grade.parse(typed)) if typed else ""
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem


class WhenField(LineField):
    """A date as precise as it is known: `2024-01-03`, `2024-01` or `2024`."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=10, **rest)

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        match = _WHEN.fullmatch(typed)
        if typed and not (match and _is_date(match)):
            raise forms.ValidationError("Write 2024-01-03, 2024-01 or 2024.")
        return typed


class WebAddressField(CleanText, forms.URLField):
    """The address of a page on the web."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **rest: Any) -> None:
        own = {"invalid": "Write an address such as https://example.org/report."} | too_long(500)
        super().__init__(
            max_length=500, assume_scheme="https", error_messages=own, widget=forms.TextInput, **rest
        )

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "url"}


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            widget=widget, error_messages={"invalid": "Write a date such as 31/12/2026."}, **rest
        )

    def prepare_value(self, value: Any) -> Any:
        return value or None


class NumberField(forms.FloatField):
    """A number with a point or a comma."""

    def __init__(self, **rest: Any) -> None:
        sentences = {"invalid": "Write a number, such as 62 or 35.7."}
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(error_messages=sentences | rest.pop("error_messages", {}), widget=widget, **rest)

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # the stubs inherit an integer
        """The number; a comma is read as the point that it stands for."""
        if isinstance(value, str) and _DECIMAL_COMMA.fullmatch(value.strip()):
            value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:g}" if isinstance(value, float) else value


def whole_number(text: str) -> int | None:
    """A number that a form or an address brings back; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


def _is_date(match: re.Match[str]) -> bool:
    year, month, day = match.groups(default="1")
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
