"""What a client says of the report: each answer useful or not, its decision served or not, in its words."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.forms.text import TextField
from requests_app.models import KeyQuestion
from requests_app.services.opinions import Opinion, Told

_USEFUL = [("yes", "Useful"), ("no", "Not useful"), ("", "I cannot say")]
_SERVED = [("yes", "Yes"), ("no", "No"), ("", "It is too early to say")]
_MEANS = {"yes": True, "no": False}


class FeedbackForm(forms.Form):
    """Every field but one may be left as it is: half an opinion is worth having, none is not."""

    use_required_attribute = False

    def __init__(
        self, questions: Iterable[KeyQuestion], data: Any = None, *, told: Told | None = None
    ) -> None:
        super().__init__(data, initial=_shown(told), label_suffix="")
        self.told, self.numbers = told, []
        for question in questions:
            self.numbers.append(question.position)
            self.fields[f"useful_{question.position}"] = forms.ChoiceField(
                label=f"{question.position}. {question.text}",
                choices=_USEFUL,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
            )
        self.fields["served"] = forms.ChoiceField(
            label="Did the report serve your decision?",
            choices=_SERVED,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            required=False,
        )
        words = TextField(max_length=4_000, rows=5, required=False, label="In your words, if you like")
        words.widget.attrs["class"] = "form-control"
        self.fields["words"] = words

    def clean(self) -> dict[str, Any]:
        """One answer at least; but whoever said something before may take all of it back."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.told and not any(given.values()):
            raise forms.ValidationError(
                "Answer one of the questions, or write a few words; nothing was sent."
            )
        return given

    @property
    def groups(self) -> list[forms.BoundField]:
        """The fields with several boxes, in order."""
        return [*(self[f"useful_{number}"] for number in self.numbers), self["served"]]

    def opinion(self) -> Opinion:
        """What a valid form says."""
        given = self.cleaned_data
        useful = {number: _MEANS.get(given[f"useful_{number}"]) for number in self.numbers}
        said = {number: each for number, each in useful.items() if each is not None}
        return Opinion(said, _MEANS.get(given["served"]), given["words"])


def _shown(told: Told | None) -> dict[str, str]:
    if told is None:
        return {}
    word = {True: "yes", False: "no", None: ""}
    shown = {f"useful_{each.question.position}": word[each.useful] for each in told.answers}
    return {**shown, "served": word[told.feedback.decision_served], "words": told.feedback.words}
