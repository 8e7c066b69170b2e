"""The form of a request: who asks, what, for which decision and by when.

It works as plain HTML; each refusal stands beside its field and whatever was typed stays on the page.
"""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django_countries import countries

from reports.domain.marking import Marking
from reports.forms.text import LineField, ListField, TextField, says_something
from requests_app.domain.asking import Asked
from requests_app.forms.fields import AddressField, SectionsField

FIRST_ROWS, MOST_ROWS = 5, 20
YEARS_AHEAD = 10
_QUESTION = re.compile(r"question_([1-9]\d{0,4})", re.ASCII)


class RequestForm(forms.Form):
    """A request as it is typed; `rows` is how many questions it has room for."""

    title = LineField(
        max_length=200,
        label="Your question in one line",
        help_text="What the report should be called. It is never written in a mail or an address.",
        error_messages={"required": "Say in one line what you want to know."},
    )
    background = TextField(
        max_length=10_000,
        required=False,
        label="Background",
        help_text="What you know already, and what led to the question.",
    )
    decision = TextField(
        max_length=2_000,
        rows=3,
        required=False,
        label="The decision it supports",
        help_text="What you will do differently depending on the answer.",
    )
    needed_by = forms.DateField(
        required=False,
        label="Needed by",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Write a date such as 31/12/2026."},
    )
    countries = forms.MultipleChoiceField(
        required=False,
        label="Countries",
        choices=countries,
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
    sections = SectionsField(
        label="Sections of the report",
        help_text="Untick what you do not need. With none ticked you receive all of them.",
    )
    marking = forms.ChoiceField(
        label="Who may read your question and our answer",
        initial=Marking.AMBER.value,
        widget=forms.RadioSelect,
        choices=[(each.value, f"{each.value}: {each.readers}") for each in Marking],
        error_messages={"required": "Choose one of the labels."},
    )
    name = LineField(max_length=120, label="Your name", error_messages={"required": "Tell us your name."})
    email = AddressField(
        label="Work e-mail",
        help_text="The link to your request is sent here.",
        error_messages={"required": "Tell us where to send the answer."},
    )
    organisation = LineField(
        max_length=160, label="Organisation", error_messages={"required": "Tell us whom you ask for."}
    )
    consent = forms.BooleanField(
        label="You may keep what I have written here and answer me at this address.",
        help_text="Nobody else is given either.",
        error_messages={"required": "Without your consent we cannot keep the request."},
    )

    def __init__(self, *args: Any, rows: int = FIRST_ROWS, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_count = min(max(rows, FIRST_ROWS), MOST_ROWS)
        for number in range(1, self.row_count + 1):
            self.fields[f"question_{number}"] = TextField(
                max_length=1_000, rows=2, required=False, label=f"Question {number}"
            )
        self.order_fields(["title", *self.question_names])
        if email:
            self.fields["email"].disabled = True
            self.initial["email"] = email
        self.fields["needed_by"].widget.attrs["min"] = timezone.localdate().isoformat()
        for name, hint in (("name", "name"), ("organisation", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = hint
        self.helper = _helper(self.row_count)

    def clean_needed_by(self) -> Any:
        day, today = self.cleaned_data["needed_by"], timezone.localdate()
        if day and day < today:
            raise forms.ValidationError("This day has passed; choose today or a later one.")
        if day and day.year > today.year + YEARS_AHEAD:
            raise forms.ValidationError(f"Choose a day within the next {YEARS_AHEAD} years.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = self.question_names
        if any(says_something(self.data[name]) for name in self.data if _number_of(name) > MOST_ROWS):
            self.add_error(names[-1], f"Ask at most {MOST_ROWS} questions; more make more than one report.")
        elif not any(cleaned.get(name) or name in self.errors for name in names):
            self.add_error("question_1", "Write at least one question that the report is to answer.")
        return cleaned

    @property
    def question_names(self) -> list[str]:
        """The names of the fields for questions, in their order."""
        return [f"question_{number}" for number in range(1, self.row_count + 1)]

    def asked(self, *, briefing: int | None) -> Asked:
        """What a valid form says, as the value that intake keeps."""
        given = self.cleaned_data
        questions = (given[name] for name in self.question_names)
        return Asked(
            name=given["name"],
            email=given["email"],
            organisation=given["organisation"],
            title=given["title"],
            questions=tuple(question for question in questions if question),
            background=given["background"],
            decision=given["decision"],
            needed_by=given["needed_by"],
            marking=Marking(given["marking"]),
            countries=tuple(given["countries"]),
            topics=given["topics"],
            sections=given["sections"],
            briefing=briefing,
        )


def question_rows(names: Iterable[str]) -> int:
    """How many questions a form that comes back had room for, by the names that it brings."""
    return max(FIRST_ROWS, *(_number_of(name) for name in names), 0)


def with_one_more_row(typed: QueryDict, *, email: str = "") -> RequestForm:
    """The form as it was typed, unchecked, with room for one more question."""
    rows = min(question_rows(typed) + 1, MOST_ROWS)
    initial = {**typed.dict(), **{name: typed.getlist(name) for name in ("countries", "sections")}}
    form = RequestForm(rows=rows, initial=initial, email=email)
    form.fields[f"question_{rows}"].widget.attrs["autofocus"] = True
    return form


def _number_of(name: str) -> int:
    match = _QUESTION.fullmatch(name)
    return int(match[1]) if match else 0


def _helper(rows: int) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    more = "more" if rows < MOST_ROWS else "no_more"
    helper.layout = Layout(
        Fieldset(
            "What you want to know",
            "title",
            *[f"question_{number}" for number in range(1, rows + 1)],
            HTML(f"{{% include 'requests_app/_{more}.html' %}}"),
        ),
        Fieldset("What it is for", "background", "decision", "needed_by"),
        Fieldset("What it is about", "countries", "topics"),
        Fieldset("What you receive", "sections"),
        Fieldset("How it is handled", "marking"),
        Fieldset(
            "Who asks",
            Div(Div("name", css_class="col"), Div("organisation", css_class="col"), css_class="row"),
            "email",
        ),
        "consent",
    )
    return helper
