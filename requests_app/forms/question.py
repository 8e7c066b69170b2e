"""The first step: the question in one line, and the numbered questions that the report is to answer."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.layout import HTML, Div

from reports.forms.text import LineField, TextField, says_something
from requests_app.forms.part import Part

FIRST_ROWS, MOST_ROWS, MOST_SHOWN = 3, 20, 2_000
_QUESTION = re.compile(r"question_([1-9]\d{0,4})", re.ASCII)


class QuestionForm(Part):
    """It shows as many rows as came, so that even too many of them are still there to be shortened."""

    step = "question"
    heading = "Your question"
    lead = "One line that says what you want to know, and the questions behind it, one by one."

    def prepare(self) -> None:
        self.row_count = question_rows(self.typed)
        self.fields["title"] = LineField(
            max_length=200,
            label="Your question in one line",
            help_text="What the report should be called. It is never written in a mail or an address.",
            error_messages={"required": "Say in one line what you want to know."},
        )
        for number in range(1, self.row_count + 1):
            self.fields[f"question_{number}"] = TextField(
                max_length=1_000, rows=2, required=False, label=f"Question {number}"
            )

    def layout(self) -> list[Any]:
        rows: list[Any] = ["title"]
        for number in range(1, self.row_count + 1):
            removal = f"{{% include 'requests_app/_remove.html' with number={number} %}}"
            name = f"question_{number}"
            rows.append(Div(name, HTML(removal), css_class="numbered") if self.row_count > 1 else name)
        more = "more" if self.row_count < MOST_ROWS else "no_more"
        return [*rows, HTML(f"{{% include 'requests_app/_{more}.html' %}}")]

    @classmethod
    def names(cls, typed: Mapping[str, Any]) -> list[str]:
        return ["title", *(f"question_{number}" for number in range(1, question_rows(typed) + 1))]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = [f"question_{number}" for number in range(1, self.row_count + 1)]
        beyond = [name for name in names[MOST_ROWS:] if says_something(str(self.typed.get(name, "")))]
        if beyond:
            self.add_error(beyond[0], f"Ask at most {MOST_ROWS} questions; more make more than one report.")
        elif not any(cleaned.get(name) or name in self.errors for name in names):
            self.add_error("question_1", "Write at least one question that the report is to answer.")
        return cleaned

    def given(self) -> dict[str, Any]:
        rows = (self.cleaned_data[f"question_{number}"] for number in range(1, self.row_count + 1))
        return {"title": self.cleaned_data["title"], "questions": tuple(row for row in rows if row)}


def question_rows(names: Iterable[str]) -> int:
    """How many questions a form has room for, by the names that it brings."""
    highest = max((number_of(name) for name in names), default=0)
    return min(highest or FIRST_ROWS, MOST_SHOWN)


def number_of(name: str) -> int:
    """Which question a field is for; 0 for every other field."""
    match = _QUESTION.fullmatch(name)
    return int(match[1]) if match else 0


def with_one_more(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with room for one more question."""
    rows = question_rows(typed)
    return typed if rows >= MOST_ROWS else typed | {f"question_{rows + 1}": ""}


def without(typed: dict[str, Any], number: int) -> dict[str, Any]:
    """What was typed, without one question; those after it move up."""
    rows = question_rows(typed)
    kept = [str(typed.get(f"question_{each}", "")) for each in range(1, rows + 1) if each != number]
    rest = {name: value for name, value in typed.items() if not number_of(name)}
    return rest | {f"question_{place}": text for place, text in enumerate(kept or [""], start=1)}
