"""The second step: what led to the question, what it is for and by when, and what it is about."""

from datetime import date
from functools import cache
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms
from django_countries import countries

from reports.forms.text import ListField, TextField
from requests_app.forms.fields import DayToComeField
from requests_app.forms.part import Part


@cache
def _every_country() -> list[tuple[str, str]]:
    """By name. Asked for by each form instead of being copied into it."""
    return [(code, str(name)) for code, name in countries]


@cache
def _known_codes() -> frozenset[str]:
    return frozenset(code for code, _ in _every_country())


class CountriesField(forms.MultipleChoiceField):
    """Looks a country up; the field of Django reads all 249 of them for each that is named."""

    def valid_value(self, value: str) -> bool:
        return value in _known_codes()


class AboutForm(Part):
    """The days are checked against each other: an answer that comes too late is worth nothing."""

    step = "background"
    heading = "What it is for"
    lead = "The more we know of your decision, the better the answer fits it. All of it may be left out."

    background = TextField(
        max_length=10_000, required=False, label="Background", help_text="What led to the question."
    )
    known = TextField(
        max_length=10_000,
        rows=3,
        required=False,
        label="What you know already",
        help_text="And where you have looked, so that we do not tell you what you know.",
    )
    decision = TextField(
        max_length=2_000,
        rows=3,
        required=False,
        label="The decision it supports",
        help_text="What you will do differently depending on the answer.",
    )
    decision_on = DayToComeField(label="When you decide")
    needed_by = DayToComeField(label="Needed by", help_text="The day on which you want the answer.")
    no_value_after = DayToComeField(
        label="Of no value after", help_text="The day after which the answer would not help any more."
    )
    countries = CountriesField(
        required=False,
        label="Countries",
        choices=_every_country,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="Hold Ctrl (on a Mac: Command) to choose several.",
    )
    topics = ListField(
        most=20,
        each=60,
        required=False,
        label="Topics",
        help_text="With commas between: sanctions, shipping, elections.",
    )
    tags = ListField(
        most=20,
        each=60,
        required=False,
        label="Your own tags",
        help_text="A project or a cost centre, with commas between. For your own order only.",
    )

    def layout(self) -> list[Any]:
        return [
            Fieldset("What led to it", "background", "known"),
            Fieldset("What you decide", "decision", "decision_on", "needed_by", "no_value_after"),
            Fieldset("What it is about", "countries", "topics", "tags"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needed, ends, decided = (cleaned.get(name) for name in ("needed_by", "no_value_after", "decision_on"))
        if needed and ends and ends < needed:
            self.add_error("no_value_after", f"This is before {_said(needed)}, when you need the answer.")
        if needed and decided and decided < needed:
            self.add_error(
                "needed_by", f"This is after you decide, on {_said(decided)}; choose an earlier day."
            )
        return cleaned

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "countries": tuple(self.cleaned_data["countries"])}


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
