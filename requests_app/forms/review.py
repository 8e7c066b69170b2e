"""The voting form of a reviewer: a mark for each standard, a verdict, and the reasons in its own words."""

from typing import Any

from django import forms

from reports.forms.text import TextField
from requests_app.domain.reviewing import REASON_LENGTH, STANDARDS, WORDS_LENGTH, Mark, Score, Verdict

_CHOOSE = "Choose how far it is met."
_MISSING = "Say what is missing, so that the author can mend it."


class ReviewForm(forms.Form):
    """`wording` is the digest of the text beside the form; it comes back so that nothing unread is judged."""

    use_required_attribute = False
    wording = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="Your verdict",
        choices=[
            (Verdict.APPROVE.value, "Approve exactly this wording"),
            (Verdict.RETURN.value, "Ask for changes"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose your verdict."},
    )
    reason = TextField(
        max_length=REASON_LENGTH,
        rows=5,
        required=False,
        label="To the author",
        help_text="It is read once all have voted, and stays in the house. Needed when you ask for changes.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        for number, title in STANDARDS:
            self.fields[f"mark_{number}"] = forms.ChoiceField(
                label=f"{number}. {title}",
                choices=[(mark.value, mark.label) for mark in Mark],
                widget=forms.RadioSelect,
                error_messages={"required": _CHOOSE},
            )
            self.fields[f"words_{number}"] = TextField(
                max_length=WORDS_LENGTH, rows=1, required=False, label=f"In your words, on standard {number}"
            )

    @property
    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The mark and the words of each standard."""
        return [(self[f"mark_{number}"], self[f"words_{number}"]) for number, _ in STANDARDS]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """The label of each field that has to be mended, and where it is."""
        return [(str(self[name].label), name) for name in self.errors if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number, _ in STANDARDS:
            mark = given.get(f"mark_{number}")
            if mark and Mark(mark).wants_words and not given.get(f"words_{number}", "words"):
                self.add_error(f"words_{number}", _MISSING)
        if given.get("verdict") == Verdict.RETURN and not given.get("reason", "reason"):
            self.add_error("reason", "Say what has to change.")
        return given

    def scores(self) -> tuple[Score, ...]:
        """The scorecard of a valid form."""
        given = self.cleaned_data
        return tuple(
            Score(number, title, Mark(given[f"mark_{number}"]), given[f"words_{number}"])
            for number, title in STANDARDS
        )
